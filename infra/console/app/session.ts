/** The token and requests with it. */
import { signal } from '@preact/signals';
import type { Problem, Refusal } from '../api.ts';

const KEY = 'arbiter.token';

/** Undefined until the link from the terminal was opened. */
export const token = signal<string | undefined>(undefined);

/** Takes the token out of the address, so that it is neither shown nor shared by accident, and keeps it for later visits. */
export function takeToken(): void {
  const given = /^#token=([\w-]+)$/u.exec(location.hash)?.[1];
  if (given !== undefined) {
    localStorage.setItem(KEY, given);
    history.replaceState(undefined, '', '#/runs');
  }
  token.value = localStorage.getItem(KEY) ?? undefined;
}

/** The server refused, or could not be reached (status 0). */
export class CallFailed extends Error {
  readonly status: number;
  readonly problems: readonly Problem[];

  constructor(status: number, message: string, problems: readonly Problem[] = []) {
    super(message);
    this.name = 'CallFailed';
    this.status = status;
    this.problems = problems;
  }
}

/** Headers that say who asks. */
export function identified(): Record<string, string> {
  return { authorization: `Bearer ${token.value ?? ''}` };
}

export async function read<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return answerOf<Answer>(await reach(path, { headers: identified(), ...(signal !== undefined && { signal }) }));
}

export async function send<Answer>(path: string, body: unknown = {}): Promise<Answer> {
  return answerOf<Answer>(await reach(path, { method: 'POST', headers: { ...identified(), 'content-type': 'application/json' }, body: JSON.stringify(body) }));
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api/${path}`, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new CallFailed(0, 'the runtime does not answer: start it again with npm start, this page comes back by itself');
  }
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  const body: unknown = await response.json();
  if (response.ok) return body as Answer;
  if (response.status === 401) token.value = undefined;
  const { error, problems } = body as Refusal;
  throw new CallFailed(response.status, error, problems);
}
