/**
 * Where an OpenAI-compatible endpoint is, and how it is asked. From the environment: `MODEL_URL` for either provider, else
 * `OPENAI_BASE_URL` or `OLLAMA_HOST`; the key from `OPENAI_API_KEY` or `OLLAMA_API_KEY`. The key stays in this object: it is never logged, stored or
 * part of an error.
 */

/** A function's environment variables, as `process.env` gives them. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Connection {
  readonly provider: 'openai' | 'ollama';
  /** For instance `http://127.0.0.1:11434/v1`. */
  readonly baseUrl: string;
  readonly apiKey: string;
}

const OPENAI = 'https://api.openai.com/v1';
const OLLAMA = 'http://127.0.0.1:11434/v1';
/** Servers on this machine want no key, the client does. */
const NO_KEY = 'none';

/** The connection of a provider. Throws when OpenAI itself is to be asked without a key, or the address is none. */
export function connectionOf(provider: 'openai' | 'ollama', environment: Environment): Connection {
  const read = (name: string): string | undefined => (environment[name]?.trim() === '' ? undefined : environment[name]?.trim());
  const given = read('MODEL_URL') ?? (provider === 'ollama' ? fromOllamaHost(read('OLLAMA_HOST')) : read('OPENAI_BASE_URL'));
  const baseUrl = checked(given ?? (provider === 'ollama' ? OLLAMA : OPENAI));
  const apiKey = read(provider === 'openai' ? 'OPENAI_API_KEY' : 'OLLAMA_API_KEY');
  if (apiKey === undefined && new URL(baseUrl).hostname === 'api.openai.com')
    throw new Error('OpenAI wants an API key: set OPENAI_API_KEY, or name your own endpoint with --model-url (OPENAI_BASE_URL)');
  return { provider, baseUrl, apiKey: apiKey ?? NO_KEY };
}

/** In which of its variants an endpoint speaks the protocol. */
export interface Dialect {
  /** The parameter for the output tokens. */
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  /** Whether the endpoint is asked to count tokens at the end of a stream. */
  readonly countsInStream: boolean;
}

/** Newer models of OpenAI, on Azure too, refuse `max_tokens`; servers that speak its protocol may not know `max_completion_tokens`. */
export function dialectOf({ baseUrl }: Connection): Dialect {
  const newer = /(^|\.)(openai\.com|openai\.azure\.com|services\.ai\.azure\.com|cognitiveservices\.azure\.com)$/u.test(new URL(baseUrl).hostname);
  return { limit: newer ? 'max_completion_tokens' : 'max_tokens', countsInStream: true };
}

/** `OLLAMA_HOST` is what Ollama itself reads: a host, a host with port, or a URL. 0.0.0.0 is where it listens, not where it is. */
function fromOllamaHost(host: string | undefined): string | undefined {
  if (host === undefined) return undefined;
  const url = new URL(/^https?:\/\//u.test(host) ? host : `http://${host}`);
  if (url.port === '' && url.protocol === 'http:' && !/:80$/u.test(host)) url.port = '11434';
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  return `${url.origin}/v1`;
}

function checked(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/u.test(url.protocol))
    throw new Error(`the model's address is "${text}": give a URL, for instance --model-url http://127.0.0.1:8080/v1`);
  return text.replace(/\/+$/u, '');
}
