import { describe, expect, it } from 'vitest';
import { readEvents, type ReadEvent } from '../../../codegen/events/read-events.ts';

async function read(text: string, piece = text.length): Promise<readonly ReadEvent[]> {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length; at += Math.max(1, piece)) yield bytes.subarray(at, at + Math.max(1, piece));
  }
  const found: ReadEvent[] = [];
  for await (const one of readEvents(pieces())) found.push(one);
  return found;
}

const shown = (one: ReadEvent): unknown => (one.ok ? [one.line, one.column, one.value] : [one.line, one.column, one.message]);

const texts: readonly (readonly [title: string, text: string, expected: readonly unknown[]])[] = [
  [
    'one value a line',
    '{"a":1}\n\n{"a":2}\r\n{"a":3}',
    [
      [1, 1, { a: 1 }],
      [3, 1, { a: 2 }],
      [4, 1, { a: 3 }],
    ],
  ],
  ['a value over several lines', '\n  {\n  "a": "}\\"{"\n}\n', [[2, 3, { a: '}"{' }]]],
  [
    'an array, item by item',
    '[\n  {"a": [1, {"b": 2}]},\n  5, "x",\n  []\n]',
    [
      [2, 3, { a: [1, { b: 2 }] }],
      [3, 3, 5],
      [3, 6, 'x'],
      [4, 3, []],
    ],
  ],
  [
    'an array on one line',
    '[{"a":1},{"a":2}]',
    [
      [1, 2, { a: 1 }],
      [1, 10, { a: 2 }],
    ],
  ],
  [
    'values one after the other',
    '{"a":1}{"a":2} {"a":3}\n',
    [
      [1, 1, { a: 1 }],
      [1, 8, { a: 2 }],
      [1, 16, { a: 3 }],
    ],
  ],
  [
    'numbers and words',
    '1 true\nnull',
    [
      [1, 1, 1],
      [1, 3, true],
      [2, 1, null],
    ],
  ],
  [
    'text beyond ASCII',
    '{"ä":"😀"}\n{"b":1}',
    [
      [1, 1, { ä: '😀' }],
      [2, 1, { b: 1 }],
    ],
  ],
  ['nothing', ' \n\n', []],
];

describe('events are read', () => {
  it.each(texts)('%s', async (_, text, expected) => {
    expect((await read(text)).map(shown)).toEqual(expected);
  });

  it.each(texts)('%s, whatever the pieces that they arrive in', async (_, text, expected) => {
    for (const piece of [1, 2, 3, 7]) expect((await read(text, piece)).map(shown)).toEqual(expected);
  });

  it('and a broken line costs that line only', async () => {
    const found = await read('{"a":1}\n{"a": \n{"a":3}\n');
    expect(found.map((one) => one.ok)).toEqual([true, false, true]);
    expect(found[1]).toMatchObject({ ok: false, line: 2, column: 1 });
    expect(found[2]).toMatchObject({ ok: true, line: 3, value: { a: 3 } });
  });

  it('and an array that is not closed is told', async () => {
    expect((await read('[{"a":1}')).map((one) => one.ok)).toEqual([true, false]);
  });
});
