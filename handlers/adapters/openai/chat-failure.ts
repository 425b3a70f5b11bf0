import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import { estimateTokens } from '../../core/orchestration/token-estimate.ts';
import type { ModelOutcome, ModelRequest, StopReason } from '../../shell/ports.ts';
import { reasonOf, unknownModel, unreachable, webPage, withoutTools } from './advice.ts';
import type { Connection } from './connection.ts';
import { statusOf, WEB_PAGE } from './regular-response.ts';

/** As OpenAI, Azure, vLLM, llama.cpp, LM Studio, Groq, Gemini, Mistral, OpenRouter and text-generation-inference say it. */
const TOO_LONG =
  /context[ _](length|window|size|the overflows)|maximum context|too many tokens|prompt is too long|input token count|reduce the length|exceeds? the (available |maximum )?(context|number of tokens)|`inputs` tokens/iu;
/** More than an account may send in one minute: it never passes by waiting (OpenAI with 429, Groq with 413). */
const TOO_LARGE = /request too large/iu;
const NO_CREDIT = /insufficient_quota|insufficient[ _](balance|credits)|billing|exceeded your current quota/iu;
/** As Ollama, llama.cpp, vLLM and OpenRouter say it. */
const WITHOUT_TOOLS =
  /does not support (tools|function)|unsupported param: tools|tools param requires|enable-auto-tool-choice|support tool use|tool(s| calling| use) (is|are) not supported/iu;
/** The model has called a tool in a way that its server could not read (Groq); another answer may be better. */
const MISCALLED = /tool_use_failed/u;

/** What an error of a call means to the protocol; messages say what to do and hold no key. */
export function toChatFailure(
  cause: unknown,
  connection: Connection,
  model: string,
  request: Pick<ModelRequest, 'system' | 'messages' | 'tools'>,
): ModelOutcome {
  if (cause instanceof APIUserAbortError || cause instanceof APIConnectionTimeoutError || (cause instanceof Error && cause.name === 'TimeoutError'))
    return { kind: 'unavailable', message: 'the model did not answer in time' };
  if (cause instanceof APIConnectionError) return { kind: 'unavailable', message: unreachable(connection, reasonOf(cause)) };
  if (!(cause instanceof APIError))
    return { kind: 'unavailable', message: safe(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause), connection) };
  const code = typeof cause.code === 'string' ? cause.code : '';
  const status = typeof cause.status === 'number' ? cause.status : statusOf(code);
  const said = safe(cause.message, connection);
  if (code === WEB_PAGE) return { kind: 'denied', code: 'MODEL_UNKNOWN', message: webPage(connection, said) };
  if (status !== 401 && status !== 403) {
    // What the endpoint of another kind reports as a failed request, this protocol knows as a stop reason.
    const limited = status === 429 || code === 'rate_limit_exceeded';
    if (code === 'context_length_exceeded' || TOO_LARGE.test(said) || (!limited && TOO_LONG.test(said)))
      return stopped('model_context_window_exceeded', { inputTokens: 0, costUsd: 0 });
    if (code === 'content_filter') return stopped('content_filtered', { inputTokens: 0, costUsd: 0 });
    if (MISCALLED.test(code)) return stopped('malformed_tool_use', { inputTokens: estimateTokens([request.system, request.messages, request.tools]) });
    if (!limited && WITHOUT_TOOLS.test(said)) return { kind: 'denied', code: 'MODEL_WITHOUT_TOOLS', message: withoutTools(connection, model, said) };
  }
  if (status === 402 || (status === 429 && NO_CREDIT.test(`${code} ${said}`)))
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

/** Seconds, or a date (RFC 9110, Retry-After); OpenAI and Azure have milliseconds beside it. */
function retryAfter(headers: Headers | undefined): { readonly retryAfterMs?: number } {
  const exact = Number(headers?.get('retry-after-ms') ?? 0);
  if (exact > 0) return { retryAfterMs: Math.ceil(exact) };
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

function stopped(stopReason: StopReason, { inputTokens, costUsd }: { readonly inputTokens: number; readonly costUsd?: number }): ModelOutcome {
  return { kind: 'answered', content: [], stopReason, usage: { inputTokens, outputTokens: 0, cachedTokens: 0, ...(costUsd !== undefined && { costUsd }) } };
}
