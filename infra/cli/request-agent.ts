import { SQSClient } from '@aws-sdk/client-sqs';
import { randomBytes } from 'node:crypto';
import { sendAgentTask } from '../../generated/clients/send.ts';
import { agentFabricated, type AgentFabricated } from '../../generated/events/agent-fabricated.v1.ts';
import { parseAgentFabricated } from '../../generated/validators/events/agent-fabricated.v1.js';
import { openEventTail } from './event-tail.ts';
import type { Target } from './target.ts';

/** `orchestration_id` of a request from outside any orchestration. */
const DIRECT = '0';

/**
 * Asks the fabricator directly for an agent and waits for its answer, which is an event. Undefined when there is none after
 * `timeoutMs`; the fabricator goes on. `waiting` hears every second how long it has been, in milliseconds.
 */
export async function requestAgent(
  target: Target,
  need: { readonly taskDetails: string; readonly agentName?: string },
  timeoutMs: number,
  waiting: (milliseconds: number) => void = () => {},
): Promise<AgentFabricated | undefined> {
  const useId = `cli-${randomBytes(9).toString('base64url')}`;
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const tail = await openEventTail(target, { source: [agentFabricated.source], detail: { agent_use_id: [useId] } });
  try {
    await sendAgentTask(sqs, await target.queueUrl('fabricator'), {
      orchestration_id: DIRECT,
      agent_use_id: useId,
      node: 'fabricator',
      agent_input: { ...need },
    });
    const started = Date.now();
    while (Date.now() - started < timeoutMs) {
      waiting(Date.now() - started);
      const [event] = await tail.next(1);
      if (event === undefined) continue;
      const parsed = parseAgentFabricated(event.detail);
      if (!parsed.ok) throw new Error(`an event "${agentFabricated.detailType}" is not valid: ${JSON.stringify(parsed.problems)}`);
      return parsed.value;
    }
    return undefined;
  } finally {
    await tail.close();
    sqs.destroy();
  }
}
