import type { AgentRun } from '../../../handlers/shell/ports.ts';

/** A run with the usual fields, for tests. Its time is no limit that a slow machine could meet. */
export function agentRun(source: string, over: Partial<AgentRun> = {}): AgentRun {
  return {
    agentId: 'subject',
    agentVersion: 'v1',
    source,
    input: {},
    capabilities: [],
    timeoutMs: 30_000,
    memoryMb: 64,
    idempotencyKey: 'key-1',
    orchestrationId: 'o-1',
    ...over,
  };
}
