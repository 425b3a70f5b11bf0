/** Options that commands share, and how their values are read. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { stateDirectory } from '../state.ts';

export const state = () => new Option('--state <dir>', 'state directory of the embedded runtime').default(stateDirectory(), '.arbiter');
export const json = () => new Option('--json', 'print JSON on stdout and nothing else there').default(false);
export const env = () => new Option('--env <name>', 'work on the deployed stack of this environment (dev, prod) instead of the embedded runtime');
export const reason = () => new Option('--reason <text>', 'why; kept with the change and told in its event');

export const modelOption = () =>
  new Option(
    '--model <id>',
    'who answers: ollama:<name>, openai:<name>, replay:<file>, or a Bedrock model or inference profile id, used with your AWS credentials; without it the offline model. Several separated by commas stand in for each other; <role>=<id> (supervisor, agent, fabricator) for one role (repeatable)',
  )
    .argParser((id: string, before: readonly string[]) => [...before, id])
    .default([] as readonly string[]);
export const modelUrlOption = () => new Option('--model-url <url>', 'address of the OpenAI-compatible endpoint (else OPENAI_BASE_URL or OLLAMA_HOST)');
export const pricesOption = () =>
  new Option('--prices <file>', 'JSON file with prices of models that are not in the price table, see the README (else MODEL_PRICES)');

/** Adds who answers: models for a runtime that the command starts. */
export function models(command: Command) {
  return command
    .addOption(modelOption())
    .addOption(modelUrlOption())
    .addOption(pricesOption())
    .option('--record <file>', 'keep every model exchange in a new file, to be answered from with --model replay:<file>');
}

/** Adds what every command has that works on a runtime or a stack. */
export function common(command: Command, example: string): Command {
  return command.addOption(json()).addOption(env()).addOption(state()).addHelpText('after', `\nExample:\n  ${example}`);
}

export function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('it must be a number above 0.');
  return value;
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `15m`, `2h`, `7d` in milliseconds. */
export function duration(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([smhd])$/u.exec(text) ?? [];
  const factor = UNITS[unit ?? ''];
  if (amount === undefined || factor === undefined || Number(amount) === 0)
    throw new InvalidArgumentError('it must be a number with s, m, h or d, for instance 15m.');
  return Number(amount) * factor;
}
