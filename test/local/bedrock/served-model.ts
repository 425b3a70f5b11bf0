import { createServer } from 'node:http2';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { createBedrockEndpoint, type EndpointLimits } from '../../../infra/local/bedrock/endpoint.ts';
import type { ConverseModel } from '../../../infra/local/bedrock/converse-model.ts';

/** A model behind the endpoint on a loopback port, with the real SDK client (HTTP/2, as it speaks by default). */
export interface ServedModel extends AsyncDisposable {
  readonly client: BedrockRuntimeClient;
  readonly url: string;
}

export async function serveModel(model: ConverseModel, limits: EndpointLimits = {}): Promise<ServedModel> {
  const endpoint = createBedrockEndpoint(model, limits);
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    // The compatibility response has all that the endpoint uses of an HTTP/1.1 one.
    request.on('end', () => void endpoint({ url: request.url, method: request.method }, Buffer.concat(parts), response as unknown as ServerResponse));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = new BedrockRuntimeClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  return {
    client,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
