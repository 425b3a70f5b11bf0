// Generated from asyncapi.yaml. Do not edit.

import { type Consumed, type Message, consumed, receive, unrecognised } from '../../codegen/runtime/consume.ts';
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
import type { AgentTask } from '../messages/agent-task.v1.ts';
import type { Cancel } from '../messages/cancel.v1.ts';
import type { Wake } from '../messages/wake.v1.ts';
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
import { parseAgentTask } from '../validators/messages/agent-task.v1.js';
import { parseCancel } from '../validators/messages/cancel.v1.js';
import { parseWake } from '../validators/messages/wake.v1.js';

/** What may lie on queue "inbox". */
export type InboxMessage = Message<'task-request', TaskRequest> | Message<'task-completion', TaskCompletion> | Message<'wake', Wake> | Message<'cancel', Cancel>;

/** Reads one message of queue "inbox". Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function consumeInbox(input: unknown): Consumed<InboxMessage> {
  const received = receive(input);
  switch (received.claim) {
    case 'task.request task.request':
      return consumed('task-request', parseTaskRequest(received.value), received);
    case 'task.completion task.completion':
      return consumed('task-completion', parseTaskCompletion(received.value), received);
    case '#wake':
      return consumed('wake', parseWake(received.value), received);
    case '#cancel':
      return consumed('cancel', parseCancel(received.value), received);
    default:
      return unrecognised(received, ['task.request/task.request', 'task.completion/task.completion', 'wake', 'cancel']);
  }
}

/** What may lie on queue "worker". */
export type WorkerMessage = Message<'agent-task', AgentTask>;

/** Reads one message of queue "worker". Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function consumeWorker(input: unknown): Consumed<WorkerMessage> {
  const received = receive(input);
  if (received.problem !== undefined || received.envelope !== undefined) return unrecognised(received, ['agent-task']);
  return consumed('agent-task', parseAgentTask(received.value), received);
}

/** What may lie on queue "fabricator". */
export type FabricatorMessage = Message<'agent-task', AgentTask>;

/** Reads one message of queue "fabricator". Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function consumeFabricator(input: unknown): Consumed<FabricatorMessage> {
  const received = receive(input);
  if (received.problem !== undefined || received.envelope !== undefined) return unrecognised(received, ['agent-task']);
  return consumed('agent-task', parseAgentTask(received.value), received);
}

/** What may lie on queue "undelivered". */
export type UndeliveredMessage = Message<'task-request', TaskRequest> | Message<'task-completion', TaskCompletion>;

/** Reads one message of queue "undelivered". Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function consumeUndelivered(input: unknown): Consumed<UndeliveredMessage> {
  const received = receive(input);
  switch (received.claim) {
    case 'task.request task.request':
      return consumed('task-request', parseTaskRequest(received.value), received);
    case 'task.completion task.completion':
      return consumed('task-completion', parseTaskCompletion(received.value), received);
    default:
      return unrecognised(received, ['task.request/task.request', 'task.completion/task.completion']);
  }
}

/** Every event on the bus. */
export type BusEvent =
  | Message<'task-request', TaskRequest>
  | Message<'task-completion', TaskCompletion>
  | Message<'agent-fabricated', AgentFabricated>
  | Message<'orchestration-started', OrchestrationStarted>
  | Message<'orchestration-turn-completed', OrchestrationTurnCompleted>
  | Message<'task-dispatched', TaskDispatched>
  | Message<'orchestration-completed', OrchestrationCompleted>
  | Message<'orchestration-failed', OrchestrationFailed>
  | Message<'orchestration-cancelled', OrchestrationCancelled>
  | Message<'orchestration-rejected', OrchestrationRejected>
  | Message<'agent-registered', AgentRegistered>
  | Message<'agent-activated', AgentActivated>
  | Message<'agent-suspended', AgentSuspended>
  | Message<'tool-registered', ToolRegistered>
  | Message<'error', ArbiterError>;

