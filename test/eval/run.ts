/** Prints the evaluation of the offline model: `node test/eval/run.ts [part of a task's name]`. */
import { createOfflineModel } from '../../infra/local/model/offline-model.ts';
import { evaluate, toTable } from './eval.ts';
import { evalTasks } from './tasks.ts';

const [part = ''] = process.argv.slice(2);
const scores = await evaluate(
  createOfflineModel(),
  evalTasks.filter((task) => task.name.includes(part)),
);
console.log(toTable(scores));
process.exitCode = scores.every((score) => score.problem === undefined) ? 0 : 1;
