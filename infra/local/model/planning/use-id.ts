/**
 * Tool use ids carry the plan: which steps, which of a step's parallel uses, which attempt. The model keeps no state of
 * its own; the same conversation therefore always continues the same way.
 */
export interface UseId {
  readonly steps: readonly number[];
  readonly kind: UseKind;
  readonly unit: number;
  readonly attempt: number;
}

/** What a use is for: an agent's work, a new agent, or a look for agents that were not offered. */
export type UseKind = 'agent' | 'fabrication' | 'search';

const letters: Readonly<Record<UseKind, string>> = { agent: 'u', fabrication: 'f', search: 's' };

export function toToolUseId(id: UseId): string {
  return `offline-s${id.steps.join('.')}-${letters[id.kind]}${id.unit}-a${id.attempt}`;
}

export function fromToolUseId(text: string): UseId | undefined {
  const match = /^offline-s([\d.]+)-([ufs])(\d+)-a(\d+)$/.exec(text);
  if (match === null) return undefined;
  return {
    steps: (match[1] ?? '').split('.').map(Number),
    kind: match[2] === 'u' ? 'agent' : match[2] === 'f' ? 'fabrication' : 'search',
    unit: Number(match[3]),
    attempt: Number(match[4]),
  };
}
