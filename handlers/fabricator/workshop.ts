import type { Tool } from '../../generated/tables/tool.ts';
import { activationOf } from '../core/fabrication/activation.ts';
import { sha256 } from '../shell/hash.ts';
import { registerAgent } from '../shell/registry/register-agent.ts';
import type { RegisteredAgent } from '../shell/registry/register-agent.ts';
import { registerTool } from '../shell/registry/register-tool.ts';
import { checkAgainst } from './gate/gate.ts';
import { prepare } from './gate/preparation.ts';
import type { PreparedCode } from './gate/prepared-code.ts';
import type { Rejected } from './gate/verdict.ts';
import type { FabricatorPorts } from './ports.ts';
import { textOf, ToolProblem } from './tools/fabricator-tool.ts';

/** What the model says of the outcome when it ends its work. */
export interface Claim {
  readonly status: 'success' | 'error';
  readonly message: string;
  /** An agent that existed before and does what is needed. */
  readonly existing: string | undefined;
}

/** Who made a version, as the registry records it. */
export const FABRICATOR = 'fabricator';

/** Failed attempts after which a fabrication is given up. */
export const REPAIRS = 10;

type Input = Readonly<Record<string, unknown>>;

/** The state of one fabrication: what was written, uploaded and registered. It ends with the message it serves. */
export class Workshop {
  readonly ports: FabricatorPorts;
  readonly requestHash: string;
  readonly signal: AbortSignal;
  readonly scratch = new Map<string, string>();
  readonly agents: RegisteredAgent[] = [];
  /** Attempts that the gate or the registry refused, the newest last. */
  readonly refusals: string[] = [];
  #claim: Claim | undefined;
  #closed = false;
  #registering: Promise<unknown> = Promise.resolve();
  readonly #uploads = new Map<string, PreparedCode>();

  constructor(ports: FabricatorPorts, requestHash: string, signal: AbortSignal) {
    this.ports = ports;
    this.requestHash = requestHash;
    this.signal = signal;
  }

  get claim(): Claim | undefined {
    return this.#claim;
  }

  /** First half of the gate, then the immutable upload by hash. */
  async upload(kind: 'agents' | 'tools', id: string, source: string): Promise<{ readonly filename: string; readonly sha256: string; readonly bytes: number }> {
    const prepared = await prepare(source);
    if (!prepared.ok) throw this.#refused(prepared);
    const { javascript } = prepared.code;
    const hash = sha256(javascript);
    const filename = `${kind}/${id}/${hash}.js`;
    await this.ports.code.putIfAbsent(filename, javascript);
    this.#uploads.set(filename, prepared.code);
    return { filename, sha256: hash, bytes: Buffer.byteLength(javascript) };
  }

