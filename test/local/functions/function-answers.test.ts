import { describe, expect, it } from 'vitest';
import { FunctionHost, type FunctionHandler } from '../../../infra/local/functions/function-host.ts';

const hostOf = (handler: FunctionHandler, problems: string[] = []): FunctionHost =>
  new FunctionHost([{ name: 'work', handler, timeoutSeconds: 1, memoryMb: 128 }], (problem) => problems.push(problem));

describe('the answer of a function', () => {
  it.each([
    ['a date', () => ({ at: new Date(0) }), '{"at":"1970-01-01T00:00:00.000Z"}'],
    ['nothing', () => undefined, 'null'],
    ['a function', () => () => 1, 'null'],
    ['undefined members', () => ({ a: undefined, b: 1 }), '{"b":1}'],
  ])('with %s travels as JSON', async (_what, handler, payload) => {
    expect(await hostOf(handler).invokeJson('work', '{}', true)).toEqual({ payload, isError: false });
  });

  it.each([
    ['a big integer', () => 1n],
    [
      'a circle',
      () => {
        const circle: Record<string, unknown> = {};
        circle['self'] = circle;
        return circle;
      },
    ],
  ])('with %s is the failure of the function, not of the runtime', async (_what, handler) => {
    const { payload, isError } = await hostOf(handler).invokeJson('work', '{}', true);
    expect([isError, JSON.parse(payload).errorType]).toEqual([true, 'TypeError']);
  });

  it('cannot change the event of the caller', async () => {
    const event = { list: [1] };
    await hostOf((given) => void (given as typeof event).list.push(2)).invoke('work', event);
    expect(event).toEqual({ list: [1] });
  });

  it('of a failing asynchronous invocation is reported', async () => {
    const problems: string[] = [];
    const host = hostOf(() => Promise.reject(new Error('broken')), problems);
    expect(await host.invokeJson('work', '{}', false)).toEqual({ payload: '', isError: false });
    await host.settle(100);
    await Promise.resolve();
    expect(problems.join()).toContain('function work failed: Error: broken');
  });
});
