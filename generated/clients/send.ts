// Generated from asyncapi.yaml. Do not edit.

import type { SQSClient } from '@aws-sdk/client-sqs';
import { assertParsed } from '../../codegen/runtime/contract-violation.ts';
import { type OutgoingMessage, sendMessage } from '../../codegen/runtime/send.ts';
import type { AgentTask } from '../messages/agent-task.v1.ts';
import type { Cancel } from '../messages/cancel.v1.ts';
import type { Wake } from '../messages/wake.v1.ts';
import { parseAgentTask } from '../validators/messages/agent-task.v1.js';
import { parseCancel } from '../validators/messages/cancel.v1.js';
import { parseWake } from '../validators/messages/wake.v1.js';

/** JSON text of a validated AgentTask, without unknown fields, for `sendMessages`. Throws ContractViolation when it is not valid. */
export function agentTaskBody(message: AgentTask): string {
  return JSON.stringify(assertParsed('AgentTask', parseAgentTask(message)));
}

/**
 * One task for one agent, as it lies on the agent's queue.
 *
 * Sends one to a queue; throws SendError when the queue does not take it.
 */
export async function sendAgentTask(client: SQSClient, queueUrl: string, message: AgentTask, options: Omit<OutgoingMessage, 'body'> = {}): Promise<void> {
  await sendMessage(client, queueUrl, { ...options, body: agentTaskBody(message) });
}

/** JSON text of a validated Wake, without unknown fields, for `sendMessages`. Throws ContractViolation when it is not valid. */
export function wakeBody(message: Wake): string {
  return JSON.stringify(assertParsed('Wake', parseWake(message)));
}

/**
 * A tick – look at this orchestration again
 *
 * Sends one to a queue; throws SendError when the queue does not take it.
 */
export async function sendWake(client: SQSClient, queueUrl: string, message: Wake, options: Omit<OutgoingMessage, 'body'> = {}): Promise<void> {
  await sendMessage(client, queueUrl, { ...options, body: wakeBody(message) });
}

/** JSON text of a validated Cancel, without unknown fields, for `sendMessages`. Throws ContractViolation when it is not valid. */
export function cancelBody(message: Cancel): string {
  return JSON.stringify(assertParsed('Cancel', parseCancel(message)));
}

/**
 * An operator's wish to end an orchestration.
 *
 * Sends one to a queue; throws SendError when the queue does not take it.
 */
export async function sendCancel(client: SQSClient, queueUrl: string, message: Cancel, options: Omit<OutgoingMessage, 'body'> = {}): Promise<void> {
  await sendMessage(client, queueUrl, { ...options, body: cancelBody(message) });
}

export { sendMessages, SendError, type OutgoingMessage, type RefusedMessage } from '../../codegen/runtime/send.ts';
