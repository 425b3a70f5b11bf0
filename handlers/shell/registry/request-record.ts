import type { Agent } from '../../../generated/tables/agent.ts';
import type { CodeStore } from '../ports.ts';

/** Which version answers a request. Written once per request, so that the same request twice makes one agent. */
export interface RequestRecord {
  readonly agentId: string;
  readonly version: string;
  /** What the head is to be, should it not have been written yet. */
  readonly head: Pick<Agent, 'state' | 'source' | 'categories'>;
}

const keyOf = (requestHash: string): string => `agents/by-request/${requestHash}.json`;

/** The version that answers this request, if one does. */
export async function findRequest(code: Pick<CodeStore, 'get'>, requestHash: string): Promise<RequestRecord | undefined> {
  const text = await code.get(keyOf(requestHash));
  if (text === undefined) return undefined;
  return JSON.parse(text) as RequestRecord; // written below and never changed
}

/** Records the answer unless the request has one already; returns the one that counts. */
export async function recordRequest(code: CodeStore, requestHash: string, record: RequestRecord): Promise<RequestRecord> {
  if (await code.putIfAbsent(keyOf(requestHash), JSON.stringify(record))) return record;
  return (await findRequest(code, requestHash)) ?? record;
}
