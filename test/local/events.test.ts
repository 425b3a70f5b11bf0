import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TestEventPatternCommand,
  type PutEventsRequestEntry,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { DeleteQueueCommand, ReceiveMessageCommand, type Message } from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../infra/local/http/aws-error.ts';
import { serveEndpoints, temporaryDirectory, type ServedEndpoints } from './served-endpoints.ts';

let served: ServedEndpoints;
let count = 0;

beforeAll(async () => {
  served = await serveEndpoints();
});
afterAll(() => served[Symbol.asyncDispose]());

const arnOf = (queueUrl: string): string => `arn:aws:sqs:us-east-1:000000000000:${queueUrl.split('/').pop() ?? ''}`;
const entry = (more: Partial<PutEventsRequestEntry> = {}): PutEventsRequestEntry => ({ Source: 'shop', DetailType: 'order', Detail: '{"id":1}', ...more });
const put = (...Entries: PutEventsRequestEntry[]) => served.events.send(new PutEventsCommand({ Entries }));
const receive = async (QueueUrl: string, seconds = 2): Promise<readonly Message[]> =>
  (await served.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: seconds, MessageAttributeNames: ['All'] })))
    .Messages ?? [];

/** A bus of its own with one rule for everything, one target, and the target's queue. */
async function bus(target: Partial<Target> = {}, pattern = '{"source":[{"prefix":""}]}') {
  const name = `bus${(count += 1)}`;
  const queue = await served.queue(`${name}-queue`);
  await served.events.send(new CreateEventBusCommand({ Name: name }));
  await served.events.send(new PutRuleCommand({ EventBusName: name, Name: 'rule', EventPattern: pattern }));
  await served.events.send(new PutTargetsCommand({ EventBusName: name, Rule: 'rule', Targets: [{ Id: 'queue', Arn: arnOf(queue), ...target }] }));
  return { name, queue };
}

describe('PutEvents', () => {
  it('delivers the event in its envelope to the queue of a matching rule, before it answers', async () => {
    const { name, queue } = await bus();
    const { FailedEntryCount, Entries } = await put(entry({ EventBusName: name, Resources: ['arn:x'], Time: new Date('2026-01-02T03:04:05Z') }));
    expect([FailedEntryCount, Entries?.length]).toEqual([0, 1]);
    const [message] = await receive(queue, 0);
    expect(JSON.parse(message?.Body ?? '')).toEqual({
      version: '0',
      id: Entries?.[0]?.EventId,
      'detail-type': 'order',
      source: 'shop',
      account: '000000000000',
      time: '2026-01-02T03:04:05Z',
      region: 'us-east-1',
      resources: ['arn:x'],
      detail: { id: 1 },
    });
  });

  it('keeps the text of the detail, so that numbers and escapes arrive as they were sent', async () => {
    const { name, queue } = await bus();
    await put(entry({ EventBusName: name, Detail: '{"big":12345678901234567890,"text":"\\ufffe"}' }));
    const [message] = await receive(queue);
    expect(message?.Body).toContain('"detail":{"big":12345678901234567890,"text":"\\ufffe"}');
  });

  it('fails entries one by one, with the code of the service', async () => {
    const { name, queue } = await bus();
    const { FailedEntryCount, Entries } = await put(
      entry({ EventBusName: name }),
      entry({ Detail: 'not json' }),
      entry({ Detail: '[1]' }),
      entry({ Detail: undefined }),
      entry({ Source: '' }),
      entry({ Source: 'aws.ec2' }),
      entry({ DetailType: 'x'.repeat(129) }),
    );
    expect(FailedEntryCount).toBe(6);
    expect(Entries?.map((result) => result.ErrorCode)).toEqual([
      undefined,
      'MalformedDetail',
      'MalformedDetail',
      'InvalidArgument',
      'InvalidArgument',
      'NotAuthorizedForSourceException',
      'InvalidArgument',
    ]);
    expect(await receive(queue)).toHaveLength(1);
  });

  it('refuses eleven entries, none, and more than 1 MB', async () => {
    await expect(put(...Array.from({ length: 11 }, () => entry()))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('less than or equal to 10'),
    });
    await expect(put()).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(put(entry({ Detail: JSON.stringify({ text: 'x'.repeat(1_048_576) }) }))).rejects.toMatchObject({
      message: 'Total size of the entries in the request is over the limit.',
    });
  });

  it('reaches only rules that match and are enabled', async () => {
    const { name, queue } = await bus({}, '{"source":["shop"],"detail":{"id":[{"numeric":[">",5]}]}}');
    await put(
      entry({ EventBusName: name, Detail: '{"id":3}' }),
      entry({ EventBusName: name, Detail: '{"id":7}' }),
      entry({ EventBusName: name, Source: 'other', Detail: '{"id":9}' }),
    );
    expect((await receive(queue)).map((message) => JSON.parse(message.Body ?? '').detail.id)).toEqual([7]);
    await served.events.send(new DisableRuleCommand({ EventBusName: name, Name: 'rule' }));
    await put(entry({ EventBusName: name, Detail: '{"id":8}' }));
    await served.events.send(new EnableRuleCommand({ EventBusName: name, Name: 'rule' }));
    await put(entry({ EventBusName: name, Detail: '{"id":9}' }));
    expect((await receive(queue)).map((message) => JSON.parse(message.Body ?? '').detail.id)).toEqual([9]);
  });

  it('drops an event for a bus that does not exist, as the service does, and says so', async () => {
    expect(await put(entry({ EventBusName: 'nowhere' }))).toMatchObject({ FailedEntryCount: 0 });
    expect(served.problems.at(-1)).toContain('an event for the bus "nowhere" is dropped: there is no such bus');
  });

  it('passes events on from bus to bus, by name or ARN, and ends circles', async () => {
    const { name, queue } = await bus();
    const outer = await bus({ Arn: `arn:aws:events:us-east-1:000000000000:event-bus/${name}` });
    await put(entry({ EventBusName: `arn:aws:events:us-east-1:000000000000:event-bus/${outer.name}` }));
    expect(await receive(queue)).toHaveLength(1);
    const circle = await bus();
    await served.events.send(
      new PutTargetsCommand({
        EventBusName: circle.name,
        Rule: 'rule',
        Targets: [{ Id: 'self', Arn: `arn:aws:events:us-east-1:000000000000:event-bus/${circle.name}` }],
      }),
    );
    await put(entry({ EventBusName: circle.name }));
    expect(served.problems.at(-1)).toContain('closes a circle');
  });
});

