/** `kill -9` in the middle of a run, then a new start: it completes, and nothing ran twice to a committed effect. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { findRuntime } from '../../infra/local/state-directory.ts';
import { startChatServer } from '../local/openai/chat-server.ts';
import { CommandLine, endAll, finished, root, says } from './command.ts';

afterEach(endAll);

const task = 'Convert 26.2 miles to kilometres, then multiply the result by 3, and convert 1994 to roman numerals';

/** Milliseconds after acceptance: before, between and after the steps of the run. */
it.each([0, 60, 150, 300, 600, 1_000])(
  'a run killed %i ms after it was accepted goes on and ends',
  async (delay) => {
    const arbiter = new CommandLine();
    const first = arbiter.start(['start', task]);
    const text = await says(first, /● (\S+) accepted/u);
    const id = /● (\S+) accepted/u.exec(text)?.[1] ?? '';
    await sleep(delay);
    first.kill('SIGKILL');
    await finished(first);

    const second = arbiter.start(['start']);
    await says(second, /The runtime is ready/u);
    const view = await ended(arbiter, id);
    second.kill('SIGTERM');
    expect((await finished(second)).code).toBe(0);

    expect(view).toMatchObject({ status: 'COMPLETED', answer: expect.stringMatching(/126\.49/u) });
    expect(view.answer).toContain('MCMXCIV');
    expect(view.tasks.every(({ status }: { status: string }) => status === 'SUCCEEDED')).toBe(true);
    expect(view.tasks.filter(({ agentId }: { agentId: string }) => agentId === 'fabricator')).toHaveLength(1);
    expect(view.fabricated).toHaveLength(1);
    expect(leftOver(arbiter.state)).toEqual([]);
  },
  240_000,
);

it('whoever follows a run in a runtime that is killed hears that it is not lost', async () => {
  // Its model never answers: the run cannot end before the kill, however fast the machine is.
  await using server = await startChatServer(() => ({ silent: true }));
  const arbiter = new CommandLine();
  const runtime = arbiter.start(['start', '--model', 'openai:small', '--model-url', server.url]);
  await says(runtime, /The runtime is ready/u);
  const client = arbiter.start(['start', task]);
  const end = finished(client);
  await says(client, /accepted/u);
  runtime.kill('SIGKILL');
  const { code, stderr } = await end;
  expect(code).toBe(1);
  expect(stderr).toMatch(/the runtime has ended: o-\w+ is not lost/u);
  expect(stderr).not.toMatch(/electrodb/iu);
});

it('agents that were made are still there after a kill', async () => {
  const arbiter = new CommandLine();
  const run = arbiter.start(['start', 'Convert 1994 to roman numerals']);
  await says(run, /can be used/u);
  run.kill('SIGKILL');
  await finished(run);
  const { stdout } = await arbiter.run('agents', 'list', '--json');
  expect(JSON.parse(stdout).agents.map(({ agentId }: { agentId: string }) => agentId)).toContain('roman-numerals');
});

async function ended(arbiter: CommandLine, id: string) {
  for (const until = Date.now() + 180_000; Date.now() < until; await sleep(200)) {
    const { stdout } = await arbiter.run('status', id, '--json');
    const view = JSON.parse(stdout);
    if (['COMPLETED', 'FAILED', 'CANCELLED'].includes(view.status)) return view;
  }
  throw new Error(`${id} has not ended`);
}

/** Processes that still name the state directory. */
function leftOver(state: string): readonly string[] {
  const all = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return all.split('\n').filter((line) => line.includes(state));
}

it('ends when the npm that started it is told to, and leaves nothing behind', async () => {
  const { state } = new CommandLine();
  const npm = spawn('npm', ['start', '--silent'], {
    cwd: root,
    env: { ...process.env, ARBITER_STATE: state, HOME: state, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  try {
    await says(npm, /Ctrl-C ends it/u);
    expect(await findRuntime(state)).toBeDefined();
    npm.kill('SIGTERM');
    for (const until = Date.now() + 90_000; (await findRuntime(state)) !== undefined && Date.now() < until;) await sleep(100);
    expect(await findRuntime(state)).toBeUndefined();
  } finally {
    end(npm);
  }
});

/** Kills the process group, if there is still one. */
function end({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'ESRCH') throw cause;
  }
}
