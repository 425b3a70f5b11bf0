/** What whoever listens to the bus is told of a run, in which order. */
import { expect, it } from 'vitest';
import type { ModelOutcome, ModelRequest } from '../../../handlers/shell/ports.ts';
import { deployInMemory } from '../../deployment/memory-deployment.ts';
import { planned } from '../../deployment/model.ts';

const refused = (): ModelOutcome => ({ kind: 'invalid', message: 'no' });
const cases: readonly (readonly [string, (request: ModelRequest) => ModelOutcome, readonly string[]])[] = [
  ['answered at once', planned(), ['orchestration.started', 'orchestration.completed']],
  [
    'of one agent',
    planned(['adder']),
    ['orchestration.started', 'orchestration.turn.completed', 'task.dispatched', 'task.completion', 'orchestration.completed'],
  ],
  [
    'of two turns with agents',
    planned(['adder'], ['adder']),
    [
      'orchestration.started',
      'orchestration.turn.completed',
      'task.dispatched',
      'task.completion',
      'orchestration.turn.completed',
      'task.dispatched',
      'task.completion',
      'orchestration.completed',
    ],
  ],
  ['whose first turn names nobody that there is', planned(['nobody']), ['orchestration.started', 'orchestration.turn.completed', 'orchestration.completed']],
  [
    'whose first turn names nobody and whose second an agent',
    planned(['nobody'], ['adder']),
    ['orchestration.started', 'orchestration.turn.completed', 'orchestration.turn.completed', 'task.dispatched', 'task.completion', 'orchestration.completed'],
  ],
  ['that the model refuses', refused, ['orchestration.started', 'orchestration.failed']],
];

it.each(cases)('a run %s is told of from its start to its end', async (_what, model, told) => {
  const deployed = deployInMemory({ model }, ['adder']);
  await deployed.request({ task: 'add', orchestrationId: 'o-1', tenant: 'acme' });
  await deployed.settle();
  const events = deployed.transport.published.filter(({ detailType }) => detailType !== 'task.request');
  expect(events.map(({ detailType }) => detailType)).toEqual(told);
  expect(events[0]?.detail).toEqual({ orchestrationId: 'o-1', status: 'THINKING', turn: 0, deadlineAt: expect.any(String), tenant: 'acme' });
});

it('a run that is cancelled before its first answer is told of once', async () => {
  const deployed = deployInMemory({ model: () => ({ kind: 'throttled', message: 'later' }) }, ['adder']);
  await deployed.request({ task: 'add', orchestrationId: 'o-1' });
  await deployed.deliver('inbox');
  await deployed.transport.send('inbox', JSON.stringify({ kind: 'cancel', orchestrationId: 'o-1', by: 'ana' }));
  await deployed.settle();
  expect(deployed.transport.published.map(({ detailType }) => detailType)).toEqual(['task.request', 'orchestration.started', 'orchestration.cancelled']);
});