describe('targets', () => {
  it('sends a constant, a part, or a filled template', async () => {
    const constant = await bus({ Input: '{"fixed":true}' });
    const part = await bus({ InputPath: '$.detail.items[1]' });
    const template = await bus({
      InputTransformer: {
        InputPathsMap: { id: '$.detail.id', items: '$.detail.items' },
        InputTemplate: '{"order":<id>,"text":"order <id> of <aws.events.rule-name>","items":<items>,"none":<missing>}',
      },
    });
    const Detail = '{"id":"a\\"b","items":["x",{"y":1}]}';
    await put(...[constant, part, template].map(({ name }) => entry({ EventBusName: name, Detail })));
    const bodies = await Promise.all([constant, part, template].map(async ({ queue }) => (await receive(queue))[0]?.Body));
    expect(bodies).toEqual(['{"fixed":true}', '{"y":1}', '{"order":"a\\"b","text":"order a\\"b of rule","items":["x",{"y":1}],"none":<missing>}']);
  });

  it('sends what a queue cannot take to the dead-letter queue at once, with the reason', async () => {
    const dead = await served.queue('undeliverable');
    const { name, queue } = await bus({ DeadLetterConfig: { Arn: arnOf(dead) } });
    await served.sqs.send(new DeleteQueueCommand({ QueueUrl: queue }));
    await put(entry({ EventBusName: name }));
    const [letter] = await receive(dead);
    expect(JSON.parse(letter?.Body ?? '')).toMatchObject({ source: 'shop', detail: { id: 1 } });
    expect(Object.fromEntries(Object.entries(letter?.MessageAttributes ?? {}).map(([key, value]) => [key, value.StringValue]))).toMatchObject({
      ERROR_CODE: 'QueueDoesNotExist',
      TARGET_ARN: arnOf(queue),
      RULE_ARN: `arn:aws:events:us-east-1:000000000000:rule/${name}/rule`,
      RETRY_ATTEMPTS: '0',
    });
  });

  it('reports an event that is lost because a target has no dead-letter queue', async () => {
    const { name, queue } = await bus();
    await served.sqs.send(new DeleteQueueCommand({ QueueUrl: queue }));
    await put(entry({ EventBusName: name }));
    expect(served.problems.at(-1)).toMatch(/was not delivered .* and is lost: the target has no dead-letter queue/);
  });

  it('hands an event to a function, and tries again when that fails', async () => {
    const seen: string[] = [];
    served.endpoints.setInvoker((name, payload, wait) => {
      seen.push(`${name} ${String(wait)} ${String(JSON.parse(payload).detail.id)}`);
      if (seen.length === 1) throw new AwsError('TooManyRequestsException', 'busy', 429);
      return Promise.resolve({ payload: '', isError: false });
    });
    const { name } = await bus({ Arn: 'arn:aws:lambda:us-east-1:000000000000:function:notify' });
    await put(entry({ EventBusName: name }));
    for (let waited = 0; seen.length < 2 && waited < 100; waited += 1) await sleep(20);
    served.endpoints.setInvoker(undefined);
    expect(seen).toEqual(['notify false 1', 'notify false 1']);
  });

  it('gives up after the retry policy and buries the event', async () => {
    const dead = await served.queue('exhausted');
    const { name } = await bus({
      Arn: 'arn:aws:lambda:us-east-1:000000000000:function:nobody',
      RetryPolicy: { MaximumRetryAttempts: 1 },
      DeadLetterConfig: { Arn: arnOf(dead) },
    });
    await put(entry({ EventBusName: name }));
    const [letter] = await receive(dead, 5);
    expect(letter?.MessageAttributes?.['EXHAUSTED_RETRY_CONDITION']?.StringValue).toBe('MaximumRetryAttempts');
    expect(letter?.MessageAttributes?.['RETRY_ATTEMPTS']?.StringValue).toBe('1');
  });
});

