import type { Parsed, Problem } from './parsed.ts';

/** What EventBridge wraps around an event. */
export interface Envelope {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  /** RFC 3339; empty when the sender left it out. */
  readonly time: string;
}

/** A message that is what its contract says. `envelope` is there when it came by way of the bus. */
export interface Message<N extends string, T> {
  readonly name: N;
  readonly value: T;
  readonly envelope: Envelope | undefined;
}

/** not-json: the text cannot be parsed. unknown: no contract here fits what it says it is. invalid: its contract refuses it. */
export type Consumed<M> =
  | { readonly ok: true; readonly message: M }
  | {
      readonly ok: false;
      readonly reason: 'not-json' | 'unknown' | 'invalid';
      readonly claim: string;
      readonly problems: readonly Problem[];
      readonly value: unknown;
    };

export interface Received {
  /** `<source> <detail-type>` of an event, `#<kind>` of a message with a kind, `#` of any other. */
  readonly claim: string;
  readonly value: unknown;
  readonly envelope: Envelope | undefined;
  /** Set when the text was no JSON. */
  readonly problem?: Problem;
}

/** Takes an SQS record (`body`), a received SQS message (`Body`), an EventBridge envelope, JSON text or a bare value. */
export function receive(input: unknown): Received {
  const text = typeof input === 'string' ? input : (stringField(input, 'body') ?? stringField(input, 'Body'));
  let value: unknown = input;
  if (text !== undefined) {
    try {
      value = JSON.parse(text);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { claim: '', value: text, envelope: undefined, problem: { pointer: '', message: `is not JSON: ${message}`, expected: 'JSON' } };
    }
  }
  const source = stringField(value, 'source');
  const detailType = stringField(value, 'detail-type');
  if (source !== undefined && detailType !== undefined && isObject(value) && 'detail' in value) {
    const envelope = { id: stringField(value, 'id') ?? '', source, detailType, time: stringField(value, 'time') ?? '' };
    return { claim: `${source} ${detailType}`, value: value['detail'], envelope };
  }
  return { claim: `#${stringField(value, 'kind') ?? ''}`, value, envelope: undefined };
}

/** Joins a name to what its parser said. */
export function consumed<N extends string, T>(name: N, parsed: Parsed<T>, received: Received): Consumed<Message<N, T>> {
  if (parsed.ok) return { ok: true, message: { name, value: parsed.value, envelope: received.envelope } };
  return { ok: false, reason: 'invalid', claim: name, problems: parsed.problems, value: received.value };
}

/**
 * An older version as the newest one: parsed by its own contract, brought up by the consumer's functions, and held against
 * the newest contract. A function that throws makes it invalid, like a field that is missing.
 */
export function upcasted<N extends string, O, T>(
  name: N,
  older: Parsed<O>,
  up: (older: O) => unknown,
  parse: (value: unknown) => Parsed<T>,
  received: Received,
): Consumed<Message<N, T>> {
  if (!older.ok) return { ok: false, reason: 'invalid', claim: name, problems: older.problems, value: received.value };
  try {
    return consumed(name, parse(up(older.value)), received);
  } catch (error) {
    const message = `could not be brought up to the newest version: ${error instanceof Error ? error.message : String(error)}`;
    return { ok: false, reason: 'invalid', claim: name, problems: [{ pointer: '', message }], value: received.value };
  }
}

/** What was received is none of the things that may be here. */
export function unrecognised(received: Received, expected: readonly string[]): Consumed<never> {
  const { claim, value, problem } = received;
  if (problem !== undefined) return { ok: false, reason: 'not-json', claim, problems: [problem], value };
  return {
    ok: false,
    reason: 'unknown',
    claim,
    problems: [{ pointer: '', message: `is none of ${expected.join(', ')}`, expected: expected.join(', '), found: claim }],
    value,
  };
}

function stringField(value: unknown, name: string): string | undefined {
  const field = isObject(value) ? value[name] : undefined;
  return typeof field === 'string' ? field : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
