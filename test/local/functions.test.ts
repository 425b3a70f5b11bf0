import { setTimeout as sleep } from 'node:timers/promises';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { startFunctions, type Functions, type FunctionsOptions } from '../../infra/local/functions.ts';
import { failedMessages } from '../../infra/local/functions/batch-response.ts';
import { provision } from '../../infra/local/provision.ts';
import { serveEndpoints, type ServedEndpoints } from './served-endpoints.ts';
import { clockFunction, setupFunction, smallContracts, workFunction } from './small-contracts.ts';

type Handler = (event: SQSEvent, context: Context) => unknown;

interface Scene extends AsyncDisposable {
  readonly served: ServedEndpoints;
  readonly functions: Functions;
  readonly queueUrl: string;
  readonly problems: string[];
  send(...bodies: readonly string[]): Promise<void>;
}

async function scene(handler: Handler, options: Partial<FunctionsOptions> = {}): Promise<Scene> {
  const served = await serveEndpoints();
  const { endpoint } = served.endpoints;
  const problems: string[] = [];
  const contracts = { ...smallContracts, functions: [workFunction] };
  await provision(contracts, 'test', endpoint);
  const functions = await startFunctions({
    contracts,
    environment: 'test',
    endpoint,
    load: () => Promise.resolve({ handler }),
    report: (problem) => problems.push(problem),
    ...options,
  });
  const queueUrl = `${endpoint}/000000000000/small-test-work`;
  return {
    served,
    functions,
    queueUrl,
    problems,
    send: async (...bodies) => {
      await served.sqs.send(
        new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: bodies.map((body, index) => ({ Id: String(index), MessageBody: body })) }),
      );
    },
    [Symbol.asyncDispose]: async () => {
      await functions.stop(200);
      await served[Symbol.asyncDispose]();
    },
  };
}

async function until(condition: () => boolean | Promise<boolean>, milliseconds = 5000): Promise<void> {
  for (const start = Date.now(); Date.now() - start < milliseconds; await sleep(5)) if (await condition()) return;
  throw new Error(`not within ${milliseconds} ms`);
}

const leftIn = async ({ served, queueUrl }: Scene): Promise<number> => {
  const { Attributes = {} } = await served.sqs.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }));
  return Number(Attributes['ApproximateNumberOfMessages']) + Number(Attributes['ApproximateNumberOfMessagesNotVisible']);
};