describe('rules and buses', () => {
  it('describes, lists and removes what was put', async () => {
    const { name, queue } = await bus();
    expect(await served.events.send(new DescribeRuleCommand({ EventBusName: name, Name: 'rule' }))).toMatchObject({
      Name: 'rule',
      State: 'ENABLED',
      EventBusName: name,
      EventPattern: '{"source":[{"prefix":""}]}',
    });
    expect((await served.events.send(new ListRulesCommand({ EventBusName: name }))).Rules?.map((rule) => rule.Name)).toEqual(['rule']);
    expect((await served.events.send(new ListTargetsByRuleCommand({ EventBusName: name, Rule: 'rule' }))).Targets).toEqual([
      { Id: 'queue', Arn: arnOf(queue) },
    ]);
    expect((await served.events.send(new ListEventBusesCommand({ NamePrefix: name }))).EventBuses?.map((found) => found.Name)).toContain(name);
    await expect(served.events.send(new DeleteRuleCommand({ EventBusName: name, Name: 'rule' }))).rejects.toMatchObject({ name: 'ValidationException' });
    await served.events.send(new RemoveTargetsCommand({ EventBusName: name, Rule: 'rule', Ids: ['queue'] }));
    await served.events.send(new DeleteRuleCommand({ EventBusName: name, Name: 'rule' }));
    await served.events.send(new DeleteEventBusCommand({ Name: name }));
    await expect(served.events.send(new ListRulesCommand({ EventBusName: name }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('refuses a pattern that the language does not have, saying why', async () => {
    await expect(served.events.send(new PutRuleCommand({ Name: 'x', EventPattern: '{"source":"shop"}' }))).rejects.toMatchObject({
      name: 'InvalidEventPatternException',
      message: 'Event pattern is not valid. Reason: "source" must be an object or an array',
    });
    await expect(served.events.send(new PutRuleCommand({ Name: 'x', ScheduleExpression: 'rate(1 minute)' }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('tests a pattern', async () => {
    const test = async (EventPattern: string) =>
      (await served.events.send(new TestEventPatternCommand({ EventPattern, Event: '{"id":"1","source":"shop","detail":{"n":5}}' }))).Result;
    expect([await test('{"detail":{"n":[{"numeric":["=",5]}]}}'), await test('{"source":["other"]}')]).toEqual([true, false]);
  });

  it('keeps buses, rules and targets over a restart', async () => {
    const stateDir = await temporaryDirectory();
    {
      await using first = await serveEndpoints({ stateDir });
      const queue = await first.queue('kept');
      await first.events.send(new CreateEventBusCommand({ Name: 'kept' }));
      await first.events.send(new PutRuleCommand({ EventBusName: 'kept', Name: 'all', EventPattern: '{"source":["shop"]}' }));
      await first.events.send(new PutTargetsCommand({ EventBusName: 'kept', Rule: 'all', Targets: [{ Id: 'q', Arn: arnOf(queue) }] }));
    }
    await using second = await serveEndpoints({ stateDir });
    await second.events.send(new PutEventsCommand({ Entries: [entry({ EventBusName: 'kept' })] }));
    const { Messages } = await second.sqs.send(new ReceiveMessageCommand({ QueueUrl: `${second.endpoints.endpoint}/000000000000/kept` }));
    expect(Messages).toHaveLength(1);
  });
});
