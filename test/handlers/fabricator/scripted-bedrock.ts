/**
 * A Bedrock Runtime that answers ConverseStream from a script, over HTTP/1.1 and h2c on one loopback port: the SDK's
 * client speaks HTTP/2. It checks nothing; that is the embedded runtime's matter.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import { crc32 } from 'node:zlib';

export type Block = { readonly text: string } | { readonly toolUse: { readonly name: string; readonly input: unknown } };

export type Reply =
  | {
      readonly content: readonly Block[];
      readonly stopReason?: string;
      readonly cached?: number;
      /** Input and output tokens that it says it used; 10 and 5 when absent. */
      readonly used?: readonly [input: number, output: number];
    }
  /** Refused before the stream. */
  | { readonly refused: { readonly status: number; readonly type: string; readonly message: string } }
  /** Some text, then an exception within the stream. */
  | { readonly broken: { readonly type: string; readonly message: string } }
  /** Some text, and then the connection is reset, or the stream ends: in the middle of a message, or without its last ones. */
  | { readonly ends: 'reset' | 'within' | 'early' }
  /** Text without an end. */
  | { readonly endless: true };

export interface ConverseBody {
  readonly messages: readonly { readonly role: string; readonly content: readonly Record<string, unknown>[] }[];
  readonly system?: readonly { readonly text?: string }[];
  readonly inferenceConfig?: { readonly maxTokens?: number };
  readonly toolConfig?: { readonly tools: readonly { readonly toolSpec?: { readonly name: string } }[] };
}

export interface ScriptedBedrock {
  readonly url: string;
  readonly requests: ConverseBody[];
  /** Model ids of the requests. */
  readonly models: string[];
  script: (body: ConverseBody, call: number) => Reply;
  close(): Promise<void>;
}

export async function startScriptedBedrock(): Promise<ScriptedBedrock> {
  const sockets = new Set<net.Socket>();
  const server: { script: ScriptedBedrock['script']; readonly requests: ConverseBody[]; readonly models: string[] } = {
    script: () => ({ content: [{ text: 'no script' }] }),
    requests: [],
    models: [],
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let text = '';
    for await (const part of request) text += String(part);
    const body = JSON.parse(text) as ConverseBody;
    server.requests.push(body);
    server.models.push(decodeURIComponent(/\/model\/([^/]+)/u.exec(request.url ?? '')?.[1] ?? ''));
    const reply = server.script(body, server.requests.length - 1);
    if ('refused' in reply) {
      response.writeHead(reply.refused.status, { 'content-type': 'application/json', 'x-amzn-errortype': reply.refused.type });
      response.end(JSON.stringify({ message: reply.refused.message }));
      return;
    }
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    response.write(event('messageStart', { role: 'assistant' }));
    if ('endless' in reply) {
      const timer = setInterval(() => response.write(event('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'and so on ' } })), 20);
      response.on('close', () => clearInterval(timer));
      return;
    }
    if ('ends' in reply) {
      const text = event('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'I will' } });
      if (reply.ends === 'reset') response.write(text, () => response.destroy());
      else response.end(reply.ends === 'within' ? text.subarray(0, text.length - 9) : text);
      return;
    }
    if ('broken' in reply) {
      response.write(event('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'I will' } }));
      response.end(
        frame(
          { ':message-type': 'exception', ':exception-type': reply.broken.type, ':content-type': 'application/json' },
          JSON.stringify({ message: reply.broken.message }),
        ),
      );
      return;
    }
    reply.content.forEach((block, index) => {
      if ('toolUse' in block) {
        response.write(
          event('contentBlockStart', {
            contentBlockIndex: index,
            start: { toolUse: { toolUseId: `use-${server.requests.length}-${index}`, name: block.toolUse.name } },
          }),
        );
        response.write(event('contentBlockDelta', { contentBlockIndex: index, delta: { toolUse: { input: JSON.stringify(block.toolUse.input) } } }));
      } else response.write(event('contentBlockDelta', { contentBlockIndex: index, delta: { text: block.text } }));
      response.write(event('contentBlockStop', { contentBlockIndex: index }));
    });
    response.write(event('messageStop', { stopReason: reply.stopReason ?? (reply.content.some((block) => 'toolUse' in block) ? 'tool_use' : 'end_turn') }));
    const [inputTokens, outputTokens] = reply.used ?? [10, 5];
    response.end(
      event('metadata', {
        usage: {
          inputTokens,
          outputTokens,
          totalTokens: inputTokens + outputTokens,
          ...(reply.cached !== undefined && { cacheReadInputTokens: reply.cached }),
        },
        metrics: { latencyMs: 1 },
      }),
    );
  };
  const one = createServer((request, response) => void answer(request, response));
  const two = http2.createServer((request, response) => void answer(request as unknown as IncomingMessage, response as unknown as ServerResponse));
  const front = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    socket.once('readable', () => {
      const start = socket.read() as Buffer | null;
      if (start === null) return void socket.destroy();
      socket.unshift(start);
      (start.subarray(0, 3).toString() === 'PRI' ? two : one).emit('connection', socket);
    });
  });
  await new Promise<void>((ready) => front.listen(0, '127.0.0.1', ready));
  return Object.assign(server, {
    url: `http://127.0.0.1:${(front.address() as net.AddressInfo).port}`,
    close: () =>
      new Promise<void>((closed) => {
        front.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  });
}

const event = (type: string, body: unknown): Buffer =>
  frame({ ':message-type': 'event', ':event-type': type, ':content-type': 'application/json' }, JSON.stringify(body));

/** One message of application/vnd.amazon.eventstream: total, length of headers, checksum, headers, payload, checksum. */
function frame(headers: Readonly<Record<string, string>>, payload: string): Buffer {
  const encoded = Buffer.concat(
    Object.entries(headers).map(([name, value]) => {
      const bytes = Buffer.alloc(4 + name.length + value.length);
      bytes[0] = name.length;
      bytes.write(name, 1);
      bytes[1 + name.length] = 7;
      bytes.writeUInt16BE(value.length, 2 + name.length);
      bytes.write(value, 4 + name.length);
      return bytes;
    }),
  );
  const body = Buffer.from(payload);
  const total = 16 + encoded.length + body.length;
  const bytes = Buffer.alloc(total);
  bytes.writeUInt32BE(total, 0);
  bytes.writeUInt32BE(encoded.length, 4);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 8)), 8);
  encoded.copy(bytes, 12);
  body.copy(bytes, 12 + encoded.length);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, total - 4)), total - 4);
  return bytes;
}
