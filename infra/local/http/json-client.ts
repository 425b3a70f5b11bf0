/**
 * A lean client for the runtime's own calls to its endpoints (polling, provisioning). Handlers use the AWS SDK; a
 * poller runs for every message, and without the SDK's layers it costs a fraction.
 */
import http from 'node:http';
import { toAwsError } from './aws-json.ts';
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
  async call(target: string, input: object, signal?: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
    const { status, text } = await this.#post(target, JSON.stringify(input), signal);
    const answer: unknown = text === '' ? {} : JSON.parse(text);
    if (!isObject(answer)) throw new Error(`${target} answered with status ${status} and no JSON object`);
    if (status !== 200) throw toAwsError(status, answer);
    return answer;
  }
  close(): void {
    this.#agent.destroy();
  }

  #post(target: string, body: string, signal: AbortSignal | undefined): Promise<{ readonly status: number; readonly text: string }> {
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
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  }
}
