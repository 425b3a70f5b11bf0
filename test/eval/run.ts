/** `npm run eval -- --model …`: the evaluation set on any model, a table of success, turns, tokens and cost. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from '../../infra/cli/failure.ts';
import { readModelChoice } from '../../infra/cli/model-choice.ts';
import { evaluateRuntime, summaryOf, toRunTable } from './runtime-eval.ts';
import { evalTasks } from './tasks.ts';

const HELP = `Runs the evaluation set (${evalTasks.length} tasks with checkable outcomes) on the embedded runtime.

  npm run eval -- --model offline                       the rule-based model; the default
  npm run eval -- --model ollama:<name>                 or openai:<name>, with --model-url <url> for another endpoint
  npm run eval -- --model <Bedrock model or profile id> with your AWS credentials: this costs money
  npm run eval -- --model replay:<file>                 what --record <file> kept

  --only <text>      tasks whose name holds the text     --all      every wording instead of the first
  --verbose          task, calls and answer of each      --json     one JSON object on stdout
  --timeout <s>      for one task (300)                  --record <file>
  --prices <file>    what models cost that are not in the price table
  --strict           also want the agents that the offline model is to choose (always on for it)

Exit code: 0 when all succeed, 1 otherwise, 2 when used wrongly.`;

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Failure) && !(error instanceof TypeError && 'code' in error)) throw error;
    process.stderr.write(`eval: ${error.message}\n`);
    return error instanceof Failure ? error.exitCode : 2;
  }
}

async function run(): Promise<number> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    options: {
      model: { type: 'string', multiple: true, default: ['offline'] },
      'model-url': text,
      record: text,
      prices: text,
      only: text,
      timeout: text,
      all: flag,
      verbose: flag,
      json: flag,
      strict: flag,
      help: flag,
    },
  });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const timeoutSeconds = Number(values.timeout ?? 300);
  if (!(timeoutSeconds > 0)) throw new Failure(`--timeout "${values.timeout ?? ''}" is not a number of seconds above 0`, 2);
  const offline = values.model.every((model) => model === 'offline');
  const tasks = evalTasks.filter((task) => task.name.includes(values.only ?? '') && (offline || task.only !== 'offline'));
  if (tasks.length === 0) throw new Failure(`--only "${values.only ?? ''}": no task has this in its name: see --verbose for the names`, 2);
  const stateDir = mkdtempSync(path.join(tmpdir(), 'arbiter-eval-'));
  try {
    const runs = await evaluateRuntime(tasks, {
      stateDir,
      choice: readModelChoice({ model: values.model, modelUrl: values['model-url'], record: values.record, prices: values.prices }),
      strict: offline || values.strict,
      allWordings: values.all,
      timeoutSeconds,
      report: ({ task, problem }) => void process.stderr.write(`${problem === undefined ? '✓' : '✗'} ${task}\n`),
    });
    process.stdout.write(
      values.json ? `${JSON.stringify({ model: values.model.join(' '), summary: summaryOf(runs), runs })}\n` : `${toRunTable(runs, values.verbose)}\n`,
    );
    return runs.every(({ problem }) => problem === undefined) ? 0 : 1;
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
}
