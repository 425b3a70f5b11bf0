import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { UsageError } from './command.ts';

export interface Arguments {
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** Parses arguments strictly; throws {@link UsageError} for what it does not know. */
export function parseArguments(
  args: readonly string[],
  options: ParseArgsOptionsConfig,
  positionals: { readonly most: number; readonly name: string },
): Arguments {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean' } }, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error));
  }
  if (parsed.positionals.length > positionals.most) {
    throw new UsageError(
      positionals.most === 0 ? `unexpected argument "${parsed.positionals[0] ?? ''}"` : `at most ${positionals.most} ${positionals.name} can be given`,
    );
  }
  return { flags: parsed.values as Arguments['flags'], positionals: parsed.positionals };
}

/** The flag's value when it is one of the choices. */
export function choiceOf<T extends string>(flags: Arguments['flags'], name: string, choices: readonly T[], otherwise: T): T {
  const value = flags[name];
  if (value === undefined) return otherwise;
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw new UsageError(`--${name} must be one of ${choices.join(', ')}, found "${String(value)}"`);
  return choice;
}

export function textOf(flags: Arguments['flags'], name: string): string | undefined {
  const value = flags[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new UsageError(`--${name} needs a value`);
}
