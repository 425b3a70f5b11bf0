import type { SQSRecord } from 'aws-lambda';
import type { FabricatorInput } from '../../generated/agents/fabricator.ts';
import type { AgentTask } from '../../generated/messages/agent-task.v1.ts';
import { parseFabricatorInput } from '../../generated/validators/agents/fabricator.js';
import { canonicalNeed } from '../core/fabrication/need.ts';
import { sha256 } from '../shell/hash.ts';
import type { Payloads } from '../shell/ports.ts';
import { parseJson } from '../shell/record.ts';

/** `orchestration_id` of a request that comes from outside any orchestration. */
export const DIRECT = '0';

/** The only kind of direct request; named by the message attribute `requestType`, which may be absent. */
const REQUEST_TYPE = 'agent-creation';

export type FabricationRequest =
  | { readonly ok: true; readonly input: FabricatorInput; readonly requestHash: string }
  | { readonly ok: false; readonly message: string };

/** What a message asks for, or why it cannot be understood. */
export async function requestOf(message: AgentTask, record: SQSRecord, payloads: Payloads): Promise<FabricationRequest> {
  const type = record.messageAttributes?.['requestType']?.stringValue;
  if (type !== undefined && type !== REQUEST_TYPE) return { ok: false, message: `the message attribute requestType is "${type}", expected "${REQUEST_TYPE}"` };
  const stored = message.input_ref === undefined ? undefined : await payloads.get(message.input_ref);
  if (message.input_ref !== undefined && stored === undefined) return { ok: false, message: `the input payloads/${message.input_ref} is not there` };
  const parsed = parseFabricatorInput(stored === undefined ? message.agent_input : parseJson(stored));
  if (!parsed.ok)
    return {
      ok: false,
      message: `agent_input is not valid: ${parsed.problems.map((problem) => `${problem.pointer} ${problem.message}`.trim()).join('; ')}: give {"taskDetails": "what the new agent must do"}`,
    };
  return { ok: true, input: parsed.value, requestHash: sha256(canonicalNeed(parsed.value.taskDetails, parsed.value.agentName)) };
}
