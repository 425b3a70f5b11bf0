import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonOffset } from '../../../codegen/events/json-offset.ts';
import { appendPointer } from '../../../codegen/load/pointer.ts';

function* places(value: unknown, pointer = ''): Generator<readonly [pointer: string, value: unknown]> {
  yield [pointer, value];
  if (value !== null && typeof value === 'object') for (const [name, item] of Object.entries(value)) yield* places(item, appendPointer(pointer, name));
}

describe('the place of a pointer in JSON text', () => {
  it('is where its value begins, for every value and any spacing', () => {
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: 'small' }), fc.constantFrom(0, 2, '\t'), (value, space) => {
        const text = JSON.stringify(value, undefined, space);
        const plain: unknown = JSON.parse(text);
        for (const [pointer, part] of places(plain)) {
          const shown = JSON.stringify(part, undefined, space).split('\n')[0] ?? '';
          expect(text.slice(jsonOffset(text, pointer)).startsWith(shown)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is that of the nearest ancestor when nothing is there', () => {
    expect(jsonOffset('{"a": {"b": 1}}', '/a/c/d')).toBe(6);
    expect(jsonOffset('[1, 2]', '/5')).toBe(0);
  });
});
