/** What an operator's switch does to work that is under way, at every place that reads it. */
import { expect, it } from 'vitest';
import { MemoryOperatorSwitch } from '../../../handlers/adapters/memory/operator-switch.ts';
import { requestIdOf } from '../../../handlers/core/task/use-id.ts';
import { timing } from '../../../handlers/core/timing.ts';
import { stoppable } from '../../../handlers/shell/operator-switch.ts';
import type { SwitchPosition } from '../../../handlers/shell/ports.ts';
import { deployInMemory, type MemoryDeployment } from '../../deployment/memory-deployment.ts';
import { planned, says } from '../../deployment/model.ts';

/** A deployment whose switch is at hand, and that counts what it begins. */
function scene() {
  const begun = { turns: 0, runs: 0 };
  const operator = new MemoryOperatorSwitch();
  const answer = planned(['adder']);
  const deployed = deployInMemory(
    { model: (request) => (begun.turns++, answer(request)), agent: () => (begun.runs++, { kind: 'returned', value: 3 }) },
    ['adder'],
    { adjust: (ports) => ({ supervisor: { ...ports.supervisor, operator }, worker: { ...ports.worker, operator } }) },
  );
  return { deployed, begun, set: (position: SwitchPosition) => (operator.current = position) };
}

function headOf({ tables }: MemoryDeployment) {
  return tables.orchestrations.get('o-1')?.head;
}

function told({ transport }: MemoryDeployment, detailType: string): readonly unknown[] {
  return transport.published.filter((event) => event.detailType === detailType).map(({ detail }) => detail);
}

const stopped: SwitchPosition = { state: 'stopped', by: 'ana', reason: 'fire' };
const tick = JSON.stringify({ kind: 'wake', orchestrationId: 'o-1' });

it('a task that is queued when everything is stopped is not run, and its orchestration is cancelled', async () => {
  const { deployed, begun, set } = scene();
  await deployed.request({ task: 'add', orchestrationId: 'o-1' });
  await deployed.deliver('inbox');
  set(stopped);
  await deployed.settle();
  expect(begun).toEqual({ turns: 1, runs: 0 });
  expect(told(deployed, 'task.completion')).toMatchObject([{ status: 'error', error: { code: 'STOPPED', message: '"ana" has stopped all work: fire' } }]);
  expect(headOf(deployed)).toMatchObject({ status: 'CANCELLED', announced: true, reason: { message: 'cancelled by "ana": all work is stopped: fire' } });
  expect(told(deployed, 'orchestration.cancelled')).toHaveLength(1);
});

it('what is looked at while everything is stopped ends, its open tasks too', async () => {
  const { deployed, set } = scene();
  await deployed.request({ task: 'add', orchestrationId: 'o-1' });
  await deployed.deliver('inbox');
  set(stopped);
  await deployed.transport.send('inbox', tick);
  await deployed.deliver('inbox');
  expect(headOf(deployed)).toMatchObject({ status: 'CANCELLED', announced: true });
  expect(deployed.tables.tasks(requestIdOf('o-1', 1))).toMatchObject([{ status: 'CANCELLED' }]);
});

it('a request is refused while everything is stopped, and one that was accepted before is not refused a second time', async () => {
  const { deployed, begun, set } = scene();
  await deployed.request({ task: 'add', orchestrationId: 'o-1' });
  await deployed.deliver('inbox');
  set(stopped);
  await deployed.request({ task: 'add', orchestrationId: 'o-1' });
  await deployed.request({ task: 'add', orchestrationId: 'o-2' });
  await deployed.settle();
  expect(told(deployed, 'orchestration.rejected')).toMatchObject([{ orchestrationId: 'o-2', reason: { code: 'STOPPED' } }]);
  expect(headOf(deployed)).toMatchObject({ status: 'CANCELLED' });
  expect(begun.turns).toBe(1);
});

it('while paused no turn begins, agents finish, and afterwards everything goes on without anybody asking', async () => {
  const { deployed, begun, set } = scene();
  await deployed.request({ task: 'add', orchestrationId: 'o-1' });
  await deployed.deliver('inbox');
  set({ state: 'paused', by: 'ana' });
  await deployed.request({ task: 'add', orchestrationId: 'o-2' });
  await deployed.settle();
  expect(begun).toEqual({ turns: 1, runs: 1 });
  expect(headOf(deployed)).toMatchObject({ status: 'WAITING', turn: 1 });
  expect(deployed.tables.orchestrations.get('o-2')?.head).toMatchObject({ status: 'READY' });
  expect(deployed.transport.depth('inbox')).toBe(0);
  set({ state: 'running' });
  deployed.transport.clock.advance(timing.pauseCheck);
  await deployed.sweep();
  await deployed.settle();
  expect(headOf(deployed)).toMatchObject({ status: 'COMPLETED', announced: true });
  expect(deployed.tables.orchestrations.get('o-2')?.head).toMatchObject({ status: 'COMPLETED', announced: true });
});

it("agents' own model calls are refused once everything is stopped, and made otherwise", async () => {
  const operator = new MemoryOperatorSwitch();
  let asked = 0;
  const model = stoppable({ ask: async () => (asked++, says('hello')) }, operator);
  const request = { system: '', messages: [], maxTokens: 1, timeoutMs: 1 };
  expect(await model.ask(request)).toMatchObject({ kind: 'answered' });
  operator.current = { state: 'paused', by: 'ana' };
  expect(await model.ask(request)).toMatchObject({ kind: 'answered' });
  operator.current = stopped;
  expect(await model.ask(request)).toEqual({ kind: 'invalid', message: '"ana" has stopped all work: fire' });
  expect(asked).toBe(2);
});
