/**
 * A team of agents in this process: the built-in agents' own code, a fabricator whose model is the one under test, and
 * whatever a task adds. Stands in for supervisor, queues and workers, so that a model is measured without any AWS.
 */
import { createHash } from 'node:crypto';
import { builtInAgents } from '../../handlers/agents/index.ts';
import { clip, limits } from '../../handlers/core/limits.ts';
import { fabricatorTools } from '../../handlers/fabricator/tools/index.ts';
import type { ContentBlock, ConverseMessage, ConverseRequest, ToolSpec } from '../../infra/local/bedrock/converse-request.ts';
import type { Answer, ConverseModel } from '../../infra/local/bedrock/converse-model.ts';

/** An agent that a task brings along. */
export interface TeamAgent extends ToolSpec {
  readonly run: (input: Readonly<Record<string, unknown>>, call: number) => unknown;
}

/** A file given with a task. */
export interface TeamFile {
  readonly name: string;
  readonly content: string;
}

/** What came of a task. */
export interface Outcome {
  readonly answer: string;
  /** Tool turns: assistant messages that asked for tools. */
  readonly turns: number;
  /** Agents called, turn by turn. */
  readonly calls: readonly (readonly { readonly agent: string; readonly input: Readonly<Record<string, unknown>>; readonly ok: boolean }[])[];
  readonly fabricated: readonly string[];
}

type Handler = (input: unknown, ctx: unknown) => Promise<unknown>;

/** Loads an agent's module from its text. */
export async function loadHandler(source: string): Promise<Handler> {
  const module = (await import(`data:text/javascript;base64,${Buffer.from(source).toString('base64')}`)) as { readonly handler: Handler };
  return module.handler;
}

/** Works on a task with a model until it ends its turn. Throws when it does not within 40 turns. */
export async function work(
  model: ConverseModel,
  task: string,
  files: readonly TeamFile[] = [],
  extra: readonly TeamAgent[] = [],
  context: Readonly<Record<string, unknown>> = {},
): Promise<Outcome> {
  const team = new Map<string, TeamAgent>();
  for (const agent of builtInAgents) team.set(agent.agentId, agentOf(agent.agentId, agent.description, agent.schema, agent.source));
  for (const agent of extra) team.set(agent.name, agent);
  team.set('fabricator', fabricatorOf(model, team));
  const messages: ConverseMessage[] = [{ role: 'user', content: firstMessage(task, files, context) }];
  const calls: { agent: string; input: Readonly<Record<string, unknown>>; ok: boolean }[][] = [];
  const counts = new Map<string, number>();
  for (let turn = 0; turn < 40; turn += 1) {
    const reply = await ask(model, {
      messages,
      toolConfig: {
        tools: [...team.values()].map(({ name, description, inputSchema }) => ({
          toolSpec: { name, ...(description === undefined ? {} : { description }), inputSchema },
        })),
      },
      system: [{ text: 'You are the supervisor.' }],
      inferenceConfig: { maxTokens: 2048 },
    });
    const uses = reply.content.flatMap((block) => (block.toolUse === undefined ? [] : [block.toolUse]));
    if (uses.length === 0)
      return {
        answer: reply.content.map((block) => block.text ?? '').join('\n'),
        turns: calls.length,
        calls,
        fabricated: [...team.keys()].filter(
          (name) => name !== 'fabricator' && !builtInAgents.some((agent) => agent.agentId === name) && !extra.some((agent) => agent.name === name),
        ),
      };
    messages.push({ role: 'assistant', content: reply.content });
    const results: ContentBlock[] = [];
    const made: { agent: string; input: Readonly<Record<string, unknown>>; ok: boolean }[] = [];
    for (const { toolUseId, name, input } of uses) {
      const agent = team.get(name);
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      try {
        if (agent === undefined) throw new Error(`there is no agent "${name}"`);
        const value = await agent.run(withContents(input, files) as Readonly<Record<string, unknown>>, count);
        results.push({ toolResult: { toolUseId, status: 'success', content: [{ text: typeof value === 'string' ? value : JSON.stringify(value) }] } });
        made.push({ agent: name, input: input as Readonly<Record<string, unknown>>, ok: true });
      } catch (error) {
        results.push({
          toolResult: { toolUseId, status: 'error', content: [{ text: `AGENT_THREW: ${error instanceof Error ? error.message : String(error)}` }] },
        });
        made.push({ agent: name, input: input as Readonly<Record<string, unknown>>, ok: false });
      }
    }
    calls.push(made);
    messages.push({ role: 'user', content: results });
  }
  throw new Error(`the model did not end its turn within 40 turns of the task "${task}"`);
}

