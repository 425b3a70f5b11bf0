/** Most texts that are kept; when there are more, all are made anew once. */
const mostKept = 5_000;

/**
 * Remembers what a pure and costly function made of a text, for as long as the process lives: a watching generator
 * makes only what its change touches.
 */
export class Memo<T> {
  readonly #known = new Map<string, T>();

  get(key: string, make: () => T): T {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= mostKept) this.#known.clear();
    const made = make();
    this.#known.set(key, made);
    return made;
  }
}