  async registerAgent(input: Input): Promise<RegisteredAgent & { readonly message: string }> {
    const agentId = textOf(input, 'agentId');
    const code = this.#uploaded(input, 'upload_agent_to_s3');
    const capabilities = listOf(input['capabilities']) as readonly string[];
    const { activation, reason } = activationOf(capabilities, this.ports.allowedHosts);
    if (activation === 'never') throw this.#refused({ ok: false, stage: 'schema', problems: [`capabilities ${reason}`] });
    await this.#toolsExist(capabilities);
    const schema = input['schema'] as Input;
    const outputSchema = input['outputSchema'] as Input;
    const checked = await checkAgainst(this.ports, agentId, code, { schema, outputSchema, capabilities }, listOf(input['examples']));
    if (!checked.ok) throw this.#refused(checked);
    if (this.agents.length > 0)
      throw new ToolProblem(`agent "${this.agents[0]?.agentId}" is registered for this request already: one request makes one agent, end with complete_task`);
    const registered = await this.#register(() =>
      registerAgent(this.ports, {
        agentId,
        source: code.javascript,
        settings: {
          schema: { ...schema },
          outputSchema: { ...outputSchema },
          description: textOf(input, 'description'),
          action: { type: 'sqs', target: this.ports.workerTarget },
          capabilities: [...capabilities],
        },
        origin: 'fabricated',
        state: activation === 'auto' ? 'active' : 'pending',
        categories: ['fabricated'],
        checks: [...checked.checks, `activation: ${activation}, ${reason}`],
        by: FABRICATOR,
        requestHash: this.requestHash,
        improves: input['improves'] === true,
      }),
    );
    if (registered.kind === 'refused') throw this.#refused({ ok: false, stage: 'schema', problems: [registered.message] });
    this.agents.push(registered);
    const { version, state } = registered;
    return {
      ...registered,
      message: `agent "${registered.agentId}" ${version} is ${state === 'active' ? 'active and can be used now' : `${state}: ${reason}`}`,
    };
  }

  async registerTool(input: Input): Promise<{ readonly toolId: string; readonly version: string; readonly capability: string }> {
    const toolId = textOf(input, 'toolId');
    const code = this.#uploaded(input, 'upload_tool_to_s3');
    if (code.uses.size > 0)
      throw this.#refused({
        ok: false,
        stage: 'standards',
        problems: [`a worker tool has no capabilities, but the code uses ctx.${[...code.uses].join(', ctx.')}: make it a pure function of its input`],
      });
    const schema = input['schema'] as Tool['config']['schema'];
    const checked = await checkAgainst(this.ports, toolId, code, { schema, capabilities: [] }, listOf(input['examples']));
    if (!checked.ok) throw this.#refused(checked);
    const registered = await this.#register(() =>
      registerTool(this.ports, { toolId, source: code.javascript, schema, description: textOf(input, 'description'), by: FABRICATOR }),
    );
    if (registered.kind === 'refused') throw this.#refused({ ok: false, stage: 'schema', problems: [registered.message] });
    return { toolId, version: registered.version, capability: registered.capability };
  }

  /** Notes the model's last word. A success needs an agent: one made here, or one that exists and is active. */
  async conclude(status: Claim['status'], message: string, agentId: string | undefined): Promise<void> {
    let existing: string | undefined;
    if (status === 'success' && this.agents.length === 0) {
      const agent = agentId === undefined ? undefined : await this.ports.registry.get(agentId);
      if (agent === undefined)
        throw this.#refused({
          ok: false,
          stage: 'schema',
          problems: [
            `no agent was registered${agentId === undefined ? '' : ` and there is none named "${agentId}"`}: register one, name an existing one, or complete with status "error"`,
          ],
        });
      if (agent.agentId === FABRICATOR)
        throw this.#refused({
          ok: false,
          stage: 'schema',
          problems: ['the fabricator is you: register an agent, name another, or complete with status "error"'],
        });
      if (agent.state !== 'active')
        throw this.#refused({
          ok: false,
          stage: 'schema',
          problems: [`agent "${agent.agentId}" is ${agent.state} and cannot be used: make another, or complete with status "error"`],
        });
      existing = agent.agentId;
    }
    this.#claim ??= { status, message, existing };
  }

  /** Ends all registering: what is under way is awaited, what comes later is refused. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#registering;
  }

  #register<T>(registration: () => Promise<T>): Promise<T> {
    if (this.#closed || this.signal.aborted) throw new ToolProblem('the time of this fabrication is up: nothing is registered any more');
    const registering = registration();
    this.#registering = registering.catch(() => {}); // whoever called it hears of the failure
    return registering;
  }

  #uploaded(input: Input, by: string): PreparedCode {
    const filename = textOf(input, 'filename');
    const code = this.#uploads.get(filename);
    if (code === undefined) throw new ToolProblem(`"${filename}" was not uploaded here: call ${by} first and pass on the filename that it returns`);
    return code;
  }

  async #toolsExist(capabilities: readonly string[]): Promise<void> {
    for (const capability of capabilities.filter((name) => name.startsWith('tool:'))) {
      const [toolId = ''] = capability.slice('tool:'.length).split('@');
      const tool = await this.ports.registry.tool(toolId);
      if (tool?.state !== 'active')
        throw this.#refused({
          ok: false,
          stage: 'schema',
          problems: [`the worker tool "${toolId}" ${tool === undefined ? 'does not exist' : `is ${tool.state}`}: use get_worker_tool to see what can be used`],
        });
      if (!capability.includes('@'))
        throw this.#refused({
          ok: false,
          stage: 'schema',
          problems: [`"${capability}" does not say which code: use the reference from get_worker_tool, "tool:${toolId}@${tool.sha256 ?? '<sha256>'}"`],
        });
    }
  }

  #refused({ stage, problems }: Rejected): ToolProblem {
    const text = problems.slice(0, 8).join('\n- ');
    this.refusals.push(`${stage}: ${problems[0] ?? ''}`);
    const left = REPAIRS - this.refusals.length;
    return new ToolProblem(`Refused (${stage}):\n- ${text}\n${left > 0 ? `Repair this and try again; ${left} attempts are left.` : 'No attempts are left.'}`);
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
