import { Option, type Command } from 'commander';
import { logLevels } from '../log-lines.ts';
import { common, duration, modelOption, models, modelUrlOption, pricesOption, positive } from './options.ts';

/** Commands that look after a runtime or a stack. */
export function addOperations(program: Command, done: (exitCode: number) => void): void {
  common(
    models(
      program
        .command('fabricate <need>')
        .description('have an agent made: say what it must do; the same need twice makes one agent')
        .option('--name <agentId>', 'the name that it should have, if it is free')
        .option('--timeout <seconds>', 'give up waiting after this long; the fabricator goes on', positive, 600),
    ),
    'npm run arbiter -- fabricate "an agent that converts a number to roman numerals"',
  ).action(async (need: string, options) => {
    const { fabricateCommand } = await import('../commands/fabricate.ts');
    done(await fabricateCommand(need, { ...options, modelUrl: options.modelUrl, record: options.record, prices: options.prices }));
  });

  const events = program.command('events').description('the events on the bus').addHelpText('after', '\nExample:\n  npm run arbiter -- events tail --for 60');
  common(
    events
      .command('tail')
      .description('show events as they come, by a temporary rule and queue')
      .option('--for <seconds>', 'end after this long; without it, Ctrl-C ends it', positive)
      .option('--type <detailType>', 'only this kind of event')
      .option('--orchestration <id>', 'only events of this orchestration'),
    'npm run arbiter -- events tail --for 60 --type task.completion',
  ).action(async (options) => {
    const { eventsTailCommand } = await import('../commands/events-tail.ts');
    done(await eventsTailCommand(options));
  });

  const dlq = program.command('dlq').description('queues of last resort').addHelpText('after', '\nExample:\n  npm run arbiter -- dlq list');
  common(dlq.command('list').description('how much lies in each queue of last resort'), 'npm run arbiter -- dlq list').action(async (options) => {
    const { dlqListCommand } = await import('../commands/dlq.ts');
    done(await dlqListCommand(options));
  });
  common(
    dlq.command('show <queue>').description('show up to ten messages and why they are there; they stay'),
    'npm run arbiter -- dlq show inbox-dead-letter',
  ).action(async (queue: string, options) => {
    const { dlqShowCommand } = await import('../commands/dlq.ts');
    done(await dlqShowCommand(queue, options));
  });
  common(
    dlq.command('redrive <queue>').description('send everything in a queue back to where it came from'),
    'npm run arbiter -- dlq redrive inbox-dead-letter',
  ).action(async (queue: string, options) => {
    const { dlqRedriveCommand } = await import('../commands/dlq.ts');
    done(await dlqRedriveCommand(queue, options));
  });

  common(
    program
      .command('logs')
      .description('show what the functions logged, oldest first')
      .addOption(new Option('--level <level>', 'this level and above').choices(logLevels).default('info'))
      .addOption(new Option('--since <duration>', 'how far back: 90s, 15m, 2h, 7d').argParser(duration).default(900_000, '15m'))
      .option('--function <name>', 'only of this function')
      .option('--orchestration <id>', 'only what is about this orchestration')
      .option('--limit <n>', 'the newest so many', positive, 1_000),
    'npm run arbiter -- logs --level error --since 1h --function worker',
  ).action(async (options) => {
    const { logsCommand } = await import('../commands/logs.ts');
    done(await logsCommand(options));
  });

  common(
    program
      .command('doctor')
      .description('check what the arbiter needs, and say how to mend what is broken; models that are named are asked a tiny question')
      .addOption(modelOption())
      .addOption(modelUrlOption())
      .addOption(pricesOption()),
    'npm run arbiter -- doctor --model us.anthropic.claude-sonnet-4-6,ollama:qwen3',
  ).action(async (options) => {
    const { doctorCommand } = await import('../commands/doctor.ts');
    done(await doctorCommand({ ...options, modelUrl: options.modelUrl, prices: options.prices }));
  });

  common(
    program
      .command('smoke')
      .description('does it work? seed, an orchestration, a fabrication, alarms, dashboards')
      .option('--timeout <seconds>', 'longest wait for a step', positive, 300),
    'npm run smoke -- --env dev',
  ).action(async (options) => {
    const { smokeCommand } = await import('../commands/smoke.ts');
    done(await smokeCommand(options));
  });
}
