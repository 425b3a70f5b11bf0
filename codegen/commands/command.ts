/** Where a command writes. The library never prints: main.ts and the arbiter's own CLI pass their streams. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
  /** Working directory that relative paths are resolved against. */
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array | string>;
}

/** 0: all is well. 1: it is not. 2: the command was misused. */
export type ExitCode = 0 | 1 | 2;

export interface Command {
  /** Text for --help. */
  readonly help: string;
  run(args: readonly string[], output: Output): Promise<ExitCode>;
}

/** The command line makes no sense; the message says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
