/**
 * Server-sent events with resume. Every change has a number; the last ones are kept, so that a page that was away for a
 * moment gets what it missed. A page that knows another run of the server, or was away for too long, is told to read again.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Change } from '../api.ts';

/** Changes kept for pages that come back. */
const KEPT = 2_000;
/** Milliseconds between comments that show a dead connection as such. */
const HEARTBEAT = 15_000;
/** Bytes that may wait for a page that reads too slowly; more, and it is cut off and comes back by itself. */
const MOST_WAITING = 4_000_000;

export class Feed {
  /** Names this run of the server. */
  readonly #run = randomBytes(6).toString('hex');
  readonly #pages = new Set<ServerResponse>();
  readonly #kept: { readonly number: number; readonly frame: string }[] = [];
  readonly #lookedAt: (anybody: boolean) => void;
  #number = 0;
  #heart: NodeJS.Timeout | undefined;

  /** `lookedAt` hears when the first page has come and when the last has gone. */
  constructor(lookedAt: (anybody: boolean) => void) {
    this.#lookedAt = lookedAt;
  }

  get watched(): boolean {
    return this.#pages.size > 0;
  }

  /** Answers a page's request for the stream. */
  open(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const last = request.headers['last-event-id'];
    const missed = typeof last === 'string' ? this.#since(last) : undefined;
    response.write(missed === undefined ? this.#frame(this.#number, { type: 'resync' }) : `: resumed\n\n${missed.join('')}`);
    this.#pages.add(response);
    response.once('close', () => this.#leave(response));
    if (this.#pages.size > 1) return;
    this.#heart = setInterval(() => this.#write(': \n\n'), HEARTBEAT).unref();
    this.#lookedAt(true);
  }

  /** Tells every page. */
  send(change: Change): void {
    this.#number += 1;
    const frame = this.#frame(this.#number, change);
    this.#kept.push({ number: this.#number, frame });
    if (this.#kept.length > KEPT) this.#kept.splice(0, this.#kept.length - KEPT);
    this.#write(frame);
  }

  /** Forgets what is kept: changes from now on are not told, so nobody can resume over the gap. */
  interrupt(): void {
    this.#number += 1;
    this.#kept.length = 0;
  }

  close(): void {
    for (const page of this.#pages) page.destroy();
  }

  /** Frames after the event with this id; undefined when some of them are not known any more. */
  #since(id: string): readonly string[] | undefined {
    const [run, number] = id.split('-');
    const from = Number(number);
    const first = this.#kept[0]?.number ?? this.#number + 1;
    if (run !== this.#run || !Number.isInteger(from) || from > this.#number || from < first - 1) return undefined;
    return this.#kept.filter((kept) => kept.number > from).map(({ frame }) => frame);
  }

  #frame(number: number, change: Change): string {
    return `id: ${this.#run}-${number}\ndata: ${JSON.stringify(change)}\n\n`;
  }

  #write(text: string): void {
    for (const page of this.#pages) {
      if (page.writableLength > MOST_WAITING) page.destroy();
      else page.write(text);
    }
  }

  #leave(page: ServerResponse): void {
    this.#pages.delete(page);
    if (this.#pages.size > 0) return;
    clearInterval(this.#heart);
    this.#lookedAt(false);
  }
}
