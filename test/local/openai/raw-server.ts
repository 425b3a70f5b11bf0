import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer, byte by byte as a server sends it. Gets the body of the request and the number of the call, from 0. */
export type RawAnswer = (response: ServerResponse, body: Readonly<Record<string, unknown>>, call: number) => void | Promise<void>;

export interface RawServer extends AsyncDisposable {
  /** For instance `http://127.0.0.1:40123/v1`. */
  readonly url: string;
  /** Bodies of the requests. */
  readonly bodies: Readonly<Record<string, unknown>>[];
}

/** A server on a loopback port that keeps to no protocol. */
export async function startRawServer(answer: RawAnswer): Promise<RawServer> {
  const bodies: Readonly<Record<string, unknown>>[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      let text = '';
      for await (const part of request) text += String(part);
      const body = JSON.parse(text) as Readonly<Record<string, unknown>>;
      bodies.push(body);
      await answer(response, body, bodies.length - 1);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    bodies,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
