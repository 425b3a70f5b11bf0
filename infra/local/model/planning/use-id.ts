/**
 * Tool use ids carry the plan: which steps, which of a step's parallel uses, which attempt. The model keeps no state of
 * its own; the same conversation therefore always continues the same way.
 */
export interface UseId {
  readonly steps: readonly number[];
  readonly kind: 'agent' | 'fabrication';
  readonly unit: number;
  readonly attempt: number;
}

export function toToolUseId(id: UseId): string {
  return `offline-s${id.steps.join('.')}-${id.kind === 'agent' ? 'u' : 'f'}${id.unit}-a${id.attempt}`;
}

export function fromToolUseId(text: string): UseId | undefined {
  const match = /^offline-s([\d.]+)-([uf])(\d+)-a(\d+)$/.exec(text);
  if (match === null) return undefined;
  return {
    steps: (match[1] ?? '').split('.').map(Number),
    kind: match[2] === 'u' ? 'agent' : 'fabrication',
    unit: Number(match[3]),
    attempt: Number(match[4]),
  };
}
