/** Passing requests to the table engine, byte for byte or as calls of the runtime's own. */
import http, { type IncomingHttpHeaders } from 'node:http';
import { toAwsError } from '../http/aws-json.ts';
import type { Exchange, Reply } from '../http/exchange.ts';
import { isObject } from '../http/fields.ts';
import type { TableEngine } from './table-engine.ts';

export type Members = Readonly<Record<string, unknown>>;

/** A signature in the right form: the engines look for one and do not check it. */
const signature: IncomingHttpHeaders = {
  authorization: 'AWS4-HMAC-SHA256 Credential=local/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20200101T000000Z',
};

export class TableClient {
  readonly #engine: TableEngine;
  readonly #agent = new http.Agent({ keepAlive: true });

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  /** Sends the exchange on as it is and returns the engine's answer as it is. */
  async forward(exchange: Exchange): Promise<Reply> {
    const wanted = ['content-type', 'x-amz-target', 'authorization', 'x-amz-date'];
    const headers = Object.fromEntries(Object.entries(exchange.headers).filter(([name]) => wanted.includes(name)));
    return this.#send({ ...signature, ...headers }, exchange.body);
  }

  /** Calls an operation; throws the engine's error as an AwsError. */
  async call(operation: string, input: Members): Promise<Members> {
    const headers = { ...signature, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` };
    const reply = await this.#send(headers, Buffer.from(JSON.stringify(input)));
    const answer: unknown = JSON.parse(reply.body.toString());
    if (!isObject(answer)) throw new Error(`the table engine answered ${operation} with no JSON object`);
    if (reply.status === 200) return answer;
    throw toAwsError(reply.status, answer);
  }

  close(): void {
    this.#agent.destroy();
  }

  async #send(headers: IncomingHttpHeaders, body: Buffer): Promise<Reply> {
    const port = await this.#engine.port();
    return new Promise((resolve, reject) => {
      const request = http.request(
        { host: '127.0.0.1', port, method: 'POST', path: '/', agent: this.#agent, headers: { ...headers, 'content-length': body.length } },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () => {
            const kept = Object.entries(response.headers).flatMap(([name, value]) =>
              typeof value === 'string' && name !== 'connection' && name !== 'keep-alive' && name !== 'transfer-encoding' ? [[name, value] as const] : [],
            );
            resolve({ status: response.statusCode ?? 502, headers: Object.fromEntries(kept), body: Buffer.concat(parts) });
          });
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  }
}