/** Reads any event of the bus; pulls in every event's validator. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function consumeEvent(input: unknown): Consumed<BusEvent> {
  const received = receive(input);
  switch (received.claim) {
    case 'task.request task.request':
      return consumed('task-request', parseTaskRequest(received.value), received);
    case 'task.completion task.completion':
      return consumed('task-completion', parseTaskCompletion(received.value), received);
    case 'agent.fabricated agent.fabricated':
      return consumed('agent-fabricated', parseAgentFabricated(received.value), received);
    case 'supervisor orchestration.started':
      return consumed('orchestration-started', parseOrchestrationStarted(received.value), received);
    case 'supervisor orchestration.turn.completed':
      return consumed('orchestration-turn-completed', parseOrchestrationTurnCompleted(received.value), received);
    case 'supervisor task.dispatched':
      return consumed('task-dispatched', parseTaskDispatched(received.value), received);
    case 'supervisor orchestration.completed':
      return consumed('orchestration-completed', parseOrchestrationCompleted(received.value), received);
    case 'supervisor orchestration.failed':
      return consumed('orchestration-failed', parseOrchestrationFailed(received.value), received);
    case 'supervisor orchestration.cancelled':
      return consumed('orchestration-cancelled', parseOrchestrationCancelled(received.value), received);
    case 'supervisor orchestration.rejected':
      return consumed('orchestration-rejected', parseOrchestrationRejected(received.value), received);
    case 'registry agent.registered':
      return consumed('agent-registered', parseAgentRegistered(received.value), received);
    case 'registry agent.activated':
      return consumed('agent-activated', parseAgentActivated(received.value), received);
    case 'registry agent.suspended':
      return consumed('agent-suspended', parseAgentSuspended(received.value), received);
    case 'registry tool.registered':
      return consumed('tool-registered', parseToolRegistered(received.value), received);
    case 'arbiter error':
      return consumed('error', parseArbiterError(received.value), received);
    default:
      return unrecognised(received, [
          'task.request/task.request',
          'task.completion/task.completion',
          'agent.fabricated/agent.fabricated',
          'supervisor/orchestration.started',
          'supervisor/orchestration.turn.completed',
          'supervisor/task.dispatched',
          'supervisor/orchestration.completed',
          'supervisor/orchestration.failed',
          'supervisor/orchestration.cancelled',
          'supervisor/orchestration.rejected',
          'registry/agent.registered',
          'registry/agent.activated',
          'registry/agent.suspended',
          'registry/tool.registered',
          'arbiter/error',
        ]);
  }
}

/** Reads a TaskRequest and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readTaskRequest(input: unknown): Consumed<Message<'task-request', TaskRequest>> {
  const received = receive(input);
  switch (received.claim) {
    case 'task.request task.request':
      return consumed('task-request', parseTaskRequest(received.value), received);
    default:
      return unrecognised(received, ['task.request/task.request']);
  }
}

/** Reads a TaskCompletion and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readTaskCompletion(input: unknown): Consumed<Message<'task-completion', TaskCompletion>> {
  const received = receive(input);
  switch (received.claim) {
    case 'task.completion task.completion':
      return consumed('task-completion', parseTaskCompletion(received.value), received);
    default:
      return unrecognised(received, ['task.completion/task.completion']);
  }
}

/** Reads a AgentFabricated and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readAgentFabricated(input: unknown): Consumed<Message<'agent-fabricated', AgentFabricated>> {
  const received = receive(input);
  switch (received.claim) {
    case 'agent.fabricated agent.fabricated':
      return consumed('agent-fabricated', parseAgentFabricated(received.value), received);
    default:
      return unrecognised(received, ['agent.fabricated/agent.fabricated']);
  }
}

/** Reads a OrchestrationStarted and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readOrchestrationStarted(input: unknown): Consumed<Message<'orchestration-started', OrchestrationStarted>> {
  const received = receive(input);
  switch (received.claim) {
    case 'supervisor orchestration.started':
      return consumed('orchestration-started', parseOrchestrationStarted(received.value), received);
    default:
      return unrecognised(received, ['supervisor/orchestration.started']);
  }
}

/** Reads a OrchestrationTurnCompleted and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readOrchestrationTurnCompleted(input: unknown): Consumed<Message<'orchestration-turn-completed', OrchestrationTurnCompleted>> {
  const received = receive(input);
  switch (received.claim) {
    case 'supervisor orchestration.turn.completed':
      return consumed('orchestration-turn-completed', parseOrchestrationTurnCompleted(received.value), received);
    default:
      return unrecognised(received, ['supervisor/orchestration.turn.completed']);
  }
}

/** Reads a TaskDispatched and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readTaskDispatched(input: unknown): Consumed<Message<'task-dispatched', TaskDispatched>> {
  const received = receive(input);
  switch (received.claim) {
    case 'supervisor task.dispatched':
      return consumed('task-dispatched', parseTaskDispatched(received.value), received);
    default:
      return unrecognised(received, ['supervisor/task.dispatched']);
  }
}

/** Reads a OrchestrationCompleted and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readOrchestrationCompleted(input: unknown): Consumed<Message<'orchestration-completed', OrchestrationCompleted>> {
  const received = receive(input);
  switch (received.claim) {
    case 'supervisor orchestration.completed':
      return consumed('orchestration-completed', parseOrchestrationCompleted(received.value), received);
    default:
      return unrecognised(received, ['supervisor/orchestration.completed']);
  }
}

/** Reads a OrchestrationFailed and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readOrchestrationFailed(input: unknown): Consumed<Message<'orchestration-failed', OrchestrationFailed>> {
  const received = receive(input);
  switch (received.claim) {
    case 'supervisor orchestration.failed':
      return consumed('orchestration-failed', parseOrchestrationFailed(received.value), received);
    default:
      return unrecognised(received, ['supervisor/orchestration.failed']);
  }
}

/** Reads a OrchestrationCancelled and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readOrchestrationCancelled(input: unknown): Consumed<Message<'orchestration-cancelled', OrchestrationCancelled>> {
  const received = receive(input);
  switch (received.claim) {
    case 'supervisor orchestration.cancelled':
      return consumed('orchestration-cancelled', parseOrchestrationCancelled(received.value), received);
    default:
      return unrecognised(received, ['supervisor/orchestration.cancelled']);
  }
}

/** Reads a OrchestrationRejected and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readOrchestrationRejected(input: unknown): Consumed<Message<'orchestration-rejected', OrchestrationRejected>> {
  const received = receive(input);
  switch (received.claim) {
    case 'supervisor orchestration.rejected':
      return consumed('orchestration-rejected', parseOrchestrationRejected(received.value), received);
    default:
      return unrecognised(received, ['supervisor/orchestration.rejected']);
  }
}

/** Reads a AgentRegistered and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readAgentRegistered(input: unknown): Consumed<Message<'agent-registered', AgentRegistered>> {
  const received = receive(input);
  switch (received.claim) {
    case 'registry agent.registered':
      return consumed('agent-registered', parseAgentRegistered(received.value), received);
    default:
      return unrecognised(received, ['registry/agent.registered']);
  }
}

/** Reads a AgentActivated and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readAgentActivated(input: unknown): Consumed<Message<'agent-activated', AgentActivated>> {
  const received = receive(input);
  switch (received.claim) {
    case 'registry agent.activated':
      return consumed('agent-activated', parseAgentActivated(received.value), received);
    default:
      return unrecognised(received, ['registry/agent.activated']);
  }
}

/** Reads a AgentSuspended and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readAgentSuspended(input: unknown): Consumed<Message<'agent-suspended', AgentSuspended>> {
  const received = receive(input);
  switch (received.claim) {
    case 'registry agent.suspended':
      return consumed('agent-suspended', parseAgentSuspended(received.value), received);
    default:
      return unrecognised(received, ['registry/agent.suspended']);
  }
}

/** Reads a ToolRegistered and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readToolRegistered(input: unknown): Consumed<Message<'tool-registered', ToolRegistered>> {
  const received = receive(input);
  switch (received.claim) {
    case 'registry tool.registered':
      return consumed('tool-registered', parseToolRegistered(received.value), received);
    default:
      return unrecognised(received, ['registry/tool.registered']);
  }
}

/** Reads a ArbiterError and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readArbiterError(input: unknown): Consumed<Message<'error', ArbiterError>> {
  const received = receive(input);
  switch (received.claim) {
    case 'arbiter error':
      return consumed('error', parseArbiterError(received.value), received);
    default:
      return unrecognised(received, ['arbiter/error']);
  }
}

/** Reads a AgentTask and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readAgentTask(input: unknown): Consumed<Message<'agent-task', AgentTask>> {
  const received = receive(input);
  if (received.problem !== undefined || received.envelope !== undefined) return unrecognised(received, ['agent-task']);
  return consumed('agent-task', parseAgentTask(received.value), received);
}

/** Reads a Wake and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readWake(input: unknown): Consumed<Message<'wake', Wake>> {
  const received = receive(input);
  switch (received.claim) {
    case '#wake':
      return consumed('wake', parseWake(received.value), received);
    default:
      return unrecognised(received, ['wake']);
  }
}

/** Reads a Cancel and nothing else. Takes an SQS record, an EventBridge envelope, JSON text or a parsed value. */
export function readCancel(input: unknown): Consumed<Message<'cancel', Cancel>> {
  const received = receive(input);
  switch (received.claim) {
    case '#cancel':
      return consumed('cancel', parseCancel(received.value), received);
    default:
      return unrecognised(received, ['cancel']);
  }
}

export type { Consumed, Envelope, Message } from '../../codegen/runtime/consume.ts';