describe('queue triggers', () => {
  it('that are stopped delete the message of an invocation that ends within the time they have', async () => {
    const [begun, run] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await using s = await scene(() => {
      begun.resolve();
      return run.promise;
    });
    await s.send('one');
    await begun.promise;
    const stopped = s.functions.stop();
    run.resolve();
    await stopped;
    expect(await leftIn(s)).toBe(0);
  });

  it('hand a batch to the function as Lambda does, and delete what succeeded', async () => {
    const calls: [SQSEvent, Context][] = [];
    await using s = await scene((event, context) => void calls.push([event, context]));
    await s.served.sqs.send(
      new SendMessageCommand({ QueueUrl: s.queueUrl, MessageBody: 'one', MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } } }),
    );
    await until(() => calls.length === 1);
    const [[event, context] = []] = calls;
    expect(event).toEqual({
      Records: [
        {
          messageId: expect.any(String),
          receiptHandle: expect.any(String),
          body: 'one',
          attributes: {
            ApproximateReceiveCount: '1',
            SentTimestamp: expect.any(String),
            SenderId: '000000000000',
            ApproximateFirstReceiveTimestamp: expect.any(String),
          },
          messageAttributes: { kind: { stringValue: 'x', stringListValues: [], binaryListValues: [], dataType: 'String' } },
          md5OfBody: expect.any(String),
          eventSource: 'aws:sqs',
          eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:small-test-work',
          awsRegion: 'us-east-1',
        },
      ],
    });
    expect(context).toMatchObject({
      functionName: 'small-test-work',
      awsRequestId: expect.any(String),
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:small-test-work',
      memoryLimitInMB: '128',
    });
    expect(context?.getRemainingTimeInMillis()).toBeLessThanOrEqual(1000);
    await until(async () => (await leftIn(s)) === 0);
  });

  it('reach the function within milliseconds of the send', async () => {
    let arrived = (): void => undefined;
    await using s = await scene(() => arrived());
    const latencies: number[] = [];
    for (let round = 0; round < 30; round += 1) {
      const sent = performance.now();
      const arrival = new Promise<number>((resolve) => (arrived = () => resolve(performance.now() - sent)));
      await s.served.sqs.send(new SendMessageCommand({ QueueUrl: s.queueUrl, MessageBody: String(round) }));
      latencies.push(await arrival);
      await sleep(5);
    }
    expect(latencies.toSorted((a, b) => a - b)[15]).toBeLessThan(10);
  });

  it('keep to batch size and maximum concurrency', async () => {
    let running = 0;
    let most = 0;
    const sizes: number[] = [];
    await using s = await scene(async (event) => {
      running += 1;
      most = Math.max(most, running);
      sizes.push(event.Records.length);
      await sleep(50);
      running -= 1;
    });
    await s.send(...Array.from({ length: 10 }, (_, index) => `m${index}`));
    await s.send(...Array.from({ length: 8 }, (_, index) => `n${index}`));
    await until(() => sizes.reduce((sum, size) => sum + size, 0) === 18);
    expect([most, Math.max(...sizes)]).toEqual([3, 2]);
    await until(async () => (await leftIn(s)) === 0);
  });

  it('bring back only the messages that the function reports as failed', async () => {
    const seen: string[] = [];
    await using s = await scene((event) => {
      seen.push(...event.Records.map((record) => `${record.body}#${record.attributes.ApproximateReceiveCount}`));
      return {
        batchItemFailures: event.Records.filter((record) => record.body === 'bad' && record.attributes.ApproximateReceiveCount === '1').map((record) => ({
          itemIdentifier: record.messageId,
        })),
      };
    });
    await s.send('good', 'bad');
    await until(() => seen.includes('bad#2'));
    expect(seen.toSorted()).toEqual(['bad#1', 'bad#2', 'good#1']);
  });

  it.each([
    ['throws', () => Promise.reject(new Error('broken'))],
    ['gives a malformed answer', () => ({ batchItemFailures: [{ itemIdentifier: '' }] })],
  ])('bring back the whole batch when the function %s, and bury it after its receives', async (_name, handler) => {
    const seen: string[] = [];
    await using s = await scene((event) => {
      seen.push(...event.Records.map((record) => record.body));
      return handler();
    });
    await s.send('a', 'b');
    const dead = s.queueUrl.replace('work', 'dead');
    const letters: string[] = [];
    await until(async () => {
      const { Messages = [] } = await s.served.sqs.send(new ReceiveMessageCommand({ QueueUrl: dead, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }));
      letters.push(...Messages.map((message) => message.Body ?? ''));
      return letters.length === 2;
    }, 8000);
    expect([letters.toSorted(), seen.toSorted()]).toEqual([
      ['a', 'b'],
      ['a', 'a', 'b', 'b'],
    ]);
  });

  it('fail an invocation at its timeout and ignore what the handler does later', async () => {
    const remaining: number[] = [];
    await using s = await scene(async (event, context) => {
      if (event.Records[0]?.attributes.ApproximateReceiveCount !== '1') return;
      await sleep(1300);
      remaining.push(context.getRemainingTimeInMillis());
    });
    await s.send('slow');
    await until(() => remaining.length === 1);
    expect(remaining).toEqual([0]);
    expect(s.problems.join()).toContain('Task timed out after 1.00 seconds');
    await until(async () => (await leftIn(s)) === 0);
  });

  it('go on after the endpoint did not answer', async () => {
    const seen: string[] = [];
    let broken = 0;
    const served = await serveEndpoints({ faults: ({ operation }) => (operation === 'ReceiveMessage' && (broken += 1) < 2 ? 'drop' : undefined) });
    const contracts = { ...smallContracts, functions: [workFunction] };
    await provision(contracts, 'test', served.endpoints.endpoint);
    await served.sqs.send(new SendMessageCommand({ QueueUrl: `${served.endpoints.endpoint}/000000000000/small-test-work`, MessageBody: 'x' }));
    const functions = await startFunctions({
      contracts,
      environment: 'test',
      endpoint: served.endpoints.endpoint,
      load: () => Promise.resolve({ handler: (event: SQSEvent) => void seen.push(event.Records[0]?.body ?? '') }),
      report: () => undefined,
    });
    await until(() => seen.length === 1);
    await functions.stop();
    await served[Symbol.asyncDispose]();
    expect(broken).toBeGreaterThanOrEqual(2);
  });

  it('take events from the bus to the function', async () => {
    const details: unknown[] = [];
    await using s = await scene((event) => void details.push(...event.Records.map((record) => JSON.parse(record.body).detail)));
    await s.served.events.send(
      new PutEventsCommand({
        Entries: [
          { EventBusName: 'small-test', Source: 'shop', DetailType: 'order', Detail: '{"n":1}' },
          { EventBusName: 'small-test', Source: 'shop', DetailType: 'other', Detail: '{"n":2}' },
        ],
      }),
    );
    await until(() => details.length === 1);
    expect(details).toEqual([{ n: 1 }]);
  });
});

