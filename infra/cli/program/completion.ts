import { Argument, type Command } from 'commander';
import path from 'node:path';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
const script = path.resolve(import.meta.dirname, '../arbiter.js');

/** `completion <shell>` prints a script; that script calls `complete -- WORDS…` for the words that fit. */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .addArgument(new Argument('<shell>', 'the shell that is to complete').choices(SHELLS))
    .description('print a script by which a shell completes commands and options of "arbiter"')
    .addHelpText(
      'after',
      `
Example:
  alias arbiter='npm run -s arbiter --'
  source <(npm run -s arbiter -- completion bash)`,
    )
    .action(async (shell: (typeof SHELLS)[number]) => {
      const { default: tab } = await import('@bomb.sh/tab');
      tab.setup(program.name(), `${quoted(process.execPath)} --disable-warning=ExperimentalWarning ${quoted(script)}`, shell);
    });
  program
    .command('complete [words...]', { hidden: true })
    .description('the words that fit; for completion scripts')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (words: readonly string[]) => {
      const { default: tab } = await import('@bomb.sh/tab');
      for (const command of visible(program)) {
        const { name } = command;
        const entry = name === '' ? tab : tab.command(name, command.of.description());
        for (const option of command.of.createHelp().visibleOptions(command.of)) {
          const flag = option.long?.slice(2);
          if (flag === undefined) continue;
          if (option.required || option.optional) entry.option(flag, option.description, (add) => option.argChoices?.forEach((choice) => add(choice, '')));
          else entry.option(flag, option.description);
        }
        for (const argument of command.of.registeredArguments)
          entry.argument(argument.name(), (add) => argument.argChoices?.forEach((choice) => add(choice, '')), argument.variadic);
      }
      tab.parse([...words]);
    });
}

interface Named {
  /** Words from the program's name on; empty for the program itself. */
  readonly name: string;
  readonly of: Command;
}

function visible(command: Command, name = ''): readonly Named[] {
  const below = command
    .createHelp()
    .visibleCommands(command)
    .filter((one) => one.name() !== 'help');
  return [{ name, of: command }, ...below.flatMap((one) => visible(one, name === '' ? one.name() : `${name} ${one.name()}`))];
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/u.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
