import { JsonScanner, type ScannedValue } from './json-scanner.ts';

/** A value that was read, or the text that is no JSON with the reason and the offset in it. */
export type ReadEvent =
  | (ScannedValue & { readonly ok: true; readonly value: unknown })
  | (ScannedValue & { readonly ok: false; readonly message: string; readonly offset: number });

/** A line that grows beyond this many characters is scanned piece by piece instead of being kept. */
const longestLine = 1 << 20;

/**
 * Reads JSON values from bytes in bounded memory: one value, an array of any length (its items), one value a line
 * (NDJSON), or values one after the other as archives hold them. A broken line costs that line only.
 */
export async function* readEvents(bytes: AsyncIterable<Uint8Array | string>): AsyncGenerator<ReadEvent> {
  const decoder = new TextDecoder('utf-8');
  const reader = new LineReader();
  for await (const chunk of bytes) yield* reader.push(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
  yield* reader.push(decoder.decode());
  yield* reader.end();
}

class LineReader {
  readonly #scanner = new JsonScanner();
  #rest = '';
  #line = 1;
  #column = 1;

  *push(text: string): Generator<ReadEvent> {
    const all = this.#rest + text;
    let start = 0;
    for (let end = all.indexOf('\n'); end !== -1; end = all.indexOf('\n', start)) {
      yield* this.#take(all.slice(start, end + 1));
      this.#line += 1;
      this.#column = 1;
      start = end + 1;
    }
    this.#rest = all.slice(start);
    if (this.#rest.length < longestLine) return;
    yield* this.#scan(this.#rest);
    this.#column += this.#rest.length;
    this.#rest = '';
  }

  *end(): Generator<ReadEvent> {
    if (this.#rest !== '') yield* this.#take(`${this.#rest}\n`);
    const isOpen = this.#scanner.isInArray;
    const dropped = this.#scanner.drop();
    if (dropped !== undefined) yield parse({ ...dropped, text: dropped.text.trimEnd() });
    else if (isOpen) yield { ok: false, text: '', line: this.#line, column: 1, message: 'the list is not closed', offset: 0 };
  }

  *#take(line: string): Generator<ReadEvent> {
    const isWhole = line.startsWith('{');
    if (!this.#scanner.isInside || (isWhole && !this.#scanner.isInArray)) {
      // one value on one line, the common case by far: no scanning at all
      const value = isWhole ? parsedObject(line) : undefined;
      if (value !== undefined) {
        const broken = this.#scanner.drop();
        if (broken !== undefined) yield parse({ ...broken, text: broken.text.trimEnd() });
        yield { ok: true, text: line.trimEnd(), line: this.#line, column: this.#column, value };
        return;
      }
    }
    yield* this.#scan(line);
  }

  *#scan(text: string): Generator<ReadEvent> {
    for (const value of this.#scanner.feed(text, this.#line, this.#column)) yield parse(value);
  }
}

function parsedObject(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // not a whole value: the scanner finds out where it ends
  }
}

function parse(scanned: ScannedValue): ReadEvent {
  const text = scanned.text.charCodeAt(0) === 0xfeff ? scanned.text.slice(1) : scanned.text;
  try {
    return { ok: true, ...scanned, text, value: JSON.parse(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const offset = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    return { ok: false, ...scanned, text, message: message.replace(/ in JSON at position.*| \(line \d+ column \d+\)$/, ''), offset };
  }
}
