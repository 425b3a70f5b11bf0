/** Generated patterns and events with the verdict of AWS's event-ruler 2.0.1, one of each combination of features; the cases were labelled by running that engine. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEventJson } from '../../../infra/local/events/pattern/event-json.ts';
import { InvalidPattern } from '../../../infra/local/events/pattern/invalid-pattern.ts';
import { toLeaves } from '../../../infra/local/events/pattern/leaf.ts';
import { compilePattern } from '../../../infra/local/events/pattern/pattern.ts';

type Verdict = 'match' | 'no match' | 'invalid';

const cases = JSON.parse(readFileSync(path.join(import.meta.dirname, 'engine-labelled.json'), 'utf8')) as readonly (readonly [
  pattern: string,
  event: string,
  verdict: Verdict,
])[];

/** Found by running generated cases through both engines. */
const found: typeof cases = [
  ['{"a":[{"cidr":"::/0"}]}', '{"a":"10.0.0.1"}', 'match'],
  ['{"a":[{"cidr":"0a00::/16"}]}', '{"a":"10.0.0.1"}', 'match'],
  ['{"a":[{"cidr":"0a00::/16"}]}', '{"a":"10.0.0.0"}', 'no match'],
  ['{"a":[{"cidr":"0a00::/8"}]}', '{"a":"10.255.255.255"}', 'no match'],
  ['{"a":[{"cidr":"10.0.0.0/8"}]}', '{"a":"0aff::"}', 'match'],
  ['{"a":[{"cidr":"10.0.0.0/31"}]}', '{"a":"0a00:2::"}', 'no match'],
  ['{"a":[{"anything-but":{"prefix":[]}}]}', '{"a":"x"}', 'invalid'],
  ['{"a":[{"anything-but":{"equals-ignore-case":[]}}]}', '{"a":"x"}', 'invalid'],
];

function judge(pattern: string, event: string): Verdict {
  try {
    return compilePattern(pattern)(toLeaves(parseEventJson(event))) ? 'match' : 'no match';
  } catch (error) {
    if (error instanceof InvalidPattern) return 'invalid';
    throw error;
  }
}

describe('patterns labelled by event-ruler', () => {
  it('are many, of every verdict', () => {
    const count = (verdict: Verdict): number => cases.filter((one) => one[2] === verdict).length;
    expect([count('match') >= 100, count('no match') >= 50, count('invalid') >= 50]).toEqual([true, true, true]);
  });

  it.each([...found, ...cases])('%s on %s: %s', (pattern, event, verdict) => {
    expect(judge(pattern, event)).toBe(verdict);
  });
});
