import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { deployedName, type QueueContract } from '../../../codegen/runtime/contracts.ts';
import { contracts } from '../../../generated/contracts/index.ts';
import { account, queueArn } from '../../local/arn.ts';
import type { Endpoints } from '../../local/endpoints.ts';
import type { Queue, QueueMessage } from '../api.ts';
import { parserOf } from './parsers.ts';

/** Messages that one look at a queue shows. */
const SHOWN = 100;
/** Characters of a body that are sent. */
const LONGEST = 32_768;

type Stored = NonNullable<ReturnType<Endpoints['peek']>>[number];

/** The queues of the runtime: looking takes nothing out of them. */
export class Queues {
  readonly #endpoints: Pick<Endpoints, 'queues' | 'peek'>;
  readonly #environment: string;
  readonly #sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

  constructor(endpoints: Pick<Endpoints, 'queues' | 'peek'>, environment: string) {
    this.#endpoints = endpoints;
    this.#environment = environment;
  }

  close(): void {
    this.#sqs.destroy();
  }

  /** In the order of the contracts, then those of others. */
  list(): readonly Queue[] {
    const depths = new Map(this.#endpoints.queues().map((queue) => [queue.name, queue]));
    const ours = contracts.queues.map((contract) => {
      const depth = depths.get(this.#deployed(contract.name));
      depths.delete(this.#deployed(contract.name));
      return {
        name: contract.name,
        description: contract.description,
        visible: depth?.visible ?? 0,
        inFlight: depth?.inFlight ?? 0,
        delayed: depth?.delayed ?? 0,
        ...(depth?.oldestSentAt !== undefined && { oldestSentAt: depth.oldestSentAt }),
        isDeadLetterQueue: holdsDeadLetters(contract),
        sources: contracts.queues.filter(({ redrive }) => redrive?.deadLetterQueue === contract.name).map(({ name }) => name),
        consumers: contracts.functions.filter(({ trigger }) => trigger.type === 'queues' && trigger.queues.includes(contract.name)).map(({ name }) => name),
        ...(contract.redrive !== undefined && { maxReceiveCount: contract.redrive.maxReceiveCount }),
      };
    });
    const others = [...depths.values()].map(({ name, visible, inFlight, delayed, oldestSentAt }) => ({
      name,
      visible,
      inFlight,
      delayed,
      ...(oldestSentAt !== undefined && { oldestSentAt }),
      isDeadLetterQueue: false,
      sources: [],
      consumers: [],
    }));
    return [...ours, ...others];
  }

  /** The oldest messages, each with why it is here; undefined when there is no such queue. */
  async messages(name: string): Promise<readonly QueueMessage[] | undefined> {
    const stored = this.#endpoints.peek(this.#deployed(name), SHOWN) ?? this.#endpoints.peek(name, SHOWN);
    if (stored === undefined) return undefined;
    const contract = contracts.queues.find((queue) => queue.name === name);
    return Promise.all(stored.map((message) => this.#shown(message, contract)));
  }

  /** Moves dead letters back to where they came from. Resolves with how many there were, or undefined when the queue holds no dead letters. */
  async redrive(name: string): Promise<number | undefined> {
    const contract = contracts.queues.find((queue) => queue.name === name);
    if (contract === undefined || !holdsDeadLetters(contract)) return undefined;
    const deployed = this.#deployed(name);
    const rule = contracts.rules.find(({ deadLetterQueue }) => deadLetterQueue === name);
    if (rule !== undefined) return this.#moveOneByOne(deployed, this.#deployed(rule.targetQueue));
    const waiting = this.#endpoints.peek(deployed, Number.MAX_SAFE_INTEGER)?.length ?? 0;
    await this.#sqs.send(new StartMessageMoveTaskCommand({ SourceArn: queueArn(deployed) }));
    return waiting;
  }

  /**
   * What a rule could not deliver has no source queue, and StartMessageMoveTask takes dead letters of queues only (SQS API
   * reference): each is sent to the rule's target, then deleted. A crash in between sends it twice, never loses it.
   */
  async #moveOneByOne(from: string, to: string): Promise<number> {
    for (let moved = 0; ;) {
      const { Messages = [] } = await this.#sqs.send(new ReceiveMessageCommand({ QueueUrl: urlOf(from), MaxNumberOfMessages: 10, VisibilityTimeout: 30 }));
      if (Messages.length === 0) return moved;
      for (const { Body, ReceiptHandle } of Messages) {
        await this.#sqs.send(new SendMessageCommand({ QueueUrl: urlOf(to), MessageBody: Body }));
        await this.#sqs.send(new DeleteMessageCommand({ QueueUrl: urlOf(from), ReceiptHandle }));
        moved += 1;
      }
    }
  }

  async #shown(message: Stored, contract: QueueContract | undefined): Promise<QueueMessage> {
    const { messageId, body, sentAt, receiveCount, inFlight, deadLetterSource } = message;
    const source = deadLetterSource === undefined ? undefined : this.#short(deadLetterSource);
    const id = /"orchestration(?:Id|_id)"\s*:\s*"([^"\\]{1,128})"/u.exec(body)?.[1];
    return {
      messageId,
      sentAt,
      receiveCount,
      inFlight,
      body: body.slice(0, LONGEST),
      length: body.length,
      ...(id !== undefined && { orchestrationId: id }),
      reason: await reasonOf(message, source, contract),
      ...(source !== undefined && { deadLetterSource: source }),
    };
  }

  #deployed(name: string): string {
    return deployedName(contracts.service, this.#environment, name);
  }

  #short(deployed: string): string {
    return contracts.queues.find(({ name }) => this.#deployed(name) === deployed)?.name ?? deployed;
  }
}

/** A queue's address; the path names it, the client knows the host. */
function urlOf(deployed: string): string {
  return `http://127.0.0.1/${account}/${deployed}`;
}

function holdsDeadLetters({ name, isDeadLetterQueue }: QueueContract): boolean {
  return isDeadLetterQueue || contracts.rules.some(({ deadLetterQueue }) => deadLetterQueue === name);
}

async function reasonOf(
  { attributes, body, receiveCount, inFlight }: Stored,
  source: string | undefined,
  contract: QueueContract | undefined,
): Promise<string> {
  // EventBridge user guide, "Using dead-letter queues": attributes of an event that could not be delivered.
  const [code, message] = [attributes['ERROR_CODE']?.StringValue, attributes['ERROR_MESSAGE']?.StringValue];
  if (code !== undefined || message !== undefined) return `a rule could not deliver it: ${[code, message].filter((part) => part !== undefined).join(', ')}`;
  const invalid = contract === undefined ? undefined : await whatIsWrong(body, contract);
  if (invalid !== undefined) return invalid;
  if (source !== undefined) return `received ${receiveCount} times from ${source} and never finished`;
  if (inFlight) return receiveCount > 1 ? `being worked on, try ${receiveCount}` : 'being worked on';
  return receiveCount === 0 ? 'waiting' : `waiting for try ${receiveCount + 1}`;
}

/** Which contract of the queue the body breaks; undefined when it fits one. */
async function whatIsWrong(body: string, contract: QueueContract): Promise<string | undefined> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return 'its body is not JSON';
  }
  if (typeof value !== 'object' || value === null) return 'its body is not an object';
  const envelope = value as { readonly 'detail-type'?: unknown; readonly source?: unknown; readonly detail?: unknown };
  const event = contracts.events.find(({ source, detailType }) => source === envelope.source && detailType === envelope['detail-type']);
  const candidates = event === undefined ? contract.messages.filter((name) => contracts.events.every((one) => one.name !== name)) : [event.name];
  const problems = await Promise.all(
    candidates.map(async (name) => {
      const parsed = (await parserOf(name))(event === undefined ? value : envelope.detail);
      return parsed.ok ? undefined : `not a valid ${name}: ${parsed.problems.map(({ pointer, message }) => `${pointer} ${message}`.trim()).join('; ')}`;
    }),
  );
  return candidates.length === 0 || problems.includes(undefined) ? undefined : problems[0];
}
