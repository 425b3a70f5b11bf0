/**
 * Events of a bus as they come: a temporary rule with a temporary queue behind it, the same way on AWS and on the embedded
 * runtime. Both are removed at the end; what a killed process left behind is removed by the next tail.
 */
import { DeleteRuleCommand, EventBridgeClient, ListRulesCommand, PutRuleCommand, PutTargetsCommand, RemoveTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from './target.ts';

export interface SeenEvent {
  readonly id: string;
  /** RFC 3339. */
  readonly time: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface EventTail {
  /** What has come; waits for the first up to `seconds` (0 to 20). A signal ends the wait. */
  next(seconds: number, signal?: AbortSignal): Promise<readonly SeenEvent[]>;
  /** Removes rule and queue. */
  close(): Promise<void>;
}

/** Hours after which rule and queue of a tail count as left behind. */
const STALE_HOURS = 6;
/** Milliseconds until a new rule is sure to see events: EventBridge says "a short period of time". */
const RULE_SETTLES_MS = 5_000;

/** Opens a tail on what the pattern matches. On AWS it needs leave to make rules and queues called `<service>-<env>-tail-…`. */
export async function openEventTail(target: Target, pattern: Readonly<Record<string, unknown>>): Promise<EventTail> {
  const events = new EventBridgeClient();
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const bus = target.client.names.bus;
  await removeStale(events, sqs, bus, target.nameOf('tail-'));
  const name = target.nameOf(`tail-${Date.now().toString(36)}${randomBytes(3).toString('hex')}`);
  let url: string | undefined;
  const close = async () => {
    await remove(events, sqs, bus, name, url);
    events.destroy();
    sqs.destroy();
  };
  try {
    const { RuleArn } = await events.send(
      new PutRuleCommand({
        Name: name,
        EventBusName: bus,
        EventPattern: JSON.stringify(pattern),
        State: 'ENABLED',
        Description: `temporary, of "events tail", ${new Date().toISOString()}`,
      }),
    );
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: '*',
          Condition: { ArnEquals: { 'aws:SourceArn': RuleArn } },
        },
      ],
    };
    const created = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: { MessageRetentionPeriod: '3600', Policy: JSON.stringify(policy) } }));
    url = created.QueueUrl;
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }));
    await events.send(new PutTargetsCommand({ Rule: name, EventBusName: bus, Targets: [{ Id: 'queue', Arn: Attributes?.['QueueArn'] }] }));
    if (target.deployed) await sleep(RULE_SETTLES_MS);
  } catch (cause) {
    await close();
    throw cause;
  }
  const queue = url;
  return { next: (seconds, signal) => receive(sqs, queue, seconds, signal), close };
}

async function receive(sqs: SQSClient, url: string | undefined, seconds: number, signal: AbortSignal | undefined): Promise<readonly SeenEvent[]> {
  const request = new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: Math.max(0, Math.min(20, Math.floor(seconds))) });
  let messages: readonly Message[];
  try {
    ({ Messages: messages = [] } = await sqs.send(request, signal === undefined ? {} : { abortSignal: signal }));
  } catch (cause) {
    if (signal?.aborted === true) return [];
    throw cause;
  }
  if (messages.length === 0) return [];
  await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries: messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })) }));
  return messages.map(({ Body }) => JSON.parse(Body ?? '{}') as SeenEvent); // EventBridge wrote it
}

async function remove(events: EventBridgeClient, sqs: SQSClient, bus: string, name: string, url: string | undefined): Promise<void> {
  const steps: readonly (() => Promise<unknown>)[] = [
    () => events.send(new RemoveTargetsCommand({ Rule: name, EventBusName: bus, Ids: ['queue'] })),
    () => events.send(new DeleteRuleCommand({ Name: name, EventBusName: bus })),
    async () => {
      const queue = url ?? (await sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
      await sqs.send(new DeleteQueueCommand({ QueueUrl: queue }));
    },
  ];
  for (const step of steps) {
    try {
      await step();
    } catch {
      // It was never made, or is gone; whatever stays is removed by a later tail.
    }
  }
}

async function removeStale(events: EventBridgeClient, sqs: SQSClient, bus: string, prefix: string): Promise<void> {
  const { Rules = [] } = await events.send(new ListRulesCommand({ EventBusName: bus, NamePrefix: prefix }));
  for (const { Name, Description } of Rules) {
    const madeAt = Date.parse(Description?.split(', ').at(-1) ?? '');
    if (Name !== undefined && Date.now() - madeAt > STALE_HOURS * 3_600_000) await remove(events, sqs, bus, Name, undefined);
  }
}