describe('answers of a function with partial batch responses', () => {
  const ids = ['a', 'b'];
  it.each([
    [undefined, []],
    [null, []],
    [{}, []],
    [{ batchItemFailures: null }, []],
    [{ batchItemFailures: [] }, []],
    [{ batchItemFailures: [{ itemIdentifier: 'b' }] }, ['b']],
    [{ batchItemFailures: [{ itemIdentifier: '' }] }, ids],
    [{ batchItemFailures: [{ itemIdentifier: null }] }, ids],
    [{ batchItemFailures: [{ id: 'b' }] }, ids],
    [{ batchItemFailures: [{ itemIdentifier: 'c' }] }, ids],
    [{ batchItemFailures: 'b' }, ids],
    [{ failures: [] }, ids],
    ['done', ids],
  ])('%j fails %j', (answer, failed) => {
    expect(failedMessages(answer, ids, true)).toEqual(failed);
  });

  it('mean nothing without that setting', () => {
    expect(failedMessages({ batchItemFailures: [{ itemIdentifier: 'a' }] }, ids, false)).toEqual([]);
  });
});

describe('schedules and custom resources', () => {
  const start = (
    handlers: Readonly<Record<string, (event: never) => unknown>>,
    functions = [clockFunction, setupFunction],
    more: Partial<FunctionsOptions> = {},
  ) =>
    startFunctions({
      contracts: { ...smallContracts, functions },
      environment: 'test',
      endpoint: 'http://127.0.0.1:1',
      load: (entry) => Promise.resolve({ handler: handlers[entry] }),
      report: () => undefined,
      ...more,
    });

  it('run a schedule at once and again after its time', async () => {
    let runs = 0;
    const functions = await start({ 'clock.ts': () => (runs += 1) }, [clockFunction], { scheduleSeconds: 0.05 });
    await until(() => runs >= 3, 1000);
    await functions.stop();
    const ended = runs;
    await sleep(120);
    expect(runs).toBe(ended);
  });

  it('create the custom resource before anything else runs, with an answer to its response URL', async () => {
    const order: string[] = [];
    const functions = await start({
      'clock.ts': () => order.push('clock'),
      'setup.ts': async (event: { readonly ResponseURL: string; readonly RequestType: string }) => {
        order.push(event.RequestType);
        await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify({ Status: 'SUCCESS' }) });
      },
    });
    await functions.stop();
    expect(order).toEqual(['Create', 'clock']);
  });

  it('stop the start when the custom resource reports a failure', async () => {
    const failing = async (event: { readonly ResponseURL: string }): Promise<void> =>
      void (await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify({ Status: 'FAILED', Reason: 'no table' }) }));
    await expect(start({ 'clock.ts': () => 0, 'setup.ts': failing })).rejects.toThrow('function small-test-setup reports: no table');
  });

  it('say which entry has no handler', async () => {
    await expect(start({}, [clockFunction])).rejects.toThrow('the module "clock.ts" exports no function "handler"');
  });
});

describe('invocations over HTTP', () => {
  const invoke = (endpoint: string, name: string, body: string, type = 'RequestResponse') =>
    fetch(`${endpoint}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`, { method: 'POST', body, headers: { 'x-amz-invocation-type': type } });

  it('return the answer, the error, or the acceptance', async () => {
    let seen: unknown;
    await using s = await scene((event) => {
      seen = event;
      if ('fail' in event) throw new TypeError('as asked');
      return { twice: event };
    });
    const { endpoint } = s.served.endpoints;
    s.served.endpoints.setInvoker(s.functions.invokeJson);
    const answer = await invoke(endpoint, 'small-test-work', '{"a":1}');
    expect([answer.status, await answer.json()]).toEqual([200, { twice: { a: 1 } }]);
    const byArn = await invoke(endpoint, 'arn:aws:lambda:us-east-1:000000000000:function:small-test-work', '{"a":2}');
    expect(await byArn.json()).toEqual({ twice: { a: 2 } });
    const failure = await invoke(endpoint, 'work', '{"fail":true}');
    expect([failure.status, failure.headers.get('x-amz-function-error'), await failure.json()]).toEqual([
      200,
      'Unhandled',
      { errorType: 'TypeError', errorMessage: 'as asked', trace: expect.any(Array) },
    ]);
    const accepted = await invoke(endpoint, 'work', '{"a":3}', 'Event');
    expect(accepted.status).toBe(202);
    await until(() => JSON.stringify(seen) === '{"a":3}');
    const missing = await invoke(endpoint, 'nobody', '{}');
    expect([missing.status, missing.headers.get('x-amzn-errortype')]).toEqual([404, 'ResourceNotFoundException']);
    expect((await invoke(endpoint, 'work', 'not json')).status).toBe(400);
  });
});
