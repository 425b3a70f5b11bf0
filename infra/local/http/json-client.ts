/**
 * A lean client for the runtime's own calls to its endpoints (polling, provisioning of rules). Handlers use the AWS SDK;
 * a poller that runs for every message saves nine tenths of its cost with this.
 */
import http from 'node:http';
import { AwsError } from './aws-error.ts';
import { isObject } from './fields.ts';

export class JsonClient {
  readonly #endpoint: URL;
  readonly #agent = new http.Agent({ keepAlive: true });

  constructor(endpoint: string) {
    this.#endpoint = new URL(endpoint);
  }

  /**
   * Calls an operation, for instance `AmazonSQS.SendMessage`, and returns the members of the answer. Throws the
   * service's error as an AwsError, and what the connection throws when there is no answer.
   */
  call(target: string, input: object, signal?: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
    const body = JSON.stringify(input);
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          host: this.#endpoint.hostname,
          port: this.#endpoint.port,
          method: 'POST',
          path: '/',
          agent: this.#agent,
          headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target, 'content-length': Buffer.byteLength(body) },
          ...(signal === undefined ? {} : { signal }),
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () => {
            try {
              resolve(toAnswer(response.statusCode ?? 0, Buffer.concat(parts).toString(), target));
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
            }
          });
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function toAnswer(status: number, text: string, target: string): Readonly<Record<string, unknown>> {
  const answer: unknown = text === '' ? {} : JSON.parse(text);
  if (!isObject(answer)) throw new Error(`${target} answered with status ${status} and no JSON object`);
  if (status === 200) return answer;
  throw new AwsError(String(answer['__type'] ?? 'UnknownError'), String(answer['message'] ?? answer['Message'] ?? `${target} failed with status ${status}`), status);
}
