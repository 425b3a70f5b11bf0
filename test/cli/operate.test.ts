/** Limits and the operator's switch, as a person uses them: each test is one state directory. */
import { afterEach, describe, expect, it } from 'vitest';
import { CommandLine, endAll, finished, says } from './command.ts';

afterEach(endAll);

describe('a budget', () => {
  it('ends the run with a reason and what its agents had found', async () => {
    const line = new CommandLine();
    const { code, stdout, stderr } = await line.run('start', 'What is 17 % of 2,340?', '--budget-turns', '1');
    expect(code).toBe(1);
    expect(stderr).toContain('BUDGET_TURNS: the turn budget of 1 is spent');
    expect(stdout).toContain('calculator (turn 1): {"result":397.8');
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
    const held = await line.run('start', 'What is 2 + 2?', '--timeout', '4', '--json');
    expect(JSON.parse(held.stdout)).toMatchObject({ status: 'READY', usage: { modelCalls: 0 } });

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
