/** The command line: parses, runs one command, turns what went wrong into one clear line and an exit code (0, 1 or 2). */
import { Command, CommanderError } from 'commander';
import { awsFailure } from './aws-failure.ts';
import { budgetOf, budgets } from './budget.ts';
import { Failure, misuse } from './failure.ts';
import { addAgents } from './program/agents.ts';
import { addCompletion } from './program/completion.ts';
import { addContracts } from './program/contracts.ts';
import { addOperations } from './program/operations.ts';
import { env, json, models, positive, state } from './program/options.ts';
import { addTools } from './program/tools.ts';

/** Runs a command and resolves with the exit code. Prints; never throws for a user's mistake. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = createProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (cause) {
    return explain(cause);
  }
}

function explain(cause: unknown): number {
  if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : 2;
  const failure = cause instanceof Failure ? cause : awsFailure(cause);
  if (failure !== undefined) {
    process.stderr.write(`arbiter: ${failure.message}\n`);
    if (process.env['ARBITER_DEBUG'] !== undefined && cause !== failure) process.stderr.write(`${String(cause instanceof Error ? cause.stack : cause)}\n`);
    return failure.exitCode;
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  const stack = process.env['ARBITER_DEBUG'] === undefined || !(cause instanceof Error) ? '' : `\n${cause.stack ?? ''}`;
  process.stderr.write(`arbiter: ${message}${stack === '' ? ' (set ARBITER_DEBUG=1 for details)' : stack}\n`);
  return 1;
}

/** The whole command line; `done` hears the exit code of the command that ran. */
export function createProgram(done: (exitCode: number) => void): Command {
  const program = new Command('arbiter')
    .description('Coordinates AI agents: ask for a task, see agents work on it, get the answer.')
    .exitOverride()
    .configureOutput({ writeErr })
    .showSuggestionAfterError(true)
    .showHelpAfterError('(see "npm run arbiter -- --help")')
    .addHelpText('after', '\nExample:\n  npm start -- "What is 17 % of 2,340?"');
  const starting = models(
    program
      .command('start [task]')
      .description('submit a task, show progress, print the answer; without a task, keep the runtime running')
      .option('-f, --file <path>', 'attach a text file (repeatable)', (path: string, before: readonly string[]) => [...before, path], [] as readonly string[])
      .addOption(json())
      .option('--timeout <seconds>', 'give up waiting after this long; the task itself goes on', positive, 600),
  );
  budgets(starting)
    .addOption(env())
    .addOption(state())
    .addHelpText('after', '\nExample:\n  npm start -- "What is the average price in prices.csv?" --file prices.csv')
    .action(async (task: string | undefined, options) => {
      const { startCommand } = await import('./commands/start.ts');
      done(await startCommand(task, { ...options, ...modelOptions(options), budget: budgetOf(options) }));
    });

  models(program.command('dev').description('keep the runtime and the console running'))
    .addOption(state())
    .addHelpText('after', '\nExample:\n  npm run arbiter -- dev')
    .action(async (options) => {
      const { startCommand } = await import('./commands/start.ts');
      done(await startCommand(undefined, { file: [], json: false, timeout: 600, ...options, ...modelOptions(options) }));
    });

  program
    .command('status <orchestrationId>')
    .description('show where an orchestration stands')
    .addOption(json())
    .addOption(env())
    .addOption(state())
    .addHelpText('after', '\nExample:\n  npm run arbiter -- status o-7f3k2m9q')
    .action(async (orchestrationId: string, options) => {
      const { statusCommand } = await import('./commands/status.ts');
      done(await statusCommand(orchestrationId, options));
    });

  program
    .command('list')
    .description('list orchestrations, newest first')
    .option('--days <n>', 'how many days back', positive, 8)
    .option('--limit <n>', 'at most this many', positive, 50)
    .addOption(json())
    .addOption(env())
    .addOption(state())
    .addHelpText('after', '\nExample:\n  npm run arbiter -- list --days 1')
    .action(async (options) => {
      const { listCommand } = await import('./commands/list.ts');
      done(await listCommand(options));
    });

  program
    .command('cancel <orchestrationId>')
    .description('end an orchestration')
    .option('--reason <text>', 'why')
    .addOption(json())
    .addOption(env())
    .addOption(state())
    .addHelpText('after', '\nExample:\n  npm run arbiter -- cancel o-7f3k2m9q --reason "wrong file"')
    .action(async (orchestrationId: string, options) => {
      const { cancelCommand } = await import('./commands/cancel.ts');
      done(await cancelCommand(orchestrationId, options));
    });

  program
    .command('trace <orchestrationId>')
    .description('show what an orchestration did, span by span: model calls, agents, queues')
    .addOption(json())
    .addOption(state())
    .addHelpText('after', '\nExample:\n  npm run arbiter -- trace o-7f3k2m9q')
    .action(async (orchestrationId: string, options) => {
      const { traceCommand } = await import('./commands/trace.ts');
      done(await traceCommand(orchestrationId, options));
    });

  const switches = [
    ['pause', 'paused', 'begin no turn until resumed; what agents were given is finished'],
    ['stop', 'stopped', 'cancel everything, queued work included, and refuse requests until resumed'],
    ['resume', 'running', 'go on after a pause or a stop'],
  ] as const;
  for (const [name, position, description] of switches)
    program
      .command(name)
      .description(description)
      .option('--reason <text>', 'why')
      .addOption(json())
      .addOption(env())
      .addOption(state())
      .addHelpText('after', `\nExample:\n  npm run arbiter -- ${name} --reason "cost runaway"`)
      .action(async (options) => {
        const { operateCommand } = await import('./commands/operate.ts');
        done(await operateCommand(position, options));
      });

  program
    .command('replay <orchestrationId>')
    .description("go through an orchestration's history again, offline, and compare each decision with the stored one")
    .addOption(json())
    .addOption(env())
    .addOption(state())
    .addHelpText('after', '\nExample:\n  npm run arbiter -- replay o-7f3k2m9q')
    .action(async (orchestrationId: string, options) => {
      const { replayCommand } = await import('./commands/replay.ts');
      done(await replayCommand(orchestrationId, options));
    });

  models(
    program
      .command('fork <orchestrationId>')
      .description('start a new orchestration from a copy of another one up to a turn; the model is called again from there')
      .requiredOption('--turn <n>', 'the turn to answer anew, from 1', positive)
      .option('--task <text>', 'another task (turn 1 only)')
      .option(
        '--result <toolUseId=text>',
        'another result of a tool use (repeatable)',
        (entry: string, before: readonly string[]) => [...before, entry],
        [] as readonly string[],
      )
      .option('--say <text>', 'something said after the results')
      .option('--timeout <seconds>', 'give up waiting after this long; the fork itself goes on', positive, 600),
  )
    .addOption(json())
    .addOption(env())
    .addOption(state())
    .addHelpText(
      'after',
      '\nExample:\n  npm run arbiter -- fork o-7f3k2m9q --turn 2 --say "Give the result in miles as well"\n  npm run arbiter -- fork o-7f3k2m9q --turn 1 --model ollama:qwen3',
    )
    .action(async (orchestrationId: string, options) => {
      const { forkCommand } = await import('./commands/fork.ts');
      done(await forkCommand(orchestrationId, { ...options, ...modelOptions(options), task: options.task, say: options.say }));
    });

  addAgents(program, done);
  addTools(program, done);
  addOperations(program, done);
  addContracts(program, done);
  addCompletion(program);

  for (const command of program.commands) inherit(command, command.name());
  // An empty variable of a script; the stores would answer in their own words.
  program.hook('preAction', (_program, command) => {
    for (const [index, argument] of command.registeredArguments.entries())
      if (argument.name().endsWith('Id') && command.args[index]?.trim() === '') throw misuse(`<${argument.name()}> is empty: give an id`);
  });
  return program;
}

/** As the other failures are written; a suggestion on the same line. */
function writeErr(text: string): void {
  process.stderr.write(text.replace(/^error: /u, 'arbiter: ').replace(/\n(?=\(Did you mean )/u, ' '));
}

/** Sub-commands end by an exception too, so that every exit goes through `explain`; each names its own help. */
function inherit(command: Command, words: string): void {
  command.exitOverride().configureOutput({ writeErr }).showSuggestionAfterError(true).showHelpAfterError(`(see "npm run arbiter -- ${words} --help")`);
  for (const below of command.commands) inherit(below, `${words} ${below.name()}`);
}

/** Options that may be absent, as properties that are there. */
function modelOptions({ modelUrl, record, prices }: { readonly modelUrl?: string; readonly record?: string; readonly prices?: string }) {
  return { modelUrl, record, prices };
}
