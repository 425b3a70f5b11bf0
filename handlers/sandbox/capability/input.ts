import { CapabilityRefusal } from '../refusal.ts';

/** Reads fields of what an agent sent; every refusal names the field and what is expected. */
export class Input {
  readonly #what: string;
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(what: string, value: unknown) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new CapabilityRefusal('INVALID_INPUT', `${what} takes an object`);
    this.#what = what;
    this.#fields = value as Readonly<Record<string, unknown>>;
  }

  /** Own fields only; inherited names such as `constructor` count as absent. */
  field(name: string): unknown {
    return Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
  }

  optionalText(name: string, maximum: number): string | undefined {
    const value = this.field(name);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw this.refusal(name, 'a string');
    if (value.length > maximum) throw new CapabilityRefusal('TOO_LARGE', `${this.#what}: "${name}" has ${value.length} characters, ${maximum} are allowed`);
    return value;
  }

  text(name: string, maximum: number): string {
    const value = this.optionalText(name, maximum);
    if (value === undefined || value.trim() === '') throw this.refusal(name, 'a text that is not empty');
    return value;
  }

  optionalInteger(name: string, minimum: number, maximum: number): number | undefined {
    const value = this.field(name);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < minimum || value > maximum)
      throw this.refusal(name, `a whole number from ${minimum} to ${maximum}`);
    return value;
  }

  optionalTexts(name: string, maximum: number): readonly string[] {
    const value = this.field(name);
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value) || value.length > maximum || !value.every((item) => typeof item === 'string'))
      throw this.refusal(name, `a list of at most ${maximum} strings`);
    return value;
  }

  refusal(name: string, expected: string): CapabilityRefusal {
    return new CapabilityRefusal('INVALID_INPUT', `${this.#what}: "${name}" must be ${expected}`);
  }
}
