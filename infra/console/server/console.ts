/** The console's server: page, API and stream on a loopback port of its own, in the process of the embedded runtime. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Endpoints } from '../../local/endpoints.ts';
import { createToken, linkOf, readAddress, writeAddress, type Address } from './address.ts';
import { Changes } from './changes.ts';
import { EventLog } from './event-log.ts';
import { Feed } from './feed.ts';
import { refuseStranger, refuseUnknown, securityHeaders } from './guard.ts';
import { pageFiles } from './page.ts';
import { Queues } from './queues.ts';
import { Records } from './records.ts';
import { createRoutes, Refusal, type Routes } from './routes.ts';

export interface ConsoleOptions {
  readonly endpoints: Endpoints;
  /** The functions' environment: names of tables, queues, bus and bucket. Default: this process's. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Without one: the port of last time, 4748, or any free one. */
  readonly port?: number;
  readonly report?: (problem: string) => void;
}

export interface Console {
  /** The link that opens it; carries the token. */
  readonly link: string;
  readonly address: Address;
  close(): Promise<void>;
}

const preferredPort = 4748;
/** Bytes of a request's body. A task has at most 262,144 characters. */
const LONGEST_BODY = 2_000_000;

/** Starts it. The token and, when it is free, the port stay those of last time, so that an open page goes on. */
export async function startConsole(options: ConsoleOptions): Promise<Console> {
  const { endpoints, environment = process.env, report = (problem) => void process.stderr.write(`console: ${problem}\n`) } = options;
  const name = (variable: string): string => {
    const value = environment[variable];
    if (value === undefined)
      throw new Error(`the console needs ${variable}: start it in the process of the runtime, or set what the functions' environment holds`);
    return value;
  };
  const tables = { orchestration: name('TABLE_ORCHESTRATION'), workerState: name('TABLE_WORKER_STATE'), agentConfig: name('TABLE_AGENT_CONFIG') };
  const records = new Records({ orchestrationTable: tables.orchestration, workerStateTable: tables.workerState, bucket: name('BUCKET_CODE') });
  const queues = new Queues(endpoints, name('ARBITER_ENV'));
  const events = new EventLog();
  const feed = new Feed((anybody) => changes.lookedAt(anybody));
  const changes = new Changes({ endpoints, records, queues, events, feed, bus: name('BUS_ARBITER'), tables, report });
  const routes = createRoutes({ records, queues, events, stateDir: endpoints.stateDir, environment });

  const previous = readAddress(endpoints.stateDir);
  const token = previous?.token ?? createToken();
  const site = new Site(token, feed, routes, report);
  const port = await site.listen(options.port === undefined ? [previous?.port ?? preferredPort, preferredPort, 0] : [options.port]);
  const address = { port, token };
  writeAddress(endpoints.stateDir, address);
  return {
    link: linkOf(address),
    address,
    close: async () => {
      changes.close();
      feed.close();
      await site.close();
      routes.close();
      records.close();
      queues.close();
    },
  };
}

class Site {
  readonly #server: http.Server;
  readonly #token: string;
  readonly #feed: Feed;
  readonly #routes: Routes;
  #port = 0;

  constructor(token: string, feed: Feed, routes: Routes, report: (problem: string) => void) {
    this.#token = token;
    this.#feed = feed;
    this.#routes = routes;
    this.#server = http.createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        report(error instanceof Error ? (error.stack ?? error.message) : String(error));
        if (response.headersSent) response.destroy();
        else answer(response, 500, { error: `the console failed: ${error instanceof Error ? error.message : String(error)}` });
      });
    });
  }

  /** Tries the ports in order; 0 is any free one. */
  async listen(ports: readonly number[]): Promise<number> {
    let refusal: unknown;
    for (const port of ports) {
      try {
        await new Promise<void>((resolve, reject) => {
          this.#server.once('error', reject);
          this.#server.listen(port, '127.0.0.1', () => {
            this.#server.off('error', reject);
            resolve();
          });
        });
        const address = this.#server.address();
        if (address !== null && typeof address === 'object') return (this.#port = address.port);
      } catch (error) {
        refusal = error;
      }
    }
    throw new Error(`the console can listen on no port of ${ports.join(', ')} on 127.0.0.1: end what holds it`, { cause: refusal });
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    const stranger = refuseStranger(request, this.#port);
    if (stranger !== undefined) return answer(response, stranger.status, { error: stranger.error });
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${this.#port}`);
    if (!url.pathname.startsWith('/api/')) return servePage(request, url.pathname, response);
    const unknown = refuseUnknown(request, this.#token);
    if (unknown !== undefined) return answer(response, unknown.status, { error: unknown.error });
    if (url.pathname === '/api/stream' && request.method === 'GET') return this.#feed.open(request, response);
    try {
      const route = this.#routes.find(request.method ?? 'GET', url.pathname);
      if (route === undefined) throw new Refusal(404, `the console has no ${request.method ?? 'GET'} ${url.pathname}`);
      const body = await readBody(request);
      answer(response, 200, await route.run({ parts: route.parts, query: url.searchParams, body }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer(response, error.status, { error: error.message, ...(error.problems !== undefined && { problems: error.problems }) });
    }
  }
}

async function servePage(request: IncomingMessage, path: string, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, { error: 'the page can only be read' });
  const file = (await pageFiles()).get(path === '/' ? 'index.html' : path.slice(1));
  if (file === undefined) return answer(response, 404, { error: `the console has no file "${path}"` });
  response.writeHead(200, { 'content-type': file.type, 'cache-control': 'no-cache', 'content-length': file.body.length });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LONGEST_BODY) throw new Refusal(413, `the request is longer than ${LONGEST_BODY} bytes`);
    parts.push(part);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw new Refusal(400, 'the body is not JSON');
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
