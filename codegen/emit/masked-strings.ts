/** Puts numbers in place of the string literals of code, so that nothing in a string looks like code to a pattern. */
export class MaskedStrings {
  readonly #numbers = new Map<string, number>();
  readonly #strings: string[] = [];

  /** `"name"` becomes `"7"`; the same string always the same number. */
  mask(code: string): string {
    return code.replaceAll(/"(?:[^"\\]|\\.)*"/g, (string) => {
      let number = this.#numbers.get(string);
      if (number === undefined) {
        this.#numbers.set(string, (number = this.#strings.length));
        this.#strings.push(string);
      }
      return `"${number}"`;
    });
  }

  /** The code with its strings back. */
  unmask(code: string): string {
    return code.replaceAll(/"(\d+)"/g, (masked, number: string) => this.#strings[Number(number)] ?? masked);
  }
}
