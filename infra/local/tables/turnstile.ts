/** Many at a time or one alone: transactions exclude single calls and each other, single calls do not. */
export class Turnstile {
  #last: Promise<unknown> = Promise.resolve();
  #inside: Promise<unknown>[] = [];

  /** Runs with others of its kind, after every `alone` that came before it. */
  together<Result>(work: () => Promise<Result>): Promise<Result> {
    const running = this.#last.then(work);
    const settled = running.then(ignore, ignore);
    this.#inside.push(settled);
    void settled.then(() => {
      this.#inside = this.#inside.filter((other) => other !== settled);
    });
    return running;
  }

  /** Runs after everything that came before it, and before everything that comes after. */
  alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const running = Promise.all([this.#last, ...this.#inside]).then(work);
    this.#last = running.then(ignore, ignore);
    return running;
  }
}

/** A failure is its caller's to handle; the line goes on. */
function ignore(): void {}
