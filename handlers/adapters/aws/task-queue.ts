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
  readonly target: string;
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
      const outgoing: Outgoing[] = [];
      const refused: number[] = [];
      for (const [index, { target, body }] of messages.entries()) {
        const text = textOf(body, log);
        if (text === undefined) refused.push(index);
        else outgoing.push({ index, target, body: text });
      }
      const byTarget = Map.groupBy(outgoing, ({ target }) => target);
      const refusedByTarget = await Promise.all([...byTarget].map(([target, sameTarget]) => sendTo(sqs, urls, log, target, sameTarget)));
      return [...refused, ...refusedByTarget.flat()].toSorted((a, b) => a - b);
    },
  };
}

function textOf(body: AgentTask, log: Log): string | undefined {
  const about = { orchestrationId: body.orchestration_id, agentId: body.node };
  let text: string;
  try {
    text = toWireText(agentTaskBody(body));
  } catch (cause) {
    log('error', 'a task is not sent, its message is not valid', { ...about, error: String(cause) });
    return undefined;
  }
  const bytes = utf8Bytes(text);
  if (bytes <= LARGEST) return text;
  log('error', `a task is not sent, its message is too big for SQS (${bytes} of ${LARGEST} bytes): store its input and send "input_ref"`, about);
  return undefined;
}

async function sendTo(sqs: SQSClient, urls: QueueUrls, log: Log, target: string, outgoing: readonly Outgoing[]): Promise<readonly number[]> {
  try {
    const refused = await sendMessages(sqs, await urls.of(target), outgoing.map(({ body }) => ({ body })));
    for (const { code, message } of refused) log('warn', 'a queue refused a task', { queue: target, code, error: message });
    return refused.flatMap(({ index }) => outgoing[index]?.index ?? []);
  } catch (cause) {
    // Some may have been accepted all the same: they are sent twice then, and the worker's claim removes the duplicates.
    log('error', 'tasks were not accepted by their queue; if it does not exist, correct "action.target" of the agents that name it', { queue: target, count: outgoing.length, error: String(cause) });
    return outgoing.map(({ index }) => index);
  }
}
