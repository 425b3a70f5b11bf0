// Generated from asyncapi.yaml. Do not edit.

import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { assertParsed } from '../../codegen/runtime/contract-violation.ts';
import { type OutgoingEvent, putEvents } from '../../codegen/runtime/publish.ts';
import type { AgentActivated } from '../events/agent-activated.v1.ts';
import type { AgentFabricated } from '../events/agent-fabricated.v1.ts';
import type { AgentRegistered } from '../events/agent-registered.v1.ts';
import type { AgentSuspended } from '../events/agent-suspended.v1.ts';
import type { ArbiterError } from '../events/error.v1.ts';
import type { OrchestrationCancelled } from '../events/orchestration-cancelled.v1.ts';
import type { OrchestrationCompleted } from '../events/orchestration-completed.v1.ts';
import type { OrchestrationFailed } from '../events/orchestration-failed.v1.ts';
import type { OrchestrationRejected } from '../events/orchestration-rejected.v1.ts';
import type { OrchestrationStarted } from '../events/orchestration-started.v1.ts';
import type { OrchestrationTurnCompleted } from '../events/orchestration-turn-completed.v1.ts';
import type { TaskCompletion } from '../events/task-completion.v1.ts';
import type { TaskDispatched } from '../events/task-dispatched.v1.ts';
import type { TaskRequest } from '../events/task-request.v1.ts';
import type { ToolRegistered } from '../events/tool-registered.v1.ts';
import { parseAgentActivated } from '../validators/events/agent-activated.v1.js';
import { parseAgentFabricated } from '../validators/events/agent-fabricated.v1.js';
import { parseAgentRegistered } from '../validators/events/agent-registered.v1.js';
import { parseAgentSuspended } from '../validators/events/agent-suspended.v1.js';
import { parseArbiterError } from '../validators/events/error.v1.js';
import { parseOrchestrationCancelled } from '../validators/events/orchestration-cancelled.v1.js';
import { parseOrchestrationCompleted } from '../validators/events/orchestration-completed.v1.js';
import { parseOrchestrationFailed } from '../validators/events/orchestration-failed.v1.js';
import { parseOrchestrationRejected } from '../validators/events/orchestration-rejected.v1.js';
import { parseOrchestrationStarted } from '../validators/events/orchestration-started.v1.js';
import { parseOrchestrationTurnCompleted } from '../validators/events/orchestration-turn-completed.v1.js';
import { parseTaskCompletion } from '../validators/events/task-completion.v1.js';
import { parseTaskDispatched } from '../validators/events/task-dispatched.v1.js';
import { parseTaskRequest } from '../validators/events/task-request.v1.js';
import { parseToolRegistered } from '../validators/events/tool-registered.v1.js';

/** A validated TaskRequest, without unknown fields, for `putEvents`. Throws ContractViolation when it is not valid. */
export function taskRequestEvent(detail: TaskRequest): OutgoingEvent {
  return { source: 'task.request', detailType: 'task.request', detail: assertParsed('TaskRequest', parseTaskRequest(detail)) };
}

/**
 * Someone asks for a task to be done. Only "task" is needed; unknown fields are ignored.
 *
 * Publishes one to the bus named `bus`; resolves when the bus has accepted it.
 */
export async function publishTaskRequest(client: EventBridgeClient, bus: string, detail: TaskRequest): Promise<void> {
  await putEvents(client, bus, [taskRequestEvent(detail)]);
}

/** A validated TaskCompletion, without unknown fields, for `putEvents`. Throws ContractViolation when it is not valid. */
export function taskCompletionEvent(detail: TaskCompletion): OutgoingEvent {
  return { source: 'task.completion', detailType: 'task.completion', detail: assertParsed('TaskCompletion', parseTaskCompletion(detail)) };
}

/**
 * A task has ended, well or badly.
 *
 * Publishes one to the bus named `bus`; resolves when the bus has accepted it.
 */
export async function publishTaskCompletion(client: EventBridgeClient, bus: string, detail: TaskCompletion): Promise<void> {
  await putEvents(client, bus, [taskCompletionEvent(detail)]);
}

/** A validated AgentFabricated, without unknown fields, for `putEvents`. Throws ContractViolation when it is not valid. */
export function agentFabricatedEvent(detail: AgentFabricated): OutgoingEvent {
  return { source: 'agent.fabricated', detailType: 'agent.fabricated', detail: assertParsed('AgentFabricated', parseAgentFabricated(detail)) };
}

