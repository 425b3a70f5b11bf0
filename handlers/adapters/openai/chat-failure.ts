import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import type { ModelOutcome } from '../../shell/ports.ts';
import { reasonOf, unknownModel, unreachable } from './advice.ts';
import type { Connection } from './connection.ts';

const TOO_LONG = /context[ _]length|context window|context size|maximum context|too many tokens|prompt is too long|exceeds? the (available )?context/iu;
const NO_CREDIT = /insufficient_quota|billing|exceeded your current quota/iu;

/** What an error of a call means to the protocol; messages say what to do and hold no key. */
export function toChatFailure(cause: unknown, connection: Connection, model: string): ModelOutcome {
  if (cause instanceof APIUserAbortError || cause instanceof APIConnectionTimeoutError || (cause instanceof Error && cause.name === 'TimeoutError'))
    return { kind: 'unavailable', message: 'the model did not answer in time' };
  if (cause instanceof APIConnectionError) return { kind: 'unavailable', message: unreachable(connection, reasonOf(cause)) };
  if (!(cause instanceof APIError))
    return { kind: 'unavailable', message: safe(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause), connection) };
  const status = typeof cause.status === 'number' ? cause.status : undefined;
  const code = typeof cause.code === 'string' ? cause.code : '';
  const said = safe(cause.message, connection);
  // What the endpoint of another kind reports as a failed request, this protocol knows as a stop reason.
  if ((status === 400 || status === 413 || status === undefined) && (code === 'context_length_exceeded' || TOO_LONG.test(said))) return tooLong;
  if (status === 429 && NO_CREDIT.test(`${code} ${said}`))
    return { kind: 'denied', code: 'MODEL_ACCESS', message: `no credit for the model "${model}" (${said}): top up the account, or choose another model` };
  if (status === 429 || code === 'rate_limit_exceeded') return { kind: 'throttled', message: said, ...retryAfter(cause.headers) };
  if (status === 401 || status === 403)
    return {
      kind: 'denied',
      code: 'MODEL_ACCESS',
      message: `no access to the model "${model}" at ${connection.baseUrl} (${said}): check ${connection.provider === 'ollama' ? 'OLLAMA_API_KEY' : 'OPENAI_API_KEY'} and what it may be used for`,
    };
  if (status === 404) return { kind: 'denied', code: 'MODEL_UNKNOWN', message: unknownModel(connection, model, said) };
  if (status === 503 || status === 529) return { kind: 'throttled', message: said, ...retryAfter(cause.headers) };
  if (status === undefined || status === 408 || status === 409 || status >= 500) return { kind: 'unavailable', message: said };
  return { kind: 'invalid', message: said };
}

/** Seconds, or a date (RFC 9110, Retry-After). */
function retryAfter(headers: Headers | undefined): { readonly retryAfterMs?: number } {
  const value = headers?.get('retry-after') ?? '';
  const milliseconds = /^\d+(\.\d+)?$/u.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(milliseconds) && milliseconds > 0 ? { retryAfterMs: Math.ceil(milliseconds) } : {};
}

/** Endpoints repeat a wrong key in part; what is told here holds none of it. */
function safe(text: string, { apiKey }: Connection): string {
  return text
    .replaceAll(apiKey.length > 4 ? apiKey : /(?!)/gu, '***')
    .replaceAll(/\bsk-[\w*.-]+/gu, 'sk-***')
    .slice(0, 1_000);
}

const tooLong: ModelOutcome = {
  kind: 'answered',
  content: [],
  stopReason: 'model_context_window_exceeded',
  usage: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, costUsd: 0 },
};
