import { GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Finds the URL of a queue that is named by its URL or by its deployed name; a name is asked for once per process. */
export class QueueUrls {
  readonly #sqs: SQSClient;
  readonly #byName = new Map<string, Promise<string>>();

  constructor(sqs: SQSClient) {
    this.#sqs = sqs;
  }

  /** Throws when there is no such queue. */
  of(target: string): Promise<string> {
    if (/^https?:\/\//u.test(target)) return Promise.resolve(target);
    const known = this.#byName.get(target);
    if (known !== undefined) return known;
    const asked = this.#ask(target);
    this.#byName.set(target, asked);
    return asked;
  }

  async #ask(name: string): Promise<string> {
    try {
      const { QueueUrl } = await this.#sqs.send(new GetQueueUrlCommand({ QueueName: name }));
      if (QueueUrl === undefined) throw new Error(`SQS knows no URL for the queue "${name}"`);
      return QueueUrl;
    } catch (cause) {
      // Not remembered: the queue may be created in a moment.
      this.#byName.delete(name);
      throw new Error(
        `the queue "${name}" was not found: correct "action.target" of the agents that name it (${cause instanceof Error ? cause.message : String(cause)})`,
        { cause },
      );
    }
  }
}

/** Domains by partition (AWS General Reference, service endpoints). */
const DOMAINS: Readonly<Record<string, string>> = { 'aws-cn': 'amazonaws.com.cn' };

/**
 * The URL of the queue with this ARN, by the rule of the SQS developer guide (queue and message identifiers). Derived,
 * not asked for: a function that only reads a queue need not be allowed to look queues up.
 */
export function queueUrlOfArn(arn: string): string {
  const [, partition, service, region, account, name] = arn.split(':');
  if (partition === undefined || service !== 'sqs' || region === undefined || account === undefined || name === undefined)
    throw new Error(`"${arn}" is not the ARN of a queue: expected arn:aws:sqs:<region>:<account>:<name>`);
  return `https://sqs.${region}.${DOMAINS[partition] ?? 'amazonaws.com'}/${account}/${name}`;
}
