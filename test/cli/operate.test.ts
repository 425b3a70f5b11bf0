/** Limits and the operator's switch, as a person uses them: each test is one state directory. */
import { afterEach, describe, expect, it } from 'vitest';
import { startChatServer } from '../local/openai/chat-server.ts';
import { CommandLine, endAll, finished, says } from './command.ts';

afterEach(endAll);

describe('a budget', () => {
  const parts = 'Convert 26.2 miles to kilometres, then multiply the result by 3';

  it.each([
    ['turns', '1', parts, /failed: BUDGET_TURNS: the turn budget of 1 is spent: raise "budget\.turns" or split the task \(here: --budget-turns\)/u],
    ['tokens', '6000', parts, /failed: BUDGET_TOKENS: \d+ of 6000 tokens are left .* \(here: --budget-tokens\)/u],
  ])('of %s ends the run with a reason, what it took, and what its agents had found', async (kind, limit, task, reason) => {
    const { code, stdout, stderr } = await new CommandLine().run('start', task, `--budget-${kind}`, limit);
    expect([code, stderr]).toEqual([1, expect.stringMatching(reason)]);
    expect(stderr).toMatch(/\nit took [\d.]+ s · turn 1 · 1 model call, [\d,]+ tokens\n$/u);
    expect(stdout).toMatch(/^no answer; what its agents found until then:\nunit-converter \(turn 1\): \{"result":42\.16/u);
  });

  it.each([
    ['tasks', '1', parts, /km[\s\S]*could not be done: .*the task budget is spent/u],
    [
      'fabrications',
      '0',
      'Convert 1994 to roman numerals',
      /could not be done: no agent can do this, and none could be made: no more agents may be fabricated/u,
    ],
  ])('of %s lets the model answer with what there is, and say what is missing', async (kind, limit, task, answer) => {
    const { code, stdout } = await new CommandLine().run('start', task, `--budget-${kind}`, limit);
    expect([code, stdout]).toEqual([0, expect.stringMatching(answer)]);
  });

  it('of time ends a run whose model thinks for too long', async () => {
    await using server = await startChatServer(() => ({ silent: true }));
    const { code, stderr } = await new CommandLine().run(
      'start',
      'What is 2 + 2?',
      '--budget-seconds',
      '2',
      '--model',
      'ollama:small',
      '--model-url',
      server.url,
    );
    expect([code, stderr]).toEqual([1, expect.stringMatching(/failed: DEADLINE: the deadline passed after 0 turns: .* \(here: --budget-seconds\)/u)]);
  });

  it.each([
    ['turns', '1.5', 'a whole number from 1 to 200'],
    ['tasks', '0', 'a whole number from 1 to 1000'],
    ['cost', 'much', 'US dollars, a number above 0'],
  ])('of %s that is %s is told to be %s', async (kind, limit, form) => {
    const { code, stderr } = await new CommandLine().run('start', 'What is 2 + 2?', `--budget-${kind}`, limit);
    expect([code, stderr]).toEqual([2, expect.stringContaining(form)]);
  });

  it('is not begun when the first question alone is more than it allows', async () => {
    const line = new CommandLine();
    const { code, stdout } = await line.run('start', 'What is 17 % of 2,340?', '--budget-tokens', '10', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'FAILED', reason: { code: 'BUDGET_TOKENS' }, usage: { inputTokens: 0, modelCalls: 0 } });
  });
});

describe("the operator's switch", () => {
  it('holds back what begins while paused, cancels it when stopped, and lets work through again', async () => {
    const line = new CommandLine();
    const runtime = line.start(['start']);
    await says(runtime, /runtime is ready/u);
    expect(await line.run('pause', '--reason', 'price check')).toMatchObject({ code: 0 });
    const held = await line.run('start', 'What is 2 + 2?', '--timeout', '1', '--json');
    const { orchestrationId } = JSON.parse(held.stdout) as { readonly orchestrationId: string };
    await expect.poll(async () => (await line.run('list', '--json')).stdout, { timeout: 60_000, interval: 250 }).toContain(orchestrationId);
    expect(JSON.parse((await line.run('status', orchestrationId, '--json')).stdout)).toMatchObject({ status: 'READY', usage: { modelCalls: 0 } });

    const stopped = await line.run('stop', '--json');
    expect(JSON.parse(stopped.stdout)).toMatchObject({ state: 'stopped', cancelled: [expect.stringMatching(/^o-/u)] });
    const refused = await line.run('start', 'What is 2 + 2?');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('all work is stopped by');
    expect((await line.run('list')).stdout).toContain('CANCELLED');

    await line.run('resume');
    const answered = await line.run('start', 'What is 2 + 2?');
    expect(answered).toMatchObject({ code: 0, stdout: expect.stringContaining('4') });
    runtime.kill('SIGTERM');
    await finished(runtime);
  });
});
