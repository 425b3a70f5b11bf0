/**
 * What servers of this protocol really send, made into what its client expects: one answer in whole chunks, errors with a message.
 *
 * Seen in public reports: arguments as an object (llama.cpp), calls without id (Ollama, vLLM) or index (Gemini), all calls at index 0 (vLLM),
 * ids that come again, text in parts (Mistral), usage as null, elsewhere or nowhere (Groq, Moonshot), an error behind status 200, as JSON
 * or within the stream (OpenRouter), a whole completion instead of a stream, error bodies of other forms (vLLM, FastAPI, Ollama, proxies' HTML).
 */
import { regularChunk, RegularCalls } from './regular-chunk.ts';
import { eventData } from './server-sent-events.ts';

/** The client's fetch with regular responses. */
export const regularFetch: typeof fetch = async (input, init) => regularResponse(await fetch(input, init));

/** Code of an error that stands for a page where an answer should be. */
export const WEB_PAGE = 'web_page';

/** Bytes of a body that is no stream; what is longer is cut. */
const LONGEST_BODY = 8 * 1024 * 1024;

async function regularResponse(response: Response): Promise<Response> {
  if (response.body === null || !/\/chat\/completions$/u.test(new URL(response.url || 'http://none').pathname)) return response;
  if (!response.ok) return refusal(response.status, errorOf(await bodyOf(response)), response.headers);
  const type = response.headers.get('content-type') ?? '';
  if (/^text\/html/iu.test(type)) return refusal(404, { ...errorOf(await bodyOf(response)), code: WEB_PAGE }, response.headers);
  if (!/json/iu.test(type)) return streamed(regularStream(response.body));
  const text = await bodyOf(response);
  const value = parse(text);
  if (!isObject(value)) return refusal(502, { message: `the answer is not JSON: ${shown(text)}` }, response.headers);
  if (isError(value)) {
    const error = errorOf(text);
    return refusal(statusOf(error.code) ?? 502, error, response.headers);
  }
  return streamed(chunksOf([regularChunk(wholeAsChunk(value), new RegularCalls())]));
}

interface RegularError {
  readonly message: string;
  readonly code?: string;
}

function refusal(status: number, error: RegularError, from: Headers): Response {
  const headers = new Headers({ 'content-type': 'application/json' });
  for (const name of ['retry-after', 'retry-after-ms', 'x-request-id']) {
    const value = from.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(JSON.stringify({ error }), { status, headers });
}

/** An error's code where it is a status: aggregators tell an error of the server behind them so. */
export function statusOf(code: string | undefined): number | undefined {
  return code !== undefined && /^[45]\d\d$/u.test(code) ? Number(code) : undefined;
}

/** `{error: {message, code}}`, `{error: "…"}`, `{message, code}`, `{detail}`, a page, or any text. */
function errorOf(text: string): RegularError {
  const body = parse(text);
  const value = isObject(body) && !isBlank(body['error']) ? body['error'] : body;
  if (!isObject(value)) return { message: typeof value === 'string' ? value : pageText(text) };
  const message = [value['message'], value['detail'], value['msg']].find((part) => !isBlank(part));
  const code = [value['code'], value['status_code'], value['type']].find((part) => typeof part === 'string' || typeof part === 'number');
  const inner = isObject(value['metadata']) ? value['metadata']['raw'] : undefined;
  return {
    message: `${typeof message === 'string' ? message : JSON.stringify(message ?? value)}${typeof inner === 'string' ? ` (${shown(inner)})` : ''}`,
    ...(code !== undefined && { code: String(code) }),
  };
}

/** What a page says, without its marks. */
function pageText(text: string): string {
  const title = /<title[^>]*>([\s\S]*?)<\/title>/iu.exec(text)?.[1];
  const plain = (title ?? text.replaceAll(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/giu, ' ')).replaceAll(/\s+/gu, ' ').trim();
  return `${/<html|<!doctype/iu.test(text) ? 'a web page: ' : ''}${shown(plain)}`;
}

async function* regularStream(body: ReadableStream<Uint8Array>): AsyncGenerator<object> {
  const calls = new RegularCalls();
  for await (const data of eventData(body)) {
    if (data.startsWith('[DONE]')) return;
    const value = parse(data);
    if (!isObject(value)) {
      yield { error: { message: `the stream holds what is not JSON: ${shown(data)}` } };
      return;
    }
    if (isError(value)) {
      yield { error: errorOf(data) };
      return;
    }
    yield regularChunk(value, calls);
  }
}

// oxlint-disable-next-line require-await -- one shape for what is there and what comes
async function* chunksOf(chunks: readonly object[]): AsyncGenerator<object> {
  yield* chunks;
}

function streamed(chunks: AsyncGenerator<object>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await chunks.next();
      if (done === true) {
        controller.enqueue(encoder.encode('data: [DONE]\n\n'));
        controller.close();
      } else controller.enqueue(encoder.encode(`data: ${JSON.stringify(value)}\n\n`));
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
  return new Response(body, { status: 200, headers: { 'content-type': 'text/event-stream' } });
}

/** A completion that came at once, as the only chunk of a stream. */
function wholeAsChunk(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const choices = Array.isArray(value['choices']) ? (value['choices'] as readonly unknown[]) : [];
  return { ...value, choices: choices.map((choice) => (isObject(choice) ? { ...choice, delta: choice['message'] } : choice)) };
}

async function bodyOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of response.body ?? []) {
    text += decoder.decode(part, { stream: true });
    if (text.length > LONGEST_BODY) break;
  }
  return text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Expected: pages and plain texts of proxies.
    return undefined;
  }
}

function shown(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function isError(value: Readonly<Record<string, unknown>>): boolean {
  return !isBlank(value['error']) || value['object'] === 'error';
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
