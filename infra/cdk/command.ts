/**
 * `npm run synth|deploy|deploy:diff|destroy -- --env dev|prod [further options of the cdk CLI]`: the cdk CLI with our app, the
 * environment as context, and without its telemetry and notices.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.resolve(import.meta.dirname, '../..');
const commands: readonly string[] = ['synth', 'deploy', 'diff', 'destroy'];
const usage = 'usage: npm run synth|deploy|deploy:diff|destroy -- --env dev|prod [options of the cdk CLI, for instance -c region=eu-west-1 or --profile work]';

process.exitCode = main(process.argv.slice(2));

function main([command, ...rest]: readonly string[]): number {
  if (command === undefined || !commands.includes(command)) return misuse(`"${command ?? ''}" is not one of ${commands.join(', ')}`);
  const { environment, others } = split(rest);
  if (environment === undefined && command !== 'synth') return misuse(`"${command}" needs to know where: give --env dev or --env prod`);
  const result = spawnSync(process.execPath, cdkArguments(command, environment ?? 'dev', others), {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true', CDK_DISABLE_VERSION_CHECK: 'true' },
  });
  if (result.error !== undefined) return misuse(`the cdk CLI could not be started: ${result.error.message}; run "npm ci" first`);
  if (command === 'synth' && result.status === 0) say(environment ?? 'dev', others);
  return result.status ?? 1;
}

/** Where the template is; the cdk CLI keeps silent about it. With an output folder of one's own one knows. */
function say(environment: string, others: readonly string[]): void {
  const template = path.join('cdk.out', `arbiter-${environment}.template.json`);
  if (!hasOutput(others) && existsSync(path.join(root, template))) process.stdout.write(`the template is ${template}\n`);
}

function hasOutput(others: readonly string[]): boolean {
  return others.some((option) => /^(--output|-o)(=|$)/u.test(option));
}

function cdkArguments(command: string, environment: string, others: readonly string[]): string[] {
  const app = `"${process.execPath}" --disable-warning=ExperimentalWarning infra/cdk/app.ts`;
  const output = hasOutput(others) ? [] : ['--output', 'cdk.out'];
  const common = ['--app', app, ...output, '--context', `env=${environment}`, '--no-notices', '--no-version-reporting'];
  const quiet = command === 'synth' ? ['--quiet'] : [];
  // A stack's change is shown and asked for by the cdk CLI itself when roles or policies widen.
  return [path.join(root, 'node_modules/aws-cdk/bin/cdk'), command, ...common, ...quiet, ...others];
}

/** Takes `--env` out; the rest is for the cdk CLI, in its order. */
function split(options: readonly string[]): { readonly environment: string | undefined; readonly others: readonly string[] } {
  const { tokens } = parseArgs({ args: [...options], options: { env: { type: 'string' } }, strict: false, tokens: true });
  const found = tokens.findLast((token) => token.kind === 'option' && token.name === 'env');
  if (found === undefined || found.kind !== 'option') return { environment: undefined, others: options };
  const length = found.inlineValue === true ? 1 : 2;
  return { environment: found.value, others: options.toSpliced(found.index, length) };
}

function misuse(problem: string): number {
  process.stderr.write(`${problem}\n${usage}\n`);
  return 2;
}
