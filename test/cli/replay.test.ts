import { afterEach, expect, it } from 'vitest';
import { CommandLine, endAll } from './command.ts';

afterEach(endAll);

it('replays an orchestration with all its decisions as stored, and forks it at a turn', async () => {
  const arbiter = new CommandLine();
  const first = await arbiter.run('start', '--json', 'Convert 26.2 miles to kilometres, then multiply the result by 3');
  const { orchestrationId } = JSON.parse(first.stdout) as { readonly orchestrationId: string };

  const replayed = await arbiter.run('replay', orchestrationId);
  expect(replayed).toMatchObject({ code: 0, stdout: expect.stringContaining('7 decisions, all as stored') });
  expect(replayed.stdout).toContain('no model called');

  const forked = await arbiter.run('fork', orchestrationId, '--turn', '1', '--task', 'What is 2 + 2?', '--json');
  expect(forked).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(forked.stdout)).toMatchObject({ status: 'COMPLETED', answer: expect.stringContaining('4') });

  expect(await arbiter.run('fork', orchestrationId, '--turn', '9')).toMatchObject({ code: 2, stderr: expect.stringContaining('from 1 to 3') });
  expect(await arbiter.run('replay', 'nope')).toMatchObject({ code: 1, stderr: expect.stringContaining('no orchestration "nope"') });
});
