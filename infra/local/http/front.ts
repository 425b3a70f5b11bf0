/**
 * One loopback port for everything: HTTP/1.1 and HTTP/2 without TLS, told apart by the first bytes of a connection.
 * Requests from a browser page and requests for another host are refused, so that no web site reaches the services.
 */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import type { Exchange, Reply } from './exchange.ts';

/** Answers an exchange; `undefined` closes the connection without an answer. May write to the response itself. */
export type Handler = (
  exchange: Exchange,
  raw: { readonly request: IncomingMessage; readonly response: ServerResponse },
) => Promise<Reply | 'written' | undefined>;

export interface Front {
  readonly port: number;
  close(): Promise<void>;
}

/** Headers that belong to one hop of HTTP/1.1; HTTP/2 forbids them. */
const hopHeaders = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection']);
const longestBody = 512 * 1024 * 1024;

/** Listens on 127.0.0.1. `ports` are tried in order; 0 means any free one. Rejects when none can be had. */
export async function openFront(ports: readonly number[], handler: Handler, onDefect: (error: unknown) => void): Promise<Front> {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    serve(request, response, handler).catch((error: unknown) => {
      if (!(error instanceof Abandoned)) onDefect(error);
      response.destroy();
    });
  };
  const http1 = http.createServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 }, listener);
  // The compatibility API of HTTP/2 offers the parts of IncomingMessage and ServerResponse that are used here.
  const plain2 = http2.createServer((request, response) => listener(request as unknown as IncomingMessage, response as unknown as ServerResponse));
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setNoDelay(true);
    socket.once('data', (first) => {
      socket.pause();
      socket.unshift(first);
      (first.subarray(0, 3).toString('latin1') === 'PRI' ? plain2 : http1).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  const port = await listen(server, ports);
  // Without a listener a connection that cannot be accepted, for want of file descriptors, would end the process.
  server.on('error', onDefect);
  return {
    port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function listen(server: net.Server, ports: readonly number[]): Promise<number> {
  let refusal: unknown;
  for (const port of ports) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject);
          resolve();
        });
      });
      const address = server.address();
      if (address !== null && typeof address === 'object') return address.port;
    } catch (error) {
      refusal = error;
    }
  }
  throw new Error(`no port of ${ports.join(', ')} on 127.0.0.1 can be listened on: end what holds it or choose another`, { cause: refusal });
}

/** The client went away before its request was complete. */
class Abandoned extends Error {}

async function serve(request: IncomingMessage, response: ServerResponse, handler: Handler): Promise<void> {
  const body = await readBody(request);
  const host = request.headers.host ?? String(request.headers[':authority'] ?? '');
  const refusal = refuse(host, request.headers.origin);
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const abandonments: (() => void)[] = [];
  response.once('close', () => {
    if (!response.writableFinished) for (const listener of abandonments) listener();
  });
  const exchange: Exchange = {
    method: request.method ?? 'GET',
    path: bucketInHost(host) + path,
    query: new URLSearchParams(query),
    headers: request.headers,
    body,
    origin: `http://${host}`,
    onAbandoned: (listener) => abandonments.push(listener),
  };
  const reply = refusal ?? (await handler(exchange, { request, response }));
  if (reply === 'written') return;
  if (reply === undefined) {
    request.socket.destroy();
    return;
  }
  if (response.destroyed) return;
  const isHttp2 = request.httpVersionMajor === 2;
  for (const [name, value] of Object.entries(reply.headers)) if (!isHttp2 || !hopHeaders.has(name)) response.setHeader(name, value);
  if (!response.hasHeader('content-length') && reply.status !== 204 && reply.status !== 304)
    response.setHeader('content-length', Buffer.byteLength(reply.body));
  response.statusCode = reply.status;
  response.end(request.method === 'HEAD' ? undefined : reply.body);
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > longestBody) reject(new Abandoned(`a request of more than ${longestBody} bytes`));
      else parts.push(part);
    });
    request.on('end', () => resolve(parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)));
    request.on('error', (cause) => reject(new Abandoned('the client closed the connection', { cause })));
    request.on('close', () => reject(new Abandoned('the client closed the connection')));
  });
}

/** A page in a browser sends Origin with whatever may change something; DNS rebinding shows in the host. */
function refuse(host: string, origin: string | undefined): Reply | undefined {
  const name = host.replace(/:\d+$/, '');
  const local = name === '127.0.0.1' || name === '[::1]' || name === 'localhost' || name.endsWith('.localhost');
  if (local && origin === undefined) return undefined;
  return {
    status: 403,
    headers: { 'content-type': 'text/plain' },
    body: `The embedded runtime answers programs on this machine only${local ? '' : `, not for the host "${host}"`}.\n`,
  };
}

/** S3 clients with a named endpoint put the bucket before it: `<bucket>.localhost`. Returned as a path prefix. */
function bucketInHost(host: string): string {
  const bucket = /^([a-z0-9][a-z0-9.-]+)\.localhost(?::\d+)?$/.exec(host)?.[1];
  return bucket === undefined ? '' : `/${bucket}`;
}
