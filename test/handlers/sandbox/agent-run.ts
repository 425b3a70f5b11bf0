import type { AgentRun } from '../../../handlers/shell/ports.ts';

/** A run with the usual fields, for tests. */
export function agentRun(source: string, over: Partial<AgentRun> = {}): AgentRun {
  return {
    agentId: 'subject',
    agentVersion: 'v1',
    source,
    input: {},
    capabilities: [],
    timeoutMs: 3_000,
    memoryMb: 64,
    idempotencyKey: 'key-1',
    orchestrationId: 'o-1',
    ...over,
  };
}
