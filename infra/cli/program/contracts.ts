import type { Command } from 'commander';

/** `contracts …`: the contract toolchain, with its own options and help. */
export function addContracts(program: Command, done: (exitCode: number) => void): void {
  program
    .command('contracts [arguments...]')
    .description('the contract toolchain: generate, check, diff, …; "contracts --help" lists its commands')
    .helpOption(false)
    .allowUnknownOption()
    .addHelpText('after', '\nExample:\n  npm run arbiter -- contracts check --format json')
    .action(async (given: readonly string[]) => {
      const { run } = await import('../../../codegen/commands/run.ts');
      done(
        await run(given, {
          out: (text) => void process.stdout.write(text),
          err: (text) => void process.stderr.write(text),
          cwd: process.cwd(),
          stdin: process.stdin,
        }),
      );
    });
}
