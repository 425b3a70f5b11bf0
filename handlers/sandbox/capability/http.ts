import { lookup } from 'node:dns/promises';
import type { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { AgentHttpResponse } from '../agent-api.ts';
import type { Capability } from '../broker.ts';
import { isPrivateAddress } from '../private-address.ts';
import { CapabilityRefusal } from '../refusal.ts';
import { Input } from './input.ts';

/** How names are resolved and requests leave; the real ones by default, others in tests. */
export interface HttpTransport {
  /** All addresses of a host. */
  resolve(host: string): Promise<readonly string[]>;
  /** Sends to that very address, whatever the name resolves to by now; never follows a redirect. */
  send(request: PinnedRequest, signal: AbortSignal): Promise<AgentHttpResponse>;
}

export interface PinnedRequest {
  readonly url: URL;
  readonly address: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly maximumBytes: number;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
/** Their requests have no body. */
const BODILESS = new Set(['GET', 'HEAD']);
/** Set by us or by the connection; an agent that sets them could confuse a proxy or claim another host. */
const RESERVED_HEADERS = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'proxy-authorization',
  'proxy-connection',
]);
const TIMEOUT_MS = 15_000;
const REQUESTS = 50;
const BODY_CHARACTERS = 256 * 1024;
const RESPONSE_BYTES = 512 * 1024;

/** `ctx.http`: https to the granted hosts and nowhere else. */
export function createHttpCapability(hosts: readonly string[], transport: HttpTransport = createNetwork()): Capability {
  let requests = 0;
  return {
    async call(value, signal) {
      const input = new Input('http.fetch', value);
      const url = parseUrl(input.text('url', 8_192), hosts);
      const method = (input.optionalText('method', 16) ?? 'GET').toUpperCase();
      if (!METHODS.has(method)) throw input.refusal('method', `one of ${[...METHODS].join(', ')}`);
      const headers = parseHeaders(input.field('headers'), input);
      const body = input.optionalText('body', BODY_CHARACTERS);
      if (body !== undefined && BODILESS.has(method)) throw input.refusal('body', `absent with "${method}"`);
      if (++requests > REQUESTS) throw new CapabilityRefusal('HTTP_BUDGET', `this run has made ${REQUESTS} requests, which is the limit`);
      const address = await publicAddress(url.hostname, transport);
      return transport.send({ url, address, method, headers, body, maximumBytes: RESPONSE_BYTES }, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]));
    },
  };
}

function parseUrl(text: string, hosts: readonly string[]): URL {
  const url = URL.parse(text);
  if (url === null) throw new CapabilityRefusal('INVALID_INPUT', `http.fetch: "${text.slice(0, 100)}" is not a URL`);
  if (url.protocol !== 'https:') throw new CapabilityRefusal('NOT_GRANTED', `only https is allowed, not "${url.protocol}"`);
  if (url.username !== '' || url.password !== '' || url.port !== '')
    throw new CapabilityRefusal('NOT_GRANTED', 'a URL with credentials or a port is not allowed');
  if (!hosts.includes(url.hostname))
    throw new CapabilityRefusal('NOT_GRANTED', `the host "${url.hostname}" is not granted to this agent: add "http:${url.hostname}" to its capabilities`);
  return url;
}

function parseHeaders(value: unknown, input: Input): Readonly<Record<string, string>> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw input.refusal('headers', 'an object of strings');
  const entries = Object.entries(value);
  if (entries.length > 32) throw input.refusal('headers', 'at most 32 headers');
  for (const [name, content] of entries) {
    if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$/.test(name) || RESERVED_HEADERS.has(name.toLowerCase()))
      throw input.refusal('headers', `without "${name.slice(0, 100)}"`);
    if (typeof content !== 'string' || content.length > 4_096 || /[^\t\x20-\x7e\x80-\xff]/.test(content))
      throw input.refusal(`headers.${name}`, 'a line of at most 4,096 Latin characters');
  }
  return Object.fromEntries(entries) as Record<string, string>;
}

/** Resolves once; refuses when any answer is private (a name that leads to both is an attack), and pins the first. */
async function publicAddress(host: string, transport: HttpTransport): Promise<string> {
  const bare = host.replace(/^\[|\]$/g, '');
  const addresses = isIP(bare) !== 0 ? [bare] : await transport.resolve(host);
  const [first] = addresses;
  if (first === undefined) throw new CapabilityRefusal('HTTP_FAILED', `the host "${host}" has no address`, true);
  if (addresses.some(isPrivateAddress)) throw new CapabilityRefusal('NOT_GRANTED', `the host "${host}" leads to a private address`);
  return first;
}

/** The real network. `request`: how a request is begun; tests, which have no certificates, begin one without TLS. */
export function createNetwork(request: typeof httpsRequest | typeof httpRequest = httpsRequest): HttpTransport {
  return {
    async resolve(host) {
      try {
        return (await lookup(host, { all: true })).map((answer) => answer.address);
      } catch (error) {
        throw new CapabilityRefusal('HTTP_FAILED', `the host "${host}" cannot be resolved: ${error instanceof Error ? error.message : String(error)}`, true);
      }
    },
    send: ({ url, address, method, headers, body, maximumBytes }, signal) =>
      new Promise((resolve, reject) => {
        const fail = (message: string, code = 'HTTP_FAILED'): void =>
          reject(new CapabilityRefusal(code, `${method} ${url.hostname}: ${message}`, code === 'HTTP_FAILED'));
        let answered = false;
        const sent = request(
          url,
          {
            method,
            // Node frames no body of a DELETE by itself: whoever reads it would take the body for a request of its own.
            headers: { ...headers, 'accept-encoding': 'identity', ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
            agent: false,
            signal,
            lookup: (_host, options, done) => (options.all === true ? done(null, [{ address, family: isIP(address) }]) : done(null, address, isIP(address))),
          },
          (response) => {
            answered = true;
            const parts: Buffer[] = [];
            let bytes = 0;
            response.on('data', (part: Buffer) => {
              bytes += part.length;
              if (bytes > maximumBytes) {
                fail(`the answer is larger than ${maximumBytes} bytes`, 'TOO_LARGE');
                sent.destroy();
              } else parts.push(part);
            });
            response.on('error', (error) => fail(error.message));
            response.on('end', () => {
              const text = Object.entries(response.headers).map(
                ([name, content]) => [name, Array.isArray(content) ? content.join(', ') : (content ?? '')] as const,
              );
              resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(text), body: Buffer.concat(parts).toString('utf8') });
            });
          },
        );
        sent.on('error', (error) => fail(error.name === 'TimeoutError' || signal.aborted ? `no answer within ${TIMEOUT_MS / 1_000} s` : error.message));
        // An answer that switches protocols ends the request without an answer and without an error.
        sent.on('close', () => {
          if (!answered) fail('the connection ended without an answer');
        });
        sent.end(body);
      }),
  };
}
