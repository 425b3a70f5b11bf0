import { AsyncLocalStorage } from 'node:async_hooks';
import type { HttpTransport } from '../sandbox/capability/http.ts';
import { createSandbox } from '../sandbox/sandbox.ts';
import type { CodeStore, Model, Registry, Telemetry } from '../shell/ports.ts';
import type { DryRunner } from './ports.ts';

const PUBLIC_ADDRESS = '8.8.8.8';

/**
 * The sandbox for trying new code: the same walls, registered tools for real, but a stand-in for the model and for the
 * network, so that a trial costs nothing and reaches nobody.
 */
export function createDryRunSandbox(ports: {
  readonly telemetry: Telemetry;
  readonly registry: Pick<Registry, 'tool'>;
  readonly code: Pick<CodeStore, 'get'>;
}): DryRunner & { close(): Promise<void>; prewarm(): void } {
  /** Of the run that is under way: others may be at the same time. */
  const trials = new AsyncLocalStorage<{ usedStandIn: boolean }>();
  const note = (): void => {
    const trial = trials.getStore();
    if (trial !== undefined) trial.usedStandIn = true;
  };
  const model: Model = {
    ask() {
      note();
      return Promise.resolve({
        kind: 'answered',
        content: [{ type: 'text', text: 'This is a stand-in for the answer of the model.' }],
        stopReason: 'end_turn',
        usage: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, costUsd: 0 },
      });
    },
  };
  const http: HttpTransport = {
    resolve: () => Promise.resolve([PUBLIC_ADDRESS]),
    send() {
      note();
      return Promise.resolve({ status: 200, headers: { 'content-type': 'application/json' }, body: '{}' });
    },
  };
  const sandbox = createSandbox({ telemetry: ports.telemetry, model, http, tools: { registry: ports.registry, code: ports.code }, limits: { cpuMs: 5_000 } });
  return {
    async run(run) {
      const trial = { usedStandIn: false };
      const outcome = await trials.run(trial, () => sandbox.run(run));
      return { outcome, usedStandIn: trial.usedStandIn };
    },
    close: () => sandbox.close(),
    prewarm: () => sandbox.prewarm(),
  };
}
