/**
 * The offline model as the fabricator's model: recognises the kind of agent from what is asked, writes it from a
 * template, uploads it, registers it and completes the work. What it does not know how to write it refuses.
 */
import type { ReplyBlock } from '../../bedrock/converse-model.ts';
import { errorText, isRecord, readResult } from '../planning/tool-result.ts';
import type { Conversation, Exchange } from '../reading/conversation.ts';
import { agentKinds } from './kinds.ts';
import { recogniseKind } from './recognise.ts';
import type { AgentKind } from './agent-kind.ts';

const tools = { upload: 'upload_agent_to_s3', store: 'store_agent_config_dynamo', complete: 'complete_task' } as const;

/** Whether the request is the fabricator's: it offers the tools that upload and register agents. */
export function isFabrication(conversation: Pick<Conversation, 'tools'>): boolean {
  const names = conversation.tools.map((tool) => tool.name);
  return names.includes(tools.upload) && names.includes(tools.store);
}

/** Most uses of one tool in a fabrication. */
const attempts = 2;

/** The next step of a fabrication: upload, register, complete; a step that fails is tried once more, by another name when it is taken. */
export function answerFabrication(conversation: Conversation): readonly ReplyBlock[] {
  const { exchanges } = conversation;
  const completions = exchanges.filter((exchange) => exchange.use.name === tools.complete);
  if (completions.some(({ result }) => readResult(result).ok) || completions.length >= attempts) return [{ text: closing(exchanges) }];
  const kind = recogniseKind(wantedIn(conversation.task));
  if (kind === undefined) {
    const able = agentKinds
      .slice(0, 6)
      .map((known) => known.title)
      .join('; ');
    return use(conversation, tools.complete, {
      success: false,
      status: 'error',
      message: `The offline model cannot write this agent: it has templates for ${agentKinds.length} kinds of computation only (for instance ${able}). A real model can write others.`,
    });
  }
  if (existingIn(conversation.task).includes(kind.agentId))
    return use(conversation, tools.complete, {
      success: true,
      status: 'success',
      agentId: kind.agentId,
      message: `The agent "${kind.agentId}" exists already and does this: ${kind.description}`,
    });
  const uploads = exchanges.filter((exchange) => exchange.use.name === tools.upload);
  const stores = exchanges.filter((exchange) => exchange.use.name === tools.store);
  const upload = uploads.at(-1);
  const store = stores.at(-1);
  if (upload === undefined) return uploadOf(conversation, kind, kind.agentId);
  const uploaded = readResult(upload.result);
  if (!uploaded.ok) return uploads.length < attempts ? uploadOf(conversation, kind, kind.agentId) : giveUp(conversation, kind, errorText(uploaded.value));
  const agentId = fieldOf(upload.use.input, 'agentId') ?? kind.agentId;
  if (store === undefined || exchanges.indexOf(store) < exchanges.indexOf(upload)) return storeOf(conversation, kind, agentId, uploaded.value);
  const stored = readResult(store.result);
  if (!stored.ok) {
    const taken = /taken|exist|already|seeded/i.test(errorText(stored.value));
    if (taken && uploads.length < attempts) return uploadOf(conversation, kind, `${kind.agentId}-2`);
    return stores.length < attempts ? storeOf(conversation, kind, agentId, uploaded.value) : giveUp(conversation, kind, errorText(stored.value));
  }
  if (completions.length > 0) return giveUp(conversation, kind, errorText(readResult(completions[0]?.result ?? store.result).value));
  const final = fieldOf(stored.value, 'agentId') ?? agentId;
  return use(conversation, tools.complete, { success: true, status: 'success', agentId: final, message: `Made the agent "${final}": ${kind.description}` });
}

/** What is wanted: the content of `<task>` when the prompt marks it, all of it otherwise; without agents that are listed beside it. */
function wantedIn(prompt: string): string {
  return /<task>([\s\S]*?)<\/task>/.exec(prompt)?.[1] ?? prompt.replace(/<existing-agents>[\s\S]*?<\/existing-agents>/g, '');
}

/** Ids of agents that the prompt says are there already. */
function existingIn(prompt: string): readonly string[] {
  const list = /<existing-agents>([\s\S]*?)<\/existing-agents>/.exec(prompt)?.[1] ?? '';
  return [...list.matchAll(/"agentId"\s*:\s*"([\w-]+)"/g)].map((match) => match[1] ?? '');
}

function uploadOf(conversation: Conversation, kind: AgentKind, agentId: string): readonly ReplyBlock[] {
  return use(conversation, tools.upload, { agentId, code: kind.source, source: kind.source });
}

function storeOf(conversation: Conversation, kind: AgentKind, agentId: string, uploaded: unknown): readonly ReplyBlock[] {
  return use(conversation, tools.store, {
    agentId,
    filename: fieldOf(uploaded, 'filename') ?? `${agentId}.js`,
    description: kind.description,
    schema: kind.schema,
    outputSchema: kind.outputSchema,
    examples: [kind.example],
    categories: ['fabricated', ...kind.categories],
    capabilities: [],
  });
}

function giveUp(conversation: Conversation, kind: AgentKind, reason: string): readonly ReplyBlock[] {
  return use(conversation, tools.complete, { success: false, status: 'error', message: `The agent "${kind.agentId}" was written but refused: ${reason}` });
}

/** A tool use with those fields that the tool's schema has. */
function use(conversation: Conversation, name: string, fields: Readonly<Record<string, unknown>>): readonly ReplyBlock[] {
  const spec = conversation.tools.find((tool) => tool.name === name);
  const properties = spec?.inputSchema.json['properties'];
  const known = isRecord(properties) ? Object.entries(fields).filter(([field]) => properties[field] !== undefined) : Object.entries(fields);
  const count = conversation.exchanges.filter((exchange) => exchange.use.name === name).length;
  return [{ toolUse: { toolUseId: `offline-${name}-${count + 1}`, name, input: Object.fromEntries(known) } }];
}

function closing(exchanges: readonly Exchange[]): string {
  const last = exchanges.findLast((exchange) => exchange.use.name === tools.complete);
  return fieldOf(last?.use.input, 'message') ?? 'Done.';
}

function fieldOf(value: unknown, field: string): string | undefined {
  const found = isRecord(value) ? value[field] : undefined;
  return typeof found === 'string' ? found : undefined;
}
