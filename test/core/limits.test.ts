import fc from 'fast-check';
import { expect, it } from 'vitest';
import orchestration from '../../schemas/tables/orchestration.json' with { type: 'json' };
import task from '../../schemas/tables/task.json' with { type: 'json' };
import { clip, limits, utf8Bytes } from '../../handlers/core/limits.ts';

/** Any text that JavaScript can hold, half characters included; mostly of units where one and a half and a whole character meet. */
const anyText = fc
  .array(fc.oneof(fc.constantFrom(0x41, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xffff), fc.integer({ min: 0, max: 0xffff })))
  .map((units) => String.fromCharCode(...units));

it('counts the bytes of a text as it is encoded', () => {
  fc.assert(fc.property(anyText, (text) => utf8Bytes(text) === Buffer.byteLength(text)));
});

it('clips between characters, and says how many are left out', () => {
  expect(clip('abc', 3)).toBe('abc');
  expect(clip('abcd', 3)).toBe('abc… (1 more characters)');
  expect(clip('ab😀d', 3)).toBe('ab… (3 more characters)');
  expect(clip('ab😀d', 4)).toBe('ab😀… (1 more characters)');
});

it('keeps as much as the tables hold', () => {
  expect(limits.taskSends).toBe(task.properties.tokenHashes.maxItems);
  expect(limits.fabricated).toBe(orchestration.properties.fabricated.maxItems);
});
