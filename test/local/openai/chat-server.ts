import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ChatError, parseChatRequest, type ChatRequest } from './chat-request.ts';
import { chunksOf, type ChatAnswer } from './chat-stream.ts';

/** An answer, an answer that breaks off after some chunks, or silence. A refusal is thrown as a {@link ChatError}. */
export type ChatReply =
  | ChatAnswer
  /** Chunks as they are, for servers that are less exact than the service. */
  | { readonly chunks: readonly object[] }
  | { readonly cutAfter: number; readonly answer: ChatAnswer }
  | { readonly silent: true };

export interface ChatServer extends AsyncDisposable {
  /** For instance `http://127.0.0.1:40123/v1`. */
  readonly url: string;
  readonly requests: ChatRequest[];
  /** Values of the authorization header. */
  readonly keys: string[];
}

/** A server on a loopback port that speaks Chat Completions as strictly as the service, streamed only, over a script. */
export async function startChatServer(script: (request: ChatRequest, call: number) => ChatReply | Promise<ChatReply>, models = ['small']): Promise<ChatServer> {
  const requests: ChatRequest[] = [];
  const keys: string[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = '';
    for await (const part of request) body += String(part);
    keys.push(request.headers.authorization ?? '');
    if (!/^Bearer \S+$/u.test(request.headers.authorization ?? '')) throw new ChatError(401, "You didn't provide an API key.", 'invalid_api_key');
    if (request.method === 'GET' && request.url === '/v1/models') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ object: 'list', data: models.map((id) => ({ id, object: 'model' })) }));
      return;
    }
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions')
      throw new ChatError(404, `Invalid URL (${request.method ?? ''} ${request.url ?? ''})`);
    const chat = parseChatRequest(body);
    if (!models.includes(chat.model)) throw new ChatError(404, `The model '${chat.model}' does not exist`, 'model_not_found');
    if (chat.stream !== true) throw new ChatError(400, 'this server streams only');
    requests.push(chat);
    const reply = await script(chat, requests.length - 1);
    if ('silent' in reply) return;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const chunks = 'chunks' in reply ? reply.chunks : chunksOf(chat, 'cutAfter' in reply ? reply.answer : reply);
    for (const chunk of 'cutAfter' in reply ? chunks.slice(0, reply.cutAfter) : chunks) response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    if ('cutAfter' in reply) response.destroy();
    else response.end('data: [DONE]\n\n');
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      const refusal = error instanceof ChatError ? error : new ChatError(500, error instanceof Error ? error.message : String(error));
      response.writeHead(refusal.status, { 'content-type': 'application/json', ...refusal.headers });
      response.end(JSON.stringify({ error: { message: refusal.message, type: 'invalid_request_error', param: null, code: refusal.code } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    keys,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
