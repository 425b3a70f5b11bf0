import { expect, it } from 'vitest';
import { isNestedDeeperThan } from '../../../handlers/core/nesting.ts';
import { parseJson } from '../../../handlers/shell/record.ts';
import { readInboxItem } from '../../../handlers/supervisor/inbox-item.ts';

const deep = (levels: number): string => `${'['.repeat(levels)}1${']'.repeat(levels)}`;

it('counts levels of objects and arrays', () => {
  expect(
    [null, 1, 'text', {}, [], { a: 1 }, [[1]], { a: [{ b: 2 }] }].map((value) => [0, 1, 2, 3].findIndex((levels) => !isNestedDeeperThan(value, levels))),
  ).toEqual([0, 0, 0, 1, 1, 1, 2, 3]);
  expect(isNestedDeeperThan(JSON.parse(deep(300_000)), 200)).toBe(true);
});

it('reads no message that could not be written again', () => {
  expect(parseJson(deep(240))).toBeDefined();
  expect(parseJson(deep(241))).toBeUndefined();
  expect(parseJson('{')).toBeUndefined();
  const completion = `{"detail-type":"task.completion","detail":{"orchestration_id":"o","agent_use_id":"u","node":"n","status":"success","data":${deep(100_000)}}}`;
  expect(readInboxItem(completion)).toEqual({ kind: 'unreadable', problem: 'it is not a JSON object, or nested too deeply' });
});
