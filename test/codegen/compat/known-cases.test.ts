import { describe, expect, it } from 'vitest';
import { diff } from '../../../codegen/commands/diff.ts';
import { knownCases, type KnownCase } from './known-cases.ts';

const draft = 'https://json-schema.org/draft/2020-12/schema';

/** The verdict on a change of a schema file, as the command gives it. */
function isCompatible({ before, after }: KnownCase, mode: 'backward' | 'forward'): boolean {
  const side = (schema: unknown): { document: string; read: () => string } => ({
    document: 'schema.json',
    read: () => JSON.stringify(typeof schema === 'object' ? { $schema: draft, ...schema } : schema),
  });
  const { comparison, diagnostics } = diff(side(before), side(after), mode);
  if (comparison === undefined) throw new Error(JSON.stringify(diagnostics));
  return comparison.verdict !== 'major';
}

describe('the verdict on known changes', () => {
  const verdicts = knownCases.map((one) => ({ one, backward: isCompatible(one, 'backward'), forward: isCompatible(one, 'forward') }));

  it('never calls a break compatible', () => {
    expect(verdicts.filter(({ one, backward, forward }) => (backward && !one.backward) || (forward && !one.forward)).map(({ one }) => one.title)).toEqual([]);
  });

  it('is right', () => {
    expect(knownCases.length).toBeGreaterThan(1_000);
    const wrong = verdicts.filter(({ one, backward, forward }) => backward !== one.backward || forward !== one.forward);
    expect(wrong.map(({ one }) => one.title)).toEqual([]);
  });
});
