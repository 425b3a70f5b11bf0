import { readFileSync } from 'node:fs';
import { sha256 } from '../../shell/hash.ts';
import { differenceOf, type Difference } from './difference.ts';
import { parseRecording, type Exchange, type Role } from './exchange.ts';
import { normalised } from './normalised.ts';
import { createRedaction } from './redacted.ts';

/** A recorded exchange with its line, and the request as it is compared. */
interface Entry {
  readonly line: number;
  readonly exchange: Exchange;
  readonly request: unknown;
}

/**
 * A recording to answer from. A request finds its exchange by role and content (ids and times aside), so parallel calls may
 * come in any order; one that was recorded several times gets its answers in their order, the last again after that.
 */
export class Recording {
  readonly #file: string;
  readonly #redact: <T>(value: T) => T;
  readonly #entries: readonly Entry[];
  readonly #byKey = new Map<string, Entry[]>();

  /** Throws when the file cannot be read or is no recording. */
  constructor(file: string, environment: Readonly<Record<string, string | undefined>>) {
    this.#file = file;
    this.#redact = createRedaction(environment);
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (cause) {
      throw new Error(`the recording "${file}" cannot be read (${cause instanceof Error ? cause.message : String(cause)}): name a file made with --record`, {
        cause,
      });
    }
    this.#entries = parseRecording(text, file).map((exchange, index) => ({ line: index + 2, exchange, request: normalised(exchange.request) }));
    for (const entry of this.#entries) {
      const key = keyOf(entry.exchange.role, entry.request);
      this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), entry]);
    }
  }

  /** The exchange that a request was recorded in, or what is different from the nearest one. */
  answer(role: Role, request: unknown): Exchange | { readonly deviation: string } {
    const asked = normalised(this.#redact(JSON.parse(JSON.stringify(request))));
    const found = this.#byKey.get(keyOf(role, asked));
    const [next] = found ?? [];
    if (found === undefined || next === undefined) return { deviation: this.#deviation(role, asked) };
    if (found.length > 1) found.shift();
    return next.exchange;
  }

  #deviation(role: Role, asked: unknown): string {
    const own = this.#entries.filter(({ exchange }) => exchange.role === role);
    const turn = turnOf(asked);
    const same = own.filter(({ request }) => turnOf(request) === turn);
    const [nearest] = (same.length > 0 ? same : own)
      .map((entry) => ({ line: entry.line, difference: differenceOf(entry.request, asked) }))
      .toSorted((a, b) => (a.difference?.places ?? 0) - (b.difference?.places ?? 0));
    const which = `the ${role}'s request of turn ${turn} deviates from the recording`;
    if (nearest?.difference === undefined) return `${which}: "${this.#file}" has no exchange of this role; record again with --record FILE`;
    return `${which} (${this.#file}:${nearest.line}, the nearest): ${described(nearest.difference)}; if the change is wanted, record again with --record FILE`;
  }
}

function described({ path, expected, found, places }: Difference): string {
  return `${path}: expected ${expected}, found ${found}${places > 1 ? ` (and ${places - 1} more)` : ''}`;
}

function keyOf(role: Role, request: unknown): string {
  return `${role} ${sha256(canonical(request))}`;
}

/** JSON with sorted members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

/** Model turns count from 1; each has an assistant message and its results behind it. */
function turnOf(request: unknown): number {
  const messages = typeof request === 'object' && request !== null && 'messages' in request && Array.isArray(request.messages) ? request.messages.length : 1;
  return Math.floor((messages + 1) / 2);
}
