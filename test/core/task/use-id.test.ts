import { expect, it } from 'vitest';
import { formatUseId, parseUseId, requestIdOf, taskIdOf } from '../../../handlers/core/task/use-id.ts';

const id = { orchestrationId: 'o-1', turn: 3, token: 'Yk0c4N5b0mXb1hV7eQ3rAA', taskId: '00-tooluse:1:x' };

it('survives a round trip, colons in the task id included', () => {
  expect(parseUseId(formatUseId(id))).toEqual(id);
});

it.each([
  '',
  'x',
  'o-1:1:short:00-a',
  'o-1:01:Yk0c4N5b0mXb1hV7eQ3rAA:00-a',
  'o 1:1:Yk0c4N5b0mXb1hV7eQ3rAA:00-a',
  'o-1:1:Yk0c4N5b0mXb1hV7eQ3rAA:',
  `o-1:1:Yk0c4N5b0mXb1hV7eQ3rAA:${'x'.repeat(200)}`,
])('takes %j for foreign', (value) => {
  expect(parseUseId(value)).toBeUndefined();
});

it('keeps the same agent twice in a turn apart', () => {
  expect(taskIdOf(0, 'a')).not.toBe(taskIdOf(1, 'a'));
  expect(requestIdOf('o-1', 2)).toBe('o-1#2');
});
