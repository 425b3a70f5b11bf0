import { expect, it } from 'vitest';
import { isHandedOver } from '../../../handlers/operator/handed-over.ts';
import { givenTask, hash } from '../../core/orchestration/given.ts';

it.each([
  ['a turn that is marked as sent', 1, {}, true],
  ['a turn that is not', 0, {}, false],
  ['a turn that is not marked, but the worker runs the task', 0, { codeSha256: hash }, true],
] as const)('of %s: is it handed over', (_turn, dispatchedTurn, change, expected) => {
  expect(isHandedOver(givenTask(0, change), dispatchedTurn)).toBe(expected);
});
