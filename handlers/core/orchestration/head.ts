import type { Orchestration } from '../../../generated/tables/orchestration.ts';

/** The head of an orchestration: table item META. */
export type Head = Orchestration;

export type Usage = Head['usage'];
export type Reason = NonNullable<Head['reason']>;

/** A terminal state and its result never change (S1). */
export function isTerminal(head: Pick<Head, 'status'>): boolean {
  switch (head.status) {
    case 'READY':
    case 'THINKING':
    case 'WAITING':
      return false;
    case 'COMPLETED':
    case 'FAILED':
    case 'CANCELLED':
      return true;
  }
}

export const dueShards = ['0', '1', '2', '3'] as const;

/** Shard of the `due` index: spreads writes, so that no index partition is a bottleneck. */
export function dueShard(orchestrationId: string): NonNullable<Head['due']> {
  let sum = 0;
  for (let i = 0; i < orchestrationId.length; i++) sum = (sum * 31 + orchestrationId.charCodeAt(i)) >>> 0;
  return dueShards[sum % dueShards.length] ?? dueShards[0];
}