/**
 * A direct request to the fabricator has ended.
 *
 * Publishes one to the bus named `bus`; resolves when the bus has accepted it.
 */
export async function publishAgentFabricated(client: EventBridgeClient, bus: string, detail: AgentFabricated): Promise<void> {
  await putEvents(client, bus, [agentFabricatedEvent(detail)]);
}

/** A validated OrchestrationStarted, without unknown fields, for `putEvents`. Throws ContractViolation when it is not valid. */
export function orchestrationStartedEvent(detail: OrchestrationStarted): OutgoingEvent {
  return { source: 'supervisor', detailType: 'orchestration.started', detail: assertParsed('OrchestrationStarted', parseOrchestrationStarted(detail)) };
}

/**
 * A request was accepted and stored. Published with the first turn, or with the end when there is none.
 *
 * Publishes one to the bus named `bus`; resolves when the bus has accepted it.
 */
export async function publishOrchestrationStarted(client: EventBridgeClient, bus: string, detail: OrchestrationStarted): Promise<void> {
  await putEvents(client, bus, [orchestrationStartedEvent(detail)]);
}

/** A validated OrchestrationTurnCompleted, without unknown fields, for `putEvents`. Throws ContractViolation when it is not valid. */
export function orchestrationTurnCompletedEvent(detail: OrchestrationTurnCompleted): OutgoingEvent {
  return { source: 'supervisor', detailType: 'orchestration.turn.completed', detail: assertParsed('OrchestrationTurnCompleted', parseOrchestrationTurnCompleted(detail)) };
}

/**
 * The model has answered a turn and it is stored.
 *
 * Publishes one to the bus named `bus`; resolves when the bus has accepted it.
 */
export async function publishOrchestrationTurnCompleted(client: EventBridgeClient, bus: string, detail: OrchestrationTurnCompleted): Promise<void> {
  await putEvents(client, bus, [orchestrationTurnCompletedEvent(detail)]);
}

/** A validated TaskDispatched, without unknown fields, for `putEvents`. Throws ContractViolation when it is not valid. */
export function taskDispatchedEvent(detail: TaskDispatched): OutgoingEvent {
  return { source: 'supervisor', detailType: 'task.dispatched', detail: assertParsed('TaskDispatched', parseTaskDispatched(detail)) };
}

/**
 * A task was sent to its agent's queue.
 *
 * Publishes one to the bus named `bus`; resolves when the bus has accepted it.
 */
export async function publishTaskDispatched(client: EventBridgeClient, bus: string, detail: TaskDispatched): Promise<void> {
  await putEvents(client, bus, [taskDispatchedEvent(detail)]);
}

/** A validated OrchestrationCompleted, without unknown fields, for `putEvents`. Throws ContractViolation when it is not valid. */
export function orchestrationCompletedEvent(detail: OrchestrationCompleted): OutgoingEvent {
  return { source: 'supervisor', detailType: 'orchestration.completed', detail: assertParsed('OrchestrationCompleted', parseOrchestrationCompleted(detail)) };
}

/**
 * The answer stands.
 *
 * Publishes one to the bus named `bus`; resolves when the bus has accepted it.
 */
export async function publishOrchestrationCompleted(client: EventBridgeClient, bus: string, detail: OrchestrationCompleted): Promise<void> {
  await putEvents(client, bus, [orchestrationCompletedEvent(detail)]);
}

/** A validated OrchestrationFailed, without unknown fields, for `putEvents`. Throws ContractViolation when it is not valid. */
export function orchestrationFailedEvent(detail: OrchestrationFailed): OutgoingEvent {
  return { source: 'supervisor', detailType: 'orchestration.failed', detail: assertParsed('OrchestrationFailed', parseOrchestrationFailed(detail)) };
}

/**
 * It ended without an answer.
 *
 * Publishes one to the bus named `bus`; resolves when the bus has accepted it.
 */
export async function publishOrchestrationFailed(client: EventBridgeClient, bus: string, detail: OrchestrationFailed): Promise<void> {
  await putEvents(client, bus, [orchestrationFailedEvent(detail)]);
}

/** A validated OrchestrationCancelled, without unknown fields, for `putEvents`. Throws ContractViolation when it is not valid. */
export function orchestrationCancelledEvent(detail: OrchestrationCancelled): OutgoingEvent {
  return { source: 'supervisor', detailType: 'orchestration.cancelled', detail: assertParsed('OrchestrationCancelled', parseOrchestrationCancelled(detail)) };
}

