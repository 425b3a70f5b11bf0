import { describe, expect, it } from 'vitest';
import { parseEventJson } from '../../infra/local/events/pattern/event-json.ts';
import { InvalidPattern } from '../../infra/local/events/pattern/invalid-pattern.ts';
import { toLeaves } from '../../infra/local/events/pattern/leaf.ts';
import { compilePattern } from '../../infra/local/events/pattern/pattern.ts';
import { patternCases, type Verdict } from './pattern-cases.ts';

function judge(pattern: string, event: string): Verdict {
  try {
    return compilePattern(pattern)(toLeaves(parseEventJson(event))) ? 'match' : 'no match';
  } catch (error) {
    if (error instanceof InvalidPattern) return 'invalid';
    throw error;
  }
}

describe('event patterns', () => {
  it('has at least a hundred cases', () => {
    expect(patternCases.length).toBeGreaterThanOrEqual(100);
  });

  it.each(patternCases)('%s on %s: %s', (pattern, event, verdict) => {
    expect(judge(pattern, event)).toBe(verdict);
  });

  it('says why a pattern is refused', () => {
    expect(() => compilePattern('{"a":[{"numeric":[">",5,"<",5]}]}')).toThrow(new InvalidPattern('Bottom must be less than top'));
    expect(() => compilePattern('{"a":[{"like":"x"}]}')).toThrow(new InvalidPattern('Unrecognized match type like'));
  });

  it('decides over an array of ten thousand elements in less than a second', () => {
    const elements = Array.from({ length: 10_000 }, (_, index) => ({ a: index, b: index }));
    const started = performance.now();
    expect(judge('{"e":{"a":[9999],"b":[9999]}}', JSON.stringify({ e: elements }))).toBe('match');
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
