import { SQSClient } from '@aws-sdk/client-sqs';
import { randomBytes } from 'node:crypto';
import { agentFabricated } from '../../../generated/events/agent-fabricated.v1.ts';
import { sendAgentTask } from '../../../generated/clients/send.ts';
import { parseAgentFabricated } from '../../../generated/validators/events/agent-fabricated.v1.js';
import { openEventTail } from '../event-tail.ts';
import { Failure, misuse } from '../failure.ts';
import { openTarget } from '../target.ts';
import { createTerminal, printable } from '../terminal.ts';
import type { Common } from '../with-target.ts';

export interface FabricateOptions extends Common {
  readonly name: string | undefined;
  readonly timeout: number;
  readonly model: string | undefined;
}

/** `orchestration_id` of a request from outside any orchestration. */
const DIRECT = '0';

/** `fabricate "what is needed"`: asks the fabricator for an agent and waits until there is one. */
export async function fabricateCommand(need: string, options: FabricateOptions): Promise<number> {
  const terminal = createTerminal(options.json);
  if (need.trim() === '') throw misuse('say what the agent must do, for instance "an agent that converts a number to roman numerals"');
  if (options.name !== undefined && !/^[a-zA-Z0-9_-]{1,64}$/u.test(options.name)) throw misuse(`--name "${options.name}": at most 64 letters, digits, "-" and "_"`);
  const target = await openTarget(options, terminal, options.model);
  const useId = `cli-${randomBytes(9).toString('base64url')}`;
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const tail = await openEventTail(target, { source: [agentFabricated.source], detail: { agent_use_id: [useId] } });
  try {
    await sendAgentTask(sqs, await target.queueUrl('fabricator'), {
      orchestration_id: DIRECT,
      agent_use_id: useId,
      node: 'fabricator',
      agent_input: { taskDetails: need, ...(options.name !== undefined && { agentName: options.name }) },
    });
    const started = Date.now();
    while (Date.now() - started < options.timeout * 1_000) {
      terminal.transient(`  the fabricator is at work, ${Math.round((Date.now() - started) / 1_000)} s`);
      const [event] = await tail.next(1);
      if (event === undefined) continue;
      const parsed = parseAgentFabricated(event.detail);
      if (!parsed.ok) throw new Error(`an event "${agentFabricated.detailType}" is not valid: ${JSON.stringify(parsed.problems)}`);
      const { status = 'success', error, data, agentId, version, state } = parsed.value;
      if (options.json) terminal.print(JSON.stringify({ status, agentId: agentId ?? null, version: version ?? null, state: state ?? null, ...(error === undefined ? { message: data } : { error }) }));
      if (status === 'error') {
        if (options.json) return 1;
        throw new Failure(`no agent was made: ${printable(error === undefined ? 'no reason given' : `${error.code}: ${error.message}`)}`, 1);
      }
      if (!options.json) terminal.print(printable(typeof data === 'string' ? data : JSON.stringify(data)));
      return 0;
    }
    throw new Failure(`no answer within ${options.timeout} s (--timeout): the fabricator goes on; see "npm run arbiter -- agents list"`, 1);
  } finally {
    await tail.close();
    sqs.destroy();
    await target.close();
  }
}