/**
 * Someone cancelled it.
 *
 * Publishes one to the bus named `bus`; resolves when the bus has accepted it.
 */
export async function publishOrchestrationCancelled(client: EventBridgeClient, bus: string, detail: OrchestrationCancelled): Promise<void> {
  await putEvents(client, bus, [orchestrationCancelledEvent(detail)]);
}

/** A validated OrchestrationRejected, without unknown fields, for `putEvents`. Throws ContractViolation when it is not valid. */
export function orchestrationRejectedEvent(detail: OrchestrationRejected): OutgoingEvent {
  return { source: 'supervisor', detailType: 'orchestration.rejected', detail: assertParsed('OrchestrationRejected', parseOrchestrationRejected(detail)) };
}

/**
 * A request was refused before anything was stored for it.
 *
 * Publishes one to the bus named `bus`; resolves when the bus has accepted it.
 */
export async function publishOrchestrationRejected(client: EventBridgeClient, bus: string, detail: OrchestrationRejected): Promise<void> {
  await putEvents(client, bus, [orchestrationRejectedEvent(detail)]);
}

/** A validated AgentRegistered, without unknown fields, for `putEvents`. Throws ContractViolation when it is not valid. */
export function agentRegisteredEvent(detail: AgentRegistered): OutgoingEvent {
  return { source: 'registry', detailType: 'agent.registered', detail: assertParsed('AgentRegistered', parseAgentRegistered(detail)) };
}

/**
 * A version of an agent was registered and waits for its activation.
 *
 * Publishes one to the bus named `bus`; resolves when the bus has accepted it.
 */
export async function publishAgentRegistered(client: EventBridgeClient, bus: string, detail: AgentRegistered): Promise<void> {
  await putEvents(client, bus, [agentRegisteredEvent(detail)]);
}

/** A validated AgentActivated, without unknown fields, for `putEvents`. Throws ContractViolation when it is not valid. */
export function agentActivatedEvent(detail: AgentActivated): OutgoingEvent {
  return { source: 'registry', detailType: 'agent.activated', detail: assertParsed('AgentActivated', parseAgentActivated(detail)) };
}

/**
 * An agent version became active.
 *
 * Publishes one to the bus named `bus`; resolves when the bus has accepted it.
 */
export async function publishAgentActivated(client: EventBridgeClient, bus: string, detail: AgentActivated): Promise<void> {
  await putEvents(client, bus, [agentActivatedEvent(detail)]);
}

/** A validated AgentSuspended, without unknown fields, for `putEvents`. Throws ContractViolation when it is not valid. */
export function agentSuspendedEvent(detail: AgentSuspended): OutgoingEvent {
  return { source: 'registry', detailType: 'agent.suspended', detail: assertParsed('AgentSuspended', parseAgentSuspended(detail)) };
}

/**
 * An agent was switched off.
 *
 * Publishes one to the bus named `bus`; resolves when the bus has accepted it.
 */
export async function publishAgentSuspended(client: EventBridgeClient, bus: string, detail: AgentSuspended): Promise<void> {
  await putEvents(client, bus, [agentSuspendedEvent(detail)]);
}

/** A validated ToolRegistered, without unknown fields, for `putEvents`. Throws ContractViolation when it is not valid. */
export function toolRegisteredEvent(detail: ToolRegistered): OutgoingEvent {
  return { source: 'registry', detailType: 'tool.registered', detail: assertParsed('ToolRegistered', parseToolRegistered(detail)) };
}

/**
 * A worker tool was stored and registered.
 *
 * Publishes one to the bus named `bus`; resolves when the bus has accepted it.
 */
export async function publishToolRegistered(client: EventBridgeClient, bus: string, detail: ToolRegistered): Promise<void> {
  await putEvents(client, bus, [toolRegisteredEvent(detail)]);
}

/** A validated ArbiterError, without unknown fields, for `putEvents`. Throws ContractViolation when it is not valid. */
export function errorEvent(detail: ArbiterError): OutgoingEvent {
  return { source: 'arbiter', detailType: 'error', detail: assertParsed('ArbiterError', parseArbiterError(detail)) };
}

/**
 * A critical failure that a person should know of.
 *
 * Publishes one to the bus named `bus`; resolves when the bus has accepted it.
 */
export async function publishArbiterError(client: EventBridgeClient, bus: string, detail: ArbiterError): Promise<void> {
  await putEvents(client, bus, [errorEvent(detail)]);
}

export { putEvents, PublishError, type OutgoingEvent } from '../../codegen/runtime/publish.ts';
