/** What was recorded once is still what happens, without any model: prompts, tools, turns and answers. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { CommandLine, endAll } from '../../cli/command.ts';
import { argumentsOf, fileOf, recordedTasks } from './recorded-tasks.ts';

afterEach(endAll);

it('every recording has its task', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.jsonl'));
  expect(files).toEqual(recordedTasks.map(({ name }) => `${name}.jsonl`).toSorted());
});

it.each(recordedTasks)('$name ends as it was recorded (if the change is wanted: node test/local/recordings/record.ts)', async (task) => {
  const { stdout, stderr } = await new CommandLine().run(...argumentsOf(task, '--model', `replay:${fileOf(task)}`));
  expect(stderr).toBe('');
  const view = JSON.parse(stdout) as { readonly status: string; readonly tasks: readonly { readonly agentId: string; readonly turn: number }[] };
  expect(view).toMatchObject({ status: 'COMPLETED', answer: expect.stringMatching(task.answer) });
  expect(task.calls.map((_, index) => view.tasks.filter(({ turn }) => turn === index + 1).map(({ agentId }) => agentId))).toEqual(task.calls);
});

it.each(recordedTasks)('$name holds no secret', (task) => {
  expect(readFileSync(fileOf(task), 'utf8')).not.toMatch(/\bAKIA[A-Z0-9]{16}|\bsk-[A-Za-z0-9]{16}|PRIVATE KEY/u);
});