/** Runs a model as the fabricator's model over the fabricator's own tool specifications. */
export async function fabricate(
  model: ConverseModel,
  taskDetails: string,
): Promise<{
  readonly status: string;
  readonly message: string;
  readonly agent?: {
    readonly agentId: string;
    readonly description: string;
    readonly schema: Readonly<Record<string, unknown>>;
    readonly outputSchema: Readonly<Record<string, unknown>>;
    readonly source: string;
  };
}> {
  const messages: ConverseMessage[] = [{ role: 'user', content: [{ text: taskDetails }] }];
  const tools = fabricatorTools.map((tool) => ({ toolSpec: { name: tool.name, description: tool.description, inputSchema: { json: tool.inputSchema } } }));
  let source = '';
  let stored: Readonly<Record<string, unknown>> | undefined;
  let end: { status: string; message: string } | undefined;
  for (let turn = 0; turn < 12; turn += 1) {
    const reply = await ask(model, { messages, toolConfig: { tools }, system: [{ text: 'You are the fabricator.' }], inferenceConfig: { maxTokens: 40_000 } });
    const uses = reply.content.flatMap((block) => (block.toolUse === undefined ? [] : [block.toolUse]));
    if (uses.length === 0) break;
    messages.push({ role: 'assistant', content: reply.content });
    messages.push({
      role: 'user',
      content: uses.map(({ toolUseId, name, input }): ContentBlock => {
        const fields = input as Readonly<Record<string, unknown>>;
        let value: unknown = { accepted: true };
        if (name === 'upload_agent_to_s3') {
          source = String(fields['code']);
          const sha256 = createHash('sha256').update(source).digest('hex');
          value = { filename: `agents/${String(fields['agentId'])}/${sha256}.js`, sha256 };
        }
        if (name === 'store_agent_config_dynamo') {
          stored = fields;
          value = { agentId: fields['agentId'], version: 'v1', state: 'active' };
        }
        if (name === 'complete_task') end = { status: String(fields['status']), message: String(fields['message']) };
        return { toolResult: { toolUseId, status: 'success', content: [{ text: JSON.stringify(value) }] } };
      }),
    });
  }
  if (end === undefined) throw new Error('the fabricating model ended without complete_task');
  if (stored === undefined) return end;
  return {
    ...end,
    agent: {
      agentId: String(stored['agentId']),
      description: String(stored['description']),
      schema: stored['schema'] as Readonly<Record<string, unknown>>,
      outputSchema: stored['outputSchema'] as Readonly<Record<string, unknown>>,
      source,
    },
  };
}

function fabricatorOf(model: ConverseModel, team: Map<string, TeamAgent>): TeamAgent {
  return {
    name: 'fabricator',
    description:
      'Creates a new agent when none of the offered agents can do what the task needs. Describe in taskDetails what the agent must do, its input and its result. The new agent can be used in the next turn.',
    inputSchema: {
      json: {
        type: 'object',
        additionalProperties: false,
        required: ['taskDetails'],
        properties: { taskDetails: { type: 'string', minLength: 1, maxLength: 65536 }, agentName: { type: 'string' } },
      },
    },
    run: async (input) => {
      const made = await fabricate(model, String(input['taskDetails']));
      if (made.status !== 'success' || made.agent === undefined) throw new Error(made.message);
      const { agentId, description, schema, source } = made.agent;
      team.set(agentId, agentOf(agentId, description, schema, source));
      return { agentId, version: 'v1', state: 'active', message: made.message };
    },
  };
}

/** An agent of the team whose module is given as text. */
export function agentOf(name: string, description: string, schema: Readonly<Record<string, unknown>>, source: string): TeamAgent {
  return { name, description, inputSchema: { json: schema }, run: async (input) => (await loadHandler(source))(input, { log() {} }) };
}

function firstMessage(task: string, files: readonly TeamFile[], context: Readonly<Record<string, unknown>>): readonly ContentBlock[] {
  return [
    { text: task },
    ...files.map(({ name, content }) => ({
      text: `<attachment name=${JSON.stringify(name)} bytes="${Buffer.byteLength(content)}">\n${clip(content, limits.attachmentPreview)}\n</attachment>`,
    })),
    ...(Object.keys(context).length > 0 ? [{ text: `<context>${JSON.stringify(context)}</context>` }] : []),
  ];
}

function withContents(value: unknown, files: readonly TeamFile[]): unknown {
  if (typeof value === 'string' && value.startsWith('attachment:'))
    return files.find((file) => file.name === value.slice('attachment:'.length))?.content ?? value;
  if (Array.isArray(value)) return value.map((item) => withContents(item, files));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withContents(member, files)]));
  return value;
}

async function ask(model: ConverseModel, request: ConverseRequest): Promise<Answer> {
  const reply = await model.answer('arbiter.offline-v1', request);
  if ('failure' in reply) throw new Error(`${reply.failure}: ${reply.message}`);
  return reply;
}
