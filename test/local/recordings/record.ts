/** Records the tasks of the offline model again: `node test/local/recordings/record.ts`. */
import { rmSync } from 'node:fs';
import { CommandLine } from '../../cli/command.ts';
import { argumentsOf, fileOf, recordedTasks } from './recorded-tasks.ts';

for (const task of recordedTasks.filter(({ model }) => model === 'offline')) {
  rmSync(fileOf(task), { force: true });
  const { code, stdout, stderr } = await new CommandLine().run(...argumentsOf(task, '--record', fileOf(task)));
  if (code !== 0) throw new Error(`"${task.task}" ended with exit code ${code ?? 'none'}: ${stderr}${stdout}`);
  console.log(`${fileOf(task)}: ${stdout.trim()}`);
}
