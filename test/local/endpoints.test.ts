import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { CreateQueueCommand, ListQueuesCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from 'vitest';
import { startEndpoints } from '../../infra/local/endpoints.ts';
import { AwsError } from '../../infra/local/http/aws-error.ts';
import { findRuntime, removeState, StateDirectoryInUse } from '../../infra/local/state-directory.ts';
import { serveEndpoints, temporaryDirectory } from './served-endpoints.ts';

const directories: string[] = [];
const directory = async (): Promise<string> => {
  const created = await temporaryDirectory();
  directories.push(created);
  return created;
};
afterEach(async () => {
  for (const created of directories.splice(0)) await rm(created, { recursive: true, force: true });
});

describe('one port', () => {
  it('speaks HTTP/2 without TLS as well as HTTP/1.1', async () => {
    await using served = await serveEndpoints();
    const session = http2.connect(served.endpoints.endpoint);
    const answers = await Promise.all(
      Array.from({ length: 5 }, async (_, index) => {
        const stream = session.request({
          ':method': 'POST',
          ':path': '/',
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': 'AmazonSQS.CreateQueue',
        });
        stream.end(JSON.stringify({ QueueName: `h2-${index}` }));
        let text = '';
        for await (const part of stream.setEncoding('utf8')) text += String(part);
        return JSON.parse(text).QueueUrl;
      }),
    );
    session.close();
    expect(answers).toContain(`${served.endpoints.endpoint}/000000000000/h2-3`);
    expect((await served.sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'h2-' }))).QueueUrls).toHaveLength(5);
  });

  it('passes model requests of the HTTP/2 client to the Bedrock handler, and names it in the environment only then', async () => {
    const seen: string[] = [];
    await using served = await serveEndpoints({
      bedrock: (request, body, response) => {
        seen.push(`${request.url ?? ''} ${body.toString()}`);
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({
            output: { message: { role: 'assistant', content: [{ text: 'hi' }] } },
            stopReason: 'end_turn',
            usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
            metrics: { latencyMs: 1 },
          }),
        );
        return Promise.resolve();
      },
    });
    const client = new BedrockRuntimeClient({
      endpoint: served.endpoints.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    });
    const { output } = await client.send(new ConverseCommand({ modelId: 'local.model:1', messages: [{ role: 'user', content: [{ text: 'hello' }] }] }));
    client.destroy();
    expect(output?.message?.content).toEqual([{ text: 'hi' }]);
    expect(seen[0]).toMatch(/^\/model\/local\.model%3A1\/converse /);
    expect(Object.keys(served.endpoints.env)).toContain('AWS_ENDPOINT_URL_BEDROCK_RUNTIME');
    await using without = await serveEndpoints();
    expect(Object.keys(without.endpoints.env).toSorted()).toEqual([
      'AWS_ENDPOINT_URL_DYNAMODB',
      'AWS_ENDPOINT_URL_EVENTBRIDGE',
      'AWS_ENDPOINT_URL_LAMBDA',
      'AWS_ENDPOINT_URL_S3',
      'AWS_ENDPOINT_URL_SQS',
    ]);
  });

  it('answers programs on this machine only: no pages of a browser, no other host names', async () => {
    await using served = await serveEndpoints();
    const status = (headers: Readonly<Record<string, string>>) =>
      new Promise<number | undefined>((resolve, reject) =>
        http.get(`${served.endpoints.endpoint}/`, { headers }, (response) => resolve(response.resume().statusCode)).on('error', reject),
      );
    expect(await Promise.all([status({}), status({ origin: 'https://evil.example' }), status({ host: 'evil.example' })])).toEqual([200, 403, 403]);
    const other = await new Promise<string>((resolve) =>
      net
        .connect({ port: Number(new URL(served.endpoints.endpoint).port), host: '127.0.0.2' }, () => resolve('connected'))
        .on('error', (error) => resolve(error.message)),
    );
    expect(other).toContain('ECONNREFUSED');
  });

  it('explains an operation that it does not serve', async () => {
    await using served = await serveEndpoints();
    const response = await fetch(served.endpoints.endpoint, { method: 'POST', body: '{}', headers: { 'x-amz-target': 'AmazonSQS.AddPermission' } });
    expect([response.status, await response.json()]).toEqual([
      400,
      { __type: 'UnknownOperationException', message: expect.stringContaining('does not serve AmazonSQS.AddPermission') },
    ]);
    const broken = await fetch(served.endpoints.endpoint, { method: 'POST', body: '{', headers: { 'x-amz-target': 'AmazonSQS.ListQueues' } });
    expect(await broken.json()).toMatchObject({ __type: 'SerializationException' });
  });
});

