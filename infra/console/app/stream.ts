/**
 * The stream of changes, read with fetch because EventSource cannot send the token in a header. It comes back by itself,
 * says which event it saw last, and is told to read everything again when the server no longer knows what it missed.
 */
import { effect, signal } from '@preact/signals';
import type { Change } from '../api.ts';
import { identified, token } from './session.ts';

/** How the connection stands. */
export const connection = signal<'connecting' | 'live' | 'lost'>('connecting');

/** Rises whenever everything shown has to be read (again); 0 before the first connection. */
export const generation = signal(0);

const listeners = new Set<(change: Change) => void>();

/** Calls back for every change; the result ends it. */
export function onChange(listener: (change: Change) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Milliseconds before the next try; they double up to the longest. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 4_000;
/** The server is heard at least every 15 s. */
const SILENCE = 40_000;

/** Keeps the stream open while there is a token. */
export function startStream(): void {
  effect(() => {
    if (token.value === undefined) return undefined;
    const ending = new AbortController();
    void keepOpen(ending.signal);
    return () => ending.abort();
  });
}

async function keepOpen(signal: AbortSignal): Promise<void> {
  let last: string | undefined;
  for (let pause = FIRST_PAUSE; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    try {
      for await (const { id, data } of frames(signal, last)) {
        pause = FIRST_PAUSE;
        if (id !== undefined) last = id;
        if (data !== undefined) tell(JSON.parse(data) as Change);
      }
    } catch {
      // The server ended or the network did: the next try tells.
    }
    if (signal.aborted) return;
    connection.value = 'lost';
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

function tell(change: Change): void {
  if (change.type === 'resync') generation.value += 1;
  for (const listener of listeners) listener(change);
}

interface Frame {
  readonly id?: string;
  readonly data?: string;
}

async function* frames(signal: AbortSignal, last: string | undefined): AsyncGenerator<Frame> {
  const silent = new AbortController();
  const response = await fetch('/api/stream', {
    headers: { ...identified(), ...(last !== undefined && { 'last-event-id': last }) },
    signal: AbortSignal.any([signal, silent.signal]),
  });
  if (response.status === 401) token.value = undefined;
  if (!response.ok || response.body === null) throw new Error(`the stream was refused with ${response.status}`);
  connection.value = 'live';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const alarm = setTimeout(() => silent.abort(), SILENCE);
    const { done, value } = await reader.read();
    clearTimeout(alarm);
    if (done) return;
    const parts = (rest + value).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield toFrame(part);
  }
}

function toFrame(text: string): Frame {
  const lines = text.split('\n');
  const field = (name: string): string | undefined => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const [id, data] = [field('id'), field('data')];
  return { ...(id !== undefined && { id }), ...(data !== undefined && { data }) };
}
