import { expect, it } from 'vitest';
import { parseEventJson } from '../../../infra/local/events/pattern/event-json.ts';
import { toLeaves } from '../../../infra/local/events/pattern/leaf.ts';
import { compilePattern } from '../../../infra/local/events/pattern/pattern.ts';

const numbers = Array.from({ length: 20_000 }, (_, index) => index);

it.each([
  [
    'two long lists beside a field that does not match',
    '{"a":[{"exists":true}],"b":[{"exists":true}],"c":["no"]}',
    { a: numbers, b: numbers, c: 'yes' },
    false,
  ],
  ['two long lists and a match', '{"a":[{"exists":true}],"b":[{"exists":true}],"c":["yes"]}', { a: numbers, b: numbers, c: 'yes' }, true],
  ['a long list of objects whose fields never match', '{"e":{"a":[{"exists":true}],"b":[-1]}}', { e: numbers.map((n) => ({ a: n, b: n })) }, false],
  ['a wildcard with many stars on a long text', '{"a":[{"wildcard":"*a*a*a*a*b"}]}', { a: 'a'.repeat(2000) }, false],
])('decides over %s in less than a second', (_what, pattern, event, verdict) => {
  const leaves = toLeaves(parseEventJson(JSON.stringify(event)));
  const started = performance.now();
  expect(compilePattern(pattern)(leaves)).toBe(verdict);
  expect(performance.now() - started).toBeLessThan(1000);
});