describe('ports', () => {
  it('takes any free port when its own is taken, and says when a wanted one is', async () => {
    const blocker = net.createServer();
    await new Promise<void>((resolve) => blocker.listen(4747, '127.0.0.1', resolve).on('error', () => resolve()));
    const stateDir = await directory();
    const endpoints = await startEndpoints({ stateDir });
    expect(new URL(endpoints.endpoint).port).not.toBe('4747');
    await endpoints.stop();
    await expect(startEndpoints({ stateDir: await directory(), port: 4747 })).rejects.toThrow('no port of 4747 on 127.0.0.1 can be listened on');
    await new Promise((resolve) => blocker.close(resolve));
  });

  it('comes back on the port of last time, which stored queue URLs name', async () => {
    const stateDir = await directory();
    const first = await startEndpoints({ stateDir, port: 0 });
    await first.stop();
    const second = await startEndpoints({ stateDir });
    expect(second.endpoint).toBe(first.endpoint);
    await second.stop();
  });
});

describe('a state directory', () => {
  it('has one runtime: a second start finds the first', async () => {
    const stateDir = await directory();
    const first = await startEndpoints({ stateDir, port: 0 });
    expect(await findRuntime(stateDir)).toEqual({ pid: process.pid, endpoint: first.endpoint, startedAt: expect.any(Number) });
    const second = startEndpoints({ stateDir, port: 0 });
    await expect(second).rejects.toBeInstanceOf(StateDirectoryInUse);
    await expect(second).rejects.toMatchObject({
      runtime: { endpoint: first.endpoint },
      message: expect.stringContaining(`in use by the runtime at ${first.endpoint}`),
    });
    await expect(removeState(stateDir)).rejects.toBeInstanceOf(StateDirectoryInUse);
    await first.stop();
    expect(await findRuntime(stateDir)).toBeUndefined();
    await removeState(stateDir);
  });

  it('is taken over when its record is of a process that is dead or another', async () => {
    const stateDir = await directory();
    await writeFile(path.join(stateDir, 'runtime.json'), JSON.stringify({ pid: 999_999_999, endpoint: 'http://127.0.0.1:1', startedAt: 0 }));
    expect(await findRuntime(stateDir)).toBeUndefined();
    const other = await startEndpoints({ stateDir: await directory(), port: 0 });
    await writeFile(path.join(stateDir, 'runtime.json'), JSON.stringify({ pid: process.pid, endpoint: other.endpoint, startedAt: 0 }));
    expect(await findRuntime(stateDir)).toBeUndefined();
    const endpoints = await startEndpoints({ stateDir, port: 0 });
    expect((await findRuntime(stateDir))?.endpoint).toBe(endpoints.endpoint);
    await endpoints.stop();
    await other.stop();
  });

  it('is usable again after a start that failed', async () => {
    const stateDir = await directory();
    await writeFile(path.join(stateDir, 'services.db'), 'this is no database, and longer than a header of one would have to be '.repeat(20));
    await expect(startEndpoints({ stateDir, port: 0 })).rejects.toThrow('not a database');
    await rm(path.join(stateDir, 'services.db'));
    const endpoints = await startEndpoints({ stateDir, port: 0 });
    await endpoints.stop();
  });
});

describe('faults', () => {
  it('answer with an error, without effect', async () => {
    await using served = await serveEndpoints({
      faults: ({ operation }) => {
        if (operation === 'SendMessage') throw new AwsError('ThrottlingException', 'slow down', 400);
        if (operation === 'PutObject') throw new AwsError('SlowDown', 'Please reduce your request rate.', 503);
        return undefined;
      },
    });
    const QueueUrl = await served.queue('faulty');
    await expect(served.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))).rejects.toMatchObject({ name: 'ThrottlingException' });
    await expect(served.s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'x' }))).rejects.toMatchObject({ name: 'SlowDown' });
    expect((await served.sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toBeUndefined();
  });

  it('lose the answer after the effect, or delay it', async () => {
    const seen: string[] = [];
    await using served = await serveEndpoints({
      faults: async ({ service, operation }) => {
        seen.push(`${service}.${operation}`);
        if (operation === 'ListQueues') await new Promise((resolve) => setTimeout(resolve, 100));
        return operation === 'SendMessage' ? 'drop' : undefined;
      },
    });
    const { QueueUrl } = await served.sqs.send(new CreateQueueCommand({ QueueName: 'lossy' }));
    await expect(served.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await served.sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toHaveLength(1);
    const started = performance.now();
    await served.sqs.send(new ListQueuesCommand({}));
    expect(performance.now() - started).toBeGreaterThan(95);
    expect(seen).toEqual(['sqs.CreateQueue', 'sqs.SendMessage', 'sqs.ReceiveMessage', 'sqs.ListQueues']);
  });
});
