import type { SQSClient } from '@aws-sdk/client-sqs';
import { agentTaskBody, sendMessages } from '../../../generated/clients/send.ts';
import type { AgentTask } from '../../../generated/messages/agent-task.v1.ts';
import { utf8Bytes } from '../../core/limits.ts';
import type { Log, TaskQueue } from '../../shell/ports.ts';
import type { QueueUrls } from './queue-urls.ts';
import { toWireText } from './wire-text.ts';

/** A message of SQS, attributes included (service quotas, 2026). */
const LARGEST = 1_048_576;

interface Outgoing {
  readonly index: number;
  readonly queueUrl: string;
  readonly body: string;
}

/**
 * Tasks to agents' queues, in as few requests as possible. Never throws: a message that was not handed over, for
 * whatever reason, is among the indexes returned, so that one agent's broken queue or message keeps nobody else's task
 * back. What can never be sent (not valid, too big, no such queue) is logged as an error; its task ends at its deadline.
 */
export function createTaskQueue(sqs: SQSClient, urls: QueueUrls, log: Log): TaskQueue {
  return {
    async send(messages) {
      const prepared = await Promise.all(messages.map(({ target, body }, index) => prepare(urls, log, index, target, body)));
      const byQueue = Map.groupBy(
        prepared.filter((one) => typeof one !== 'number'),
        ({ queueUrl }) => queueUrl,
      );
      const refused = await Promise.all([...byQueue].map(([queueUrl, outgoing]) => sendTo(sqs, log, queueUrl, outgoing)));
      return [...prepared.filter((one) => typeof one === 'number'), ...refused.flat()].toSorted((a, b) => a - b);
    },
  };
}

/** The message with its queue found and its text made; its index when that cannot be. */
async function prepare(urls: QueueUrls, log: Log, index: number, target: string, body: AgentTask): Promise<Outgoing | number> {
  try {
    const text = toWireText(agentTaskBody(body));
    const bytes = utf8Bytes(text);
    if (bytes > LARGEST) throw new Error(`the message has ${bytes} bytes, SQS takes ${LARGEST}: store its input and send "input_ref"`);
    return { index, queueUrl: await urls.of(target), body: text };
  } catch (cause) {
    log('error', 'a task cannot be sent', { orchestrationId: body.orchestration_id, agentId: body.node, queue: target, error: String(cause) });
    return index;
  }
}

async function sendTo(sqs: SQSClient, log: Log, queueUrl: string, outgoing: readonly Outgoing[]): Promise<readonly number[]> {
  try {
    const refused = await sendMessages(
      sqs,
      queueUrl,
      outgoing.map(({ body }) => ({ body })),
    );
    for (const { code, message } of refused) log('warn', 'a queue refused a task', { queue: queueUrl, code, error: message });
    return refused.flatMap(({ index }) => outgoing[index]?.index ?? []);
  } catch (cause) {
    // Some may have been accepted all the same: they are sent twice then, and the worker's claim removes the duplicates.
    log('error', 'tasks were not accepted by their queue; if it does not exist, correct "action.target" of the agents that name it', {
      queue: queueUrl,
      count: outgoing.length,
      error: String(cause),
    });
    return outgoing.map(({ index }) => index);
  }
}
