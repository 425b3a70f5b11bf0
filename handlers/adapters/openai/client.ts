import OpenAI from 'openai';
import type { Connection } from './connection.ts';
import { regularFetch } from './regular-response.ts';

/** A client that repeats nothing: the protocol owns retries, and a wait for `Retry-After` belongs to it. */
export function createOpenAiClient({ baseUrl, apiKey }: Connection, timeoutMs: number): OpenAI {
  // Without these the client reads organisation and project from the environment and sends them to whatever endpoint it is.
  const own = new URL(baseUrl).hostname === 'api.openai.com' ? {} : { organization: null, project: null };
  return new OpenAI({ apiKey, baseURL: baseUrl, maxRetries: 0, timeout: timeoutMs, logLevel: 'off', fetch: regularFetch, ...own });
}
