/** The transport behind `ctx.http`, against servers on the loopback that say what honest ones do not. TLS is left out. */
import { request as httpRequest } from 'node:http';
import net from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createNetwork } from '../../../handlers/sandbox/capability/http.ts';

const servers: net.Server[] = [];
const sockets = new Set<net.Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** A server that answers with these bytes as soon as `enough` of the request is there. */
async function serve(answer: string | Buffer | ((socket: net.Socket) => void), enough = /\r\n\r\n/) {
  let heard = '';
  const server = net.createServer((socket) => {
    sockets.add(socket);
    let answered = false;
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (data) => {
      heard += data.toString('latin1');
      if (answered || !enough.test(heard)) return;
      answered = true;
      if (typeof answer === 'function') answer(socket);
      else socket.end(answer);
    });
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as net.AddressInfo;
  return { heard: () => heard, url: new URL(`http://api.example.com:${port}/a`) };
}

const send = (url: URL, over: { readonly method?: string; readonly body?: string } = {}) =>
  createNetwork(httpRequest).send(
    { url, address: '127.0.0.1', method: over.method ?? 'GET', headers: { 'Accept-Encoding': 'gzip' }, body: over.body, maximumBytes: 1_000 },
    new AbortController().signal,
  );

describe('a request', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s says how long its body is, so that nobody takes it for a request of its own', async (method) => {
    const smuggled = 'GET /admin HTTP/1.1\r\nHost: internal.example\r\n\r\n';
    const { heard, url } = await serve('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', /internal\.example\r\n\r\n/);
    expect(await send(url, { method, body: smuggled })).toMatchObject({ status: 200, body: 'ok' });
    expect(heard()).toMatch(new RegExp(`\r\ncontent-length: ${smuggled.length}\r\n`, 'i'));
    expect(heard().startsWith(`${method} /a HTTP/1.1\r\n`)).toBe(true);
  });

  it('goes to the pinned address under the name that was asked for, and takes no compressed answer', async () => {
    const { heard, url } = await serve('HTTP/1.1 204 No Content\r\n\r\n');
    await send(url);
    expect(heard()).toContain(`Host: ${url.host}\r\n`);
    expect(heard()).toMatch(/accept-encoding: identity\r\n/i);
    expect(heard()).not.toContain('gzip');
  });
});

describe('an answer', () => {
  it('that leads elsewhere is handed on as it is, and not followed', async () => {
    const { url } = await serve('HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n');
    expect(await send(url)).toEqual({ status: 302, headers: { location: 'http://169.254.169.254/', 'content-length': '0' }, body: '' });
  });

  it('that has no end is cut at the limit, and its connection is closed', async () => {
    const closed = Promise.withResolvers<void>();
    const { url } = await serve((socket) => {
      socket.on('close', () => closed.resolve());
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      const more = (): void => {
        while (!socket.destroyed && socket.write('400\r\n' + 'x'.repeat(1_024) + '\r\n'));
      };
      socket.on('drain', more);
      more();
    });
    await expect(send(url)).rejects.toMatchObject({ code: 'TOO_LARGE', message: 'GET api.example.com: the answer is larger than 1000 bytes' });
    await closed.promise;
  });

  it('that is compressed all the same is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(500_000));
    const head = Buffer.from(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`);
    const { url } = await serve(Buffer.concat([head, bomb]));
    const { body } = await send(url);
    expect(body.length).toBeLessThanOrEqual(bomb.length);
  });

  it.each([
    ['switches the protocol', 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'],
    ['is no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['ends before it begins', ''],
    ['ends in the middle', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'],
    ['has two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 4\r\n\r\nokok'],
    ['has headers without an end', `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}`],
  ])('that %s is a failure that may pass', async (_what, answer) => {
    const { url } = await serve(answer);
    await expect(send(url)).rejects.toMatchObject({ code: 'HTTP_FAILED', transient: true });
  });
});
