import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contracts } from '../../../generated/contracts/index.ts';
import type { AgentTask } from '../../../generated/messages/agent-task.v1.ts';
import { taskCompletion } from '../../../generated/events/task-completion.v1.ts';
import { createBus } from '../../../handlers/adapters/aws/bus.ts';
import { required } from '../../../handlers/adapters/aws/environment.ts';
import { createInbox } from '../../../handlers/adapters/aws/inbox.ts';
import { countOperations } from '../../../handlers/adapters/aws/operation-count.ts';
import { QueueUrls, queueUrlOfArn } from '../../../handlers/adapters/aws/queue-urls.ts';
import { createRedelivery } from '../../../handlers/adapters/aws/redelivery.ts';
import { createTaskQueue } from '../../../handlers/adapters/aws/task-queue.ts';
import { toValidEvent } from '../../../handlers/adapters/aws/valid-event.ts';
import { toWireText } from '../../../handlers/adapters/aws/wire-text.ts';
import { RecordingTelemetry } from '../../../handlers/adapters/memory/telemetry.ts';
import { startEmbeddedBackend, type EmbeddedBackend } from '../../contract/embedded-backend.ts';

let backend: EmbeddedBackend;
let telemetry: RecordingTelemetry;
beforeAll(async () => {
  backend = await startEmbeddedBackend();
});
afterAll(() => backend.stop());
beforeEach(() => {
  telemetry = new RecordingTelemetry();
});

const url = (name: string): string => required(backend.environment, `QUEUE_URL_${name}`);

function taskMessage(n: number, input: Record<string, unknown> = { n }): AgentTask {
  return { agent_input: input, orchestration_id: 'o-1', agent_use_id: `o-1:1:token:${n}`, node: 'calculator' };
}

/** Everything on a queue; what is received stays invisible. */
async function drain(queueUrl: string): Promise<readonly { readonly body: string; readonly receiptHandle: string }[]> {
  const found: { readonly body: string; readonly receiptHandle: string }[] = [];
  for (;;) {
    const { Messages = [] } = await backend.clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return found;
    found.push(...Messages.map(({ Body = '', ReceiptHandle = '' }) => ({ body: Body, receiptHandle: ReceiptHandle })));
  }
}

