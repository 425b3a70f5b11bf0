import type { AgentOutcome, AgentRun, CodeStore, Registry, ToolSpec } from '../../shell/ports.ts';
import { sha256 } from '../../shell/hash.ts';
import type { Capability } from '../broker.ts';
import { CapabilityRefusal } from '../refusal.ts';
import { Input } from './input.ts';

/** A granted tool: by id, and by the hash of its code when the agent pins it. */
export interface ToolGrant {
  readonly toolId: string;
  readonly sha256: string | undefined;
}

/** `tool:<toolId>` or `tool:<toolId>@<sha256>`. */
const FORM = /^tool:([A-Za-z0-9_-]{1,64})(?:@([0-9a-f]{64}))?$/;
/** A tool is a small pure function; these bound one call of it. */
const TOOL_TIMEOUT_MS = 20_000;
const TOOL_MEMORY_MB = 64;

/** Runs a tool where it can harm nothing, and ends it when the run that called it ends. */
export interface ToolRunner {
  run(run: AgentRun, signal: AbortSignal): Promise<AgentOutcome>;
}

export interface ToolsCapability extends Capability {
  readonly granted: readonly ToolGrant[];
  /** What the model is told of the named tools. */
  describe(toolIds: readonly string[]): Promise<readonly ToolSpec[]>;
}

/** The grant that a capability stands for, if it stands for a tool. */
export function toToolGrant(capability: string): ToolGrant | undefined {
  const [, toolId, hash] = FORM.exec(capability) ?? [];
  return toolId === undefined ? undefined : { toolId, sha256: hash };
}

/**
 * `ctx.tools`: registered tools, by reference. Each call runs the tool's code in a sandbox of its own, without any
 * capability, so that neither can touch the other. The code is the one that was pinned, even when the tool has a newer
 * version; a tool that is not active is refused all the same.
 */
export function createToolsCapability(
  source: { readonly registry: Pick<Registry, 'tool'>; readonly code: Pick<CodeStore, 'get'> } | undefined,
  runner: ToolRunner,
  run: AgentRun,
): ToolsCapability {
  const granted = run.capabilities.flatMap((name) => toToolGrant(name) ?? []);
  const sources = new Map<string, Promise<string>>();

  const find = async (toolId: string) => {
    const grant = granted.find((one) => one.toolId === toolId);
    if (grant === undefined)
      throw new CapabilityRefusal('NOT_GRANTED', `the tool "${toolId}" is not granted to this agent: add "tool:${toolId}" to its capabilities`);
    if (source === undefined) throw new CapabilityRefusal('UNAVAILABLE', 'no tool registry is configured here');
    const tool = await source.registry.tool(toolId);
    if (tool === undefined) throw new CapabilityRefusal('TOOL_MISSING', `the tool "${toolId}" is not registered`);
    if (tool.state !== 'active') throw new CapabilityRefusal('TOOL_SUSPENDED', `the tool "${toolId}" is ${tool.state}`);
    const hash = grant.sha256 ?? tool.sha256;
    if (hash === undefined) throw new CapabilityRefusal('TOOL_MISSING', `the tool "${toolId}" has no code hash: register it again`);
    return { tool, hash, code: source.code };
  };

  const load = async (toolId: string, hash: string, code: Pick<CodeStore, 'get'>): Promise<string> => {
    const text = await code.get(`tools/${toolId}/${hash}.js`);
    if (text === undefined) throw new CapabilityRefusal('TOOL_MISSING', `the code of the tool "${toolId}" is not stored under its hash ${hash}`);
    if (sha256(text) !== hash) throw new CapabilityRefusal('TOOL_CHANGED', `the stored code of the tool "${toolId}" does not have the hash ${hash}`);
    return text;
  };

  return {
    granted,
    describe: (toolIds) =>
      Promise.all(
        toolIds.map(async (toolId) => {
          const { tool } = await find(toolId);
          return { name: toolId, description: tool.config.description, inputSchema: tool.config.schema };
        }),
      ),
    async call(value, signal) {
      const input = new Input('tools.call', value);
      const { tool, hash, code } = await find(input.text('toolId', 64));
      const { toolId } = tool;
      let text = sources.get(toolId);
      if (text === undefined) sources.set(toolId, (text = load(toolId, hash, code)));
      signal.throwIfAborted();
      const outcome = await runner.run(
        {
          agentId: toolId,
          agentVersion: tool.config.version,
          source: await text,
          input: input.field('input') ?? {},
          capabilities: [],
          timeoutMs: Math.min(TOOL_TIMEOUT_MS, run.timeoutMs),
          memoryMb: TOOL_MEMORY_MB,
          idempotencyKey: run.idempotencyKey,
          orchestrationId: run.orchestrationId,
        },
        signal,
      );
      if (outcome.kind === 'failed')
        throw new CapabilityRefusal(outcome.code.replace(/^AGENT_/, 'TOOL_'), `the tool "${toolId}" failed: ${outcome.message}`, outcome.retryable);
      return outcome.value;
    },
  };
}
