import { UsageError, type ExitCode, type Output } from './command.ts';
import { commands } from './index.ts';

/** Runs one command line of the contract toolchain. Expected failures, the file system's too, are exit codes; what is thrown is a defect. */
export async function run(args: readonly string[], output: Output): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? output.err : output.out)(overview());
    return name === undefined ? 2 : 0;
  }
  const listed = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (listed === undefined) {
    output.err(`unknown command "${name}": use one of ${Object.keys(commands).join(', ')}, or --help\n`);
    return 2;
  }
  const command = await listed.load();
  if (rest.includes('--help') || rest.includes('-h')) {
    output.out(command.help);
    return 0;
  }
  try {
    return await command.run(rest, output);
  } catch (error) {
    if (error instanceof UsageError) output.err(`${name}: ${error.message} (see "${name} --help")\n`);
    else if (isSystemError(error)) output.err(`${name}: ${error.message}: use a path that may be read and written as what it is\n`);
    else throw error;
    return 2;
  }
}

/** What the file system refuses, an output folder that is a file for instance, is no defect. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const list = Object.entries(commands).map(([name, command]) => `  ${name.padEnd(width)}  ${command.summary}\n`);
  return `The contract toolchain. Usage: node codegen/main.ts COMMAND [options]\n\n${list.join('')}\n"COMMAND --help" tells the options. Exit codes: 0 all is well, 1 it is not, 2 misuse.\n`;
}