describe('task queue', () => {
  const queue = () => createTaskQueue(backend.clients.sqs, new QueueUrls(backend.clients.sqs), telemetry.log);

  test('sends any number of messages, to URLs and to names', async () => {
    const messages = Array.from({ length: 32 }, (_, n) => ({ target: n % 2 === 0 ? url('WORKER') : 'arbiter-test-worker', body: taskMessage(n) }));
    expect(await queue().send(messages)).toEqual([]);
    const bodies = (await drain(url('WORKER'))).map(({ body }) => JSON.parse(body) as AgentTask);
    expect(bodies.toSorted((a, b) => Number(a.agent_input['n']) - Number(b.agent_input['n']))).toEqual(messages.map(({ body }) => body));
  });

  test('asks for the URL of a name once, and sends what goes to one queue together', async () => {
    const operations = countOperations(backend.clients);
    const one = queue();
    for (let n = 0; n < 2; n++)
      await one.send([
        { target: url('WORKER'), body: taskMessage(1) },
        { target: 'arbiter-test-worker', body: taskMessage(2) },
      ]);
    expect([...operations.byOperation]).toEqual([
      ['SQS.GetQueueUrl', 1],
      ['SQS.SendMessageBatch', 2],
    ]);
    expect(await drain(url('WORKER'))).toHaveLength(4);
  });

  test('cuts what is over 1 MB in all into several requests', async () => {
    const messages = Array.from({ length: 12 }, (_, n) => ({ target: url('WORKER'), body: taskMessage(n, { text: 'é'.repeat(95_000) }) }));
    expect(await queue().send(messages)).toEqual([]);
    expect(await drain(url('WORKER'))).toHaveLength(12);
  });

  test('delivers noncharacters, lone surrogates and control characters unchanged', async () => {
    const input = { text: '\uFFFE\uFFFF\uD800\u0000\u0007\u{1F600}', '\uFFFF': 1 };
    expect(await queue().send([{ target: url('WORKER'), body: taskMessage(1, input) }])).toEqual([]);
    const [message] = await drain(url('WORKER'));
    expect((JSON.parse(message?.body ?? '') as AgentTask).agent_input).toEqual(input);
  });

  test('a queue that does not exist, a message that is not valid and one that is too big keep nobody else back', async () => {
    const refused = await queue().send([
      { target: url('WORKER'), body: taskMessage(0) },
      { target: 'no-such-queue', body: taskMessage(1) },
      { target: url('FABRICATOR'), body: { ...taskMessage(2), node: 'not a valid id!' } },
      { target: url('WORKER'), body: taskMessage(3, { text: 'x'.repeat(1_100_000) }) },
      { target: url('FABRICATOR'), body: taskMessage(4) },
      { target: 'no-such-queue', body: taskMessage(5) },
    ]);
    expect(refused).toEqual([1, 2, 3, 5]);
    expect(await drain(url('WORKER'))).toHaveLength(1);
    expect(await drain(url('FABRICATOR'))).toHaveLength(1);
    expect(telemetry.lines.map(({ level }) => level)).toEqual(['error', 'error', 'error', 'error']);
    expect(JSON.stringify(telemetry.lines)).not.toContain('xxxx');
  });

  test('messages that the queue refuses one by one are named by their index', async () => {
    backend.clients.sqs.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const { output } = result;
        if ('Successful' in output) Object.assign(output, { Failed: [{ Id: '1', SenderFault: false, Code: 'InternalError', Message: 'no' }] });
        return result;
      },
      { step: 'initialize', name: 'refuseSecond' },
    );
    try {
      expect(
        await queue().send([
          { target: url('WORKER'), body: taskMessage(0) },
          { target: url('FABRICATOR'), body: taskMessage(1) },
          { target: url('WORKER'), body: taskMessage(2) },
        ]),
      ).toEqual([2]);
    } finally {
      backend.clients.sqs.middlewareStack.remove('refuseSecond');
    }
    await drain(url('WORKER'));
    await drain(url('FABRICATOR'));
  });

  test('a queue named by a URL of another endpoint is found at this one', async () => {
    expect(await queue().send([{ target: 'http://127.0.0.1:1/000000000000/arbiter-test-worker', body: taskMessage(7) }])).toEqual([]);
    expect(await drain(url('WORKER'))).toHaveLength(1);
  });
});

describe('inbox and redelivery', () => {
  test('sends a tick for each orchestration', async () => {
    await createInbox(backend.clients.sqs, url('INBOX')).wake(
      Array.from({ length: 25 }, (_, n) => `o-${n}`),
      0,
    );
    const bodies = (await drain(url('INBOX'))).map(({ body }) => JSON.parse(body) as unknown);
    expect(bodies).toHaveLength(25);
    expect(bodies).toContainEqual({ kind: 'wake', orchestrationId: 'o-24' });
  });

  test('a delay above 15 minutes, below 0 or in parts of a second is brought into bounds', async () => {
    const inbox = createInbox(backend.clients.sqs, url('INBOX'));
    await inbox.wake(['o-late'], 86_400);
    await inbox.wake(['o-past'], -5);
    await inbox.wake(['o-soon'], 0.2);
    expect((await drain(url('INBOX'))).map(({ body }) => body)).toEqual(['{"kind":"wake","orchestrationId":"o-past"}']);
  });

  test('a message that is given back at once can be received again', async () => {
    await createInbox(backend.clients.sqs, url('INBOX')).wake(['o-back'], 0);
    const [message] = await drain(url('INBOX'));
    await createRedelivery(backend.clients.sqs).delay(message?.receiptHandle ?? '', 'arn:aws:sqs:us-east-1:000000000000:arbiter-test-inbox', 0);
    expect((await drain(url('INBOX'))).map(({ body }) => body)).toEqual([message?.body]);
  });

  test('the URL of a queue follows from its ARN', () => {
    expect(queueUrlOfArn('arn:aws:sqs:eu-west-1:123456789012:arbiter-prod-inbox')).toBe('https://sqs.eu-west-1.amazonaws.com/123456789012/arbiter-prod-inbox');
    expect(queueUrlOfArn('arn:aws-cn:sqs:cn-north-1:123456789012:q')).toBe('https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q');
    expect(() => queueUrlOfArn('arn:aws:sns:eu-west-1:123456789012:topic')).toThrow('is not the ARN of a queue');
  });
});

