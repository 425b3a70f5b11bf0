import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startChatServer } from '../local/openai/chat-server.ts';
import { CommandLine, endAll } from './command.ts';

afterEach(endAll);

it('replays an orchestration with all its decisions as stored, and forks it at a turn', async () => {
  const arbiter = new CommandLine();
  const first = await arbiter.run('start', '--json', 'Convert 26.2 miles to kilometres, then multiply the result by 3');
  const { orchestrationId } = JSON.parse(first.stdout) as { readonly orchestrationId: string };

  const replayed = await arbiter.run('replay', orchestrationId);
  expect(replayed).toMatchObject({ code: 0, stdout: expect.stringMatching(/\b[7-9] decisions, all as stored/u) });
  expect(replayed.stdout).toContain('no model called');

  const forked = await arbiter.run('fork', orchestrationId, '--turn', '1', '--task', 'What is 2 + 2?', '--json');
  expect(forked).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(forked.stdout)).toMatchObject({ status: 'COMPLETED', answer: expect.stringContaining('4') });

  expect(await arbiter.run('fork', orchestrationId, '--turn', '9')).toMatchObject({ code: 2, stderr: expect.stringContaining('from 1 to 3') });
  expect(await arbiter.run('replay', 'nope')).toMatchObject({ code: 1, stderr: expect.stringContaining('no orchestration "nope"') });
});

it('forks with another model: one behind an endpoint from the turn on, or a recording', async () => {
  const arbiter = new CommandLine();
  const record = path.join(arbiter.state, 'run.jsonl');
  const first = await arbiter.run('start', '--json', '--record', record, 'What is 17 % of 2,340?');
  const { orchestrationId, answer } = JSON.parse(first.stdout) as { readonly orchestrationId: string; readonly answer: string };

  await using server = await startChatServer(() => ({ text: 'In other words: 397.8.' }));
  const other = await arbiter.run('fork', orchestrationId, '--turn', '2', '--model', 'openai:small', '--model-url', server.url, '--json');
  expect(JSON.parse(other.stdout)).toMatchObject({ status: 'COMPLETED', answer: 'In other words: 397.8.', turns: 2 });
  expect(server.requests.map(({ messages }) => messages.map(({ role }) => role))).toEqual([['system', 'user', 'assistant', 'tool']]);

  const replayed = await arbiter.run('fork', orchestrationId, '--turn', '2', '--model', `replay:${record}`, '--json');
  expect(JSON.parse(replayed.stdout)).toMatchObject({ status: 'COMPLETED', answer });
  const deviating = await arbiter.run('fork', orchestrationId, '--turn', '2', '--say', 'In words', '--model', `replay:${record}`, '--json');
  expect([deviating.code, JSON.parse(deviating.stdout)]).toMatchObject([1, { status: 'FAILED', reason: { code: 'REPLAY_DEVIATES' } }]);

  expect(await arbiter.run('fork', orchestrationId, '--turn', '2', '--env', 'dev', '--model', 'ollama:x')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--model is for the embedded runtime'),
  });
});
