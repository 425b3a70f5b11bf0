/** A user's mistake or an expected failure: one clear line, no stack trace. */
export class Failure extends Error {
  /** 1: the work failed. 2: the command was used wrongly. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2) {
    super(message);
    this.name = 'Failure';
    this.exitCode = exitCode;
  }
}

export function misuse(message: string): Failure {
  return new Failure(message, 2);
}