describe('bus', () => {
  const bus = () => createBus(backend.clients.events, required(backend.environment, 'BUS_ARBITER'));
  const completion = (n: number, data: unknown = n) => ({
    source: taskCompletion.source,
    detailType: taskCompletion.detailType,
    detail: { orchestration_id: 'o-1', agent_use_id: `u-${n}`, node: 'calculator', data },
  });
  /** The bus delivers a moment after it has accepted: so many are waited for, and then whatever else is there. */
  const received = async (count: number) => {
    const bodies: string[] = [];
    for (const until = Date.now() + 30_000; bodies.length < count && Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 50)))
      bodies.push(...(await drain(url('INBOX'))).map(({ body }) => body));
    bodies.push(...(await drain(url('INBOX'))).map(({ body }) => body));
    return bodies.map((body) => (JSON.parse(body) as { readonly detail: { readonly agent_use_id: string } }).detail);
  };

  test('publishes any number of events, each without the fields that its schema does not know', async () => {
    const events = Array.from({ length: 23 }, (_, n) => completion(n));
    await bus().publish(events.map((event) => ({ ...event, detail: { ...event.detail, secret: 'x' } })));
    const details = await received(23);
    expect(details.toSorted((a, b) => Number(a.agent_use_id.slice(2)) - Number(b.agent_use_id.slice(2)))).toEqual(events.map(({ detail }) => detail));
  });

  test('publishing nothing asks for nothing', async () => {
    await expect(createBus(backend.clients.events, 'no-such-bus').publish([])).resolves.toBeUndefined();
  });

  test('an event that is not what its schema says, or that no schema describes, is refused before any is sent', async () => {
    await expect(bus().publish([completion(1), { ...completion(2), detail: { node: 'x' } }])).rejects.toThrow(/TaskCompletion/u);
    await expect(bus().publish([completion(1), { source: 'me', detailType: 'mine', detail: {} }])).rejects.toThrow(/no event "mine" from "me"/u);
    await expect(bus().publish([completion(1), completion(2, 'x'.repeat(1_100_000))])).rejects.toThrow(/"task.completion" has \d+ bytes.*payload/u);
    await bus().publish([completion(9)]);
    expect(await received(1)).toEqual([completion(9).detail]);
  });

  test('entries that the bus refuses are sent again alone, and those that are refused every time are an error', async () => {
    const sizes: number[] = [];
    let refusals = 1;
    backend.clients.events.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const { input } = args;
        const { output } = result;
        if (!('Entries' in input) || !('FailedEntryCount' in output)) return result;
        sizes.push(input.Entries?.length ?? 0);
        if (refusals-- > 0)
          Object.assign(output, {
            FailedEntryCount: 1,
            Entries: input.Entries?.map((_, n) => (n === 0 ? { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow' } : { EventId: String(n) })),
          });
        return result;
      },
      { step: 'initialize', name: 'refuseFirst' },
    );
    try {
      await bus().publish([completion(1), completion(2), completion(3)]);
      expect(sizes).toEqual([3, 1]);
      refusals = 99;
      await expect(bus().publish([completion(4)])).rejects.toThrow(/refused 1 events: #0 ThrottlingException/u);
      expect(sizes).toEqual([3, 1, 1, 1, 1]);
    } finally {
      backend.clients.events.middlewareStack.remove('refuseFirst');
    }
  });

  test('every event of the contracts can be published', () => {
    expect(contracts.events.length).toBeGreaterThan(10);
    for (const { source, detailType } of contracts.events) expect(() => toValidEvent({ source, detailType, detail: null })).toThrow('is not valid');
  });
});

describe('text on the wire', () => {
  test('is the same JSON value, without the two characters that SQS refuses', () => {
    const value = { '\uFFFE': ['\uFFFF', '\\uFFFF', 'é'] };
    const text = toWireText(JSON.stringify(value));
    expect(text).not.toMatch(/[\uFFFE\uFFFF]/u);
    expect(JSON.parse(text)).toEqual(value);
  });
});
