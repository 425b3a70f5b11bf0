import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { serveEndpoints, temporaryDirectory } from '../served-endpoints.ts';

const before = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
});

describe('a queue URL that was stored', () => {
  it('still finds its queue when the endpoint has another port, for a client that the environment points here', async () => {
    const stateDir = await temporaryDirectory();
    let stored = '';
    {
      await using first = await serveEndpoints({ stateDir, port: 0 });
      stored = await first.queue('kept');
      await first.sqs.send(new SendMessageCommand({ QueueUrl: stored, MessageBody: 'x' }));
    }
    {
      await using second = await serveEndpoints({ stateDir, port: 0 });
      expect(new URL(second.endpoints.endpoint).port).not.toBe(new URL(stored).port);
      Object.assign(process.env, second.endpoints.env, { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' });
      const client = new SQSClient({ useQueueUrlAsEndpoint: false });
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: stored }));
      client.destroy();
      expect(Messages.map((message) => message.Body)).toEqual(['x']);
    }
    await rm(stateDir, { recursive: true, force: true });
  });
});
