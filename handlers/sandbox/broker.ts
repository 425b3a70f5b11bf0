import { limits } from '../core/limits.ts';
import { isNestedDeeperThan } from '../core/nesting.ts';
import type { AgentRun, CodeStore, CostBound, Model, Registry, Telemetry } from '../shell/ports.ts';
import { createHttpCapability } from './capability/http.ts';
import type { HttpTransport } from './capability/http.ts';
import { createModelCapability } from './capability/model.ts';
import type { ModelUse } from './capability/model.ts';
import { createToolsCapability } from './capability/tools.ts';
import type { ToolRunner } from './capability/tools.ts';
import { CapabilityRefusal } from './refusal.ts';

/** One power, made for one run. Throws {@link CapabilityRefusal}; the input is whatever the agent sent. */
export interface Capability {
  call(input: unknown, signal: AbortSignal): Promise<unknown>;
}

/** Decides what an agent may do and does it on its behalf. Credentials, network and files stay on this side. */
export interface CapabilityBroker {
  /** Opens the account of one run: the powers that its version was granted and that exist here. */
  open(run: AgentRun): BrokerSession;
}

export interface BrokerSession {
  readonly granted: ReadonlySet<string>;
  call(capability: string, input: unknown, signal: AbortSignal): Promise<unknown>;
  /** What the run has consumed so far; model calls under way count by the most that they may take. */
  readonly use: ModelUse;
  /** Whether a call failed for a reason that may pass. */
  readonly transient: boolean;
}

export interface BrokerPorts {
  readonly telemetry: Telemetry;
  /** The model behind `ctx.model`. */
  readonly model?: Model;
  /** US dollars of a call of so many tokens, at most, by the models that may answer it; undefined when no price is known. */
  readonly costBound?: CostBound;
  /** Where worker tools come from. */
  readonly tools?: { readonly registry: Pick<Registry, 'tool'>; readonly code: Pick<CodeStore, 'get'> };
  /** Runs tools: the sandbox itself. */
  readonly runner: ToolRunner;
  /** How requests leave; the real network when absent. */
  readonly http?: HttpTransport;
}

/** The broker over the real ports. A capability without its port is granted and answers that it is unavailable. */
export function createBroker(ports: BrokerPorts): CapabilityBroker {
  return { open: (run) => openSession(ports, run) };
}

/** No powers at all, for tools and for pure agents. */
export const noCapabilities: CapabilityBroker = {
  open: () => ({ granted: new Set(), use: noUse(), transient: false, call: (name) => Promise.reject(notGranted(name)) }),
};

const KNOWN: ReadonlySet<string> = new Set(['model', 'tools', 'http']);

const noUse = (): ModelUse => ({ modelCalls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 });
const notGranted = (name: string): CapabilityRefusal =>
  new CapabilityRefusal('NOT_GRANTED', `the capability "${name}" is not granted to this agent: add it to the agent's capabilities`);

function openSession(ports: BrokerPorts, run: AgentRun): BrokerSession {
  const { log, metrics } = ports.telemetry;
  const use = noUse();
  const tools = createToolsCapability(ports.tools, ports.runner, run);
  const capabilities = new Map<string, Capability>();
  const model = run.capabilities.includes('model') ? createModelCapability(ports.model, tools, use, run, ports.costBound) : undefined;
  if (model !== undefined) capabilities.set('model', model);
  if (tools.granted.length > 0) capabilities.set('tools', tools);
  const hosts = run.capabilities.filter((name) => name.startsWith('http:')).map((name) => name.slice('http:'.length).toLowerCase());
  if (hosts.length > 0) capabilities.set('http', createHttpCapability(hosts, ports.http));
  const unknown = run.capabilities.filter((name) => name !== 'model' && !/^(tool|http):/.test(name));
  if (unknown.length > 0) log('warn', 'capabilities that do not exist are not granted', { agentId: run.agentId, agentVersion: run.agentVersion, unknown });

  let transient = false;
  let told = 0;
  return {
    granted: new Set(capabilities.keys()),
    get use() {
      return model?.useWithCallsUnderWay() ?? use;
    },
    get transient() {
      return transient;
    },
    async call(name, input, signal) {
      const started = performance.now();
      let code = 'OK';
      let [bytesOut, bytesIn] = [0, 0];
      try {
        const capability = capabilities.get(name);
        if (capability === undefined) throw notGranted(name);
        if (isNestedDeeperThan(input, limits.jsonLevels))
          throw new CapabilityRefusal('INVALID_INPUT', `the input of "${name}" is nested deeper than ${limits.jsonLevels} levels: pass it flatter`);
        bytesOut = bytesOf(input);
        const answer = await capability.call(input, signal);
        bytesIn = bytesOf(answer);
        return answer;
      } catch (error) {
        code = error instanceof CapabilityRefusal ? error.code : 'CAPABILITY_FAILED';
        transient ||= !(error instanceof CapabilityRefusal) || error.transient;
        throw error;
      } finally {
        // The names an agent makes up would each be a metric of their own.
        const capability = KNOWN.has(name) ? name : 'unknown';
        const durationMs = Math.round(performance.now() - started);
        // What model calls that overlap have used is told by the one that ends first; the sum is right.
        const tokens = name === 'model' ? use.inputTokens + use.outputTokens - told : 0;
        told += tokens;
        log('info', 'capability call', {
          agentId: run.agentId,
          agentVersion: run.agentVersion,
          orchestrationId: run.orchestrationId,
          capability,
          code,
          durationMs,
          bytesOut,
          bytesIn,
          ...(tokens > 0 && { tokens }),
        });
        metrics.count('capability.calls', 1, { capability, code });
        metrics.count('capability.bytes', bytesOut, { capability, direction: 'out' });
        metrics.count('capability.bytes', bytesIn, { capability, direction: 'in' });
      }
    },
  };
}

function bytesOf(value: unknown): number {
  return value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));
}
