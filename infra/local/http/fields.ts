/**
 * Typed reading of a JSON request. What a service would call a SerializationException is one here, with the path of
 * the member, so that no operation meets a value of the wrong type.
 */
import { AwsError } from './aws-error.ts';

/** The members of one JSON object. */
export class Fields {
  readonly #members: Readonly<Record<string, unknown>>;
  readonly #path: string;

  constructor(members: Readonly<Record<string, unknown>>, path = '') {
    this.#members = members;
    this.#path = path;
  }

  /** Reads a request body; an empty body is an empty object. */
  static parse(body: Buffer | string): Fields {
    const text = body.toString();
    let value: unknown;
    try {
      value = text === '' ? {} : JSON.parse(text);
    } catch (cause) {
      throw Object.assign(new AwsError('SerializationException', 'The request body is not JSON.'), { cause });
    }
    if (!isObject(value)) throw new AwsError('SerializationException', 'The request body is not a JSON object.');
    return new Fields(value);
  }

  has(name: string): boolean {
    return this.#members[name] !== undefined && this.#members[name] !== null;
  }

  optionalString(name: string): string | undefined {
    const value = this.#members[name] ?? undefined;
    if (value !== undefined && typeof value !== 'string') throw this.#wrongType(name, 'a string');
    return value;
  }

  string(name: string): string {
    return this.optionalString(name) ?? this.#missing(name);
  }

  optionalNumber(name: string): number | undefined {
    const value = this.#members[name] ?? undefined;
    if (value !== undefined && typeof value !== 'number') throw this.#wrongType(name, 'a number');
    return value;
  }

  optionalBoolean(name: string): boolean | undefined {
    const value = this.#members[name] ?? undefined;
    if (value !== undefined && typeof value !== 'boolean') throw this.#wrongType(name, 'a boolean');
    return value;
  }

  optionalObject(name: string): Fields | undefined {
    const value = this.#members[name] ?? undefined;
    if (value === undefined) return undefined;
    if (!isObject(value)) throw this.#wrongType(name, 'an object');
    return new Fields(value, `${this.#path}${name}.`);
  }

  /** Members of a list of objects; absent is empty. */
  objects(name: string): readonly Fields[] {
    return this.#list(name).map((value, index) => {
      if (!isObject(value)) throw this.#wrongType(`${name}[${index}]`, 'an object');
      return new Fields(value, `${this.#path}${name}[${index}].`);
    });
  }

  /** Members of a list of strings; absent is empty. */
  strings(name: string): readonly string[] {
    return this.#list(name).map((value, index) => {
      if (typeof value !== 'string') throw this.#wrongType(`${name}[${index}]`, 'a string');
      return value;
    });
  }

  /** Entries of a map of strings; absent is empty. */
  stringMap(name: string): Readonly<Record<string, string>> {
    const fields = this.optionalObject(name);
    return fields === undefined ? {} : Object.fromEntries(fields.names().map((key) => [key, fields.string(key)]));
  }

  /** Names of the members that have a value. */
  names(): readonly string[] {
    return Object.keys(this.#members).filter((name) => this.has(name));
  }

  /** The object as it was parsed. */
  value(): Readonly<Record<string, unknown>> {
    return this.#members;
  }

  #list(name: string): readonly unknown[] {
    const value = this.#members[name] ?? [];
    if (!Array.isArray(value)) throw this.#wrongType(name, 'a list');
    return value;
  }

  #missing(name: string): never {
    throw new AwsError('MissingParameter', `The request must contain the parameter ${this.#path}${name}.`);
  }

  #wrongType(name: string, wanted: string): AwsError {
    return new AwsError('SerializationException', `"${this.#path}${name}" must be ${wanted}.`);
  }
}

/** Whether a parsed JSON value is an object and not null or a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
