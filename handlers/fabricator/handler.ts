/**
 * The fabricator: claims a task (or takes a direct request), has an agent written, checked and registered, and
 * publishes one completion that says what is true. Order as in the worker: claim, work, completion published and
 * accepted, then acknowledged. Whatever dies in between is delivered again and finds what was registered by the
 * request's hash.
 */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { agentFabricated } from '../../generated/events/agent-fabricated.v1.ts';
import { taskCompletion } from '../../generated/events/task-completion.v1.ts';
import type { Usage } from '../../generated/common/usage.ts';
import type { AgentTask } from '../../generated/messages/agent-task.v1.ts';
import { clip, limits } from '../core/limits.ts';
import { shareOfRun, withRun, type Allowance } from '../core/orchestration/spending.ts';
import { acknowledge, createQueueEntry, giveBack } from '../shell/entry.ts';
import type { Disposition } from '../shell/entry.ts';
import { genAi, genAiOperation } from '../shell/gen-ai.ts';
import { stoppedMessage } from '../shell/operator-switch.ts';
import { readTaskMessage, takeTask } from '../shell/task-claim.ts';
import { fabricate } from './fabricate.ts';
import type { BrainUsage } from './brain.ts';
import type { Fabrication } from './fabricate.ts';
import type { FabricatorPorts } from './ports.ts';
import { DIRECT, requestOf } from './request.ts';

/** What the platform tells of an invocation; Lambda's context and the embedded runtime's both do. */
export interface InvocationContext {
  getRemainingTimeInMillis?(): number;
}

/** Fabrications of one task before a passing failure becomes its result. */
const MOST_ATTEMPTS = 3;
/** Time kept back for the completion; and the invocation's length where the platform does not tell. */
const RESERVE_MS = 30_000;
const INVOCATION_MS = 900_000;

/** Seconds until a request that could not be served is delivered again. */
function backoff(receives: number): number {
  return receives <= 1 ? 15 : 90;
}

export function createFabricator(ports: FabricatorPorts) {
  return (event: SQSEvent, context?: InvocationContext): Promise<SQSBatchResponse> => {
    const endsAt = ports.clock.now() + (context?.getRemainingTimeInMillis?.() ?? INVOCATION_MS) - RESERVE_MS;
    return createQueueEntry('fabricator', ports, backoff, (record) => handleRecord(ports, record, endsAt))(event);
  };
}

async function handleRecord(ports: FabricatorPorts, record: SQSRecord, endsAt: number): Promise<Disposition> {
  const message = await readTaskMessage('fabricator', ports, record);
  if (message === undefined) return acknowledge;
  const attributes = {
    [genAi.operation]: genAiOperation.invokeAgent,
    [genAi.agentName]: message.node,
    [genAi.conversation]: message.orchestration_id === DIRECT ? undefined : message.orchestration_id,
  };
  return ports.telemetry.tracer.span(`${genAiOperation.invokeAgent} ${message.node}`, { kind: 'consumer', parent: message.traceparent, attributes }, (span) =>
    serve(ports, { ...message, ...(span.traceparent !== undefined && { traceparent: span.traceparent }) }, record, endsAt),
  );
}

function serve(ports: FabricatorPorts, message: AgentTask, record: SQSRecord, endsAt: number): Promise<Disposition> {
  return message.orchestration_id === DIRECT ? serveDirect(ports, message, record, endsAt) : serveTask(ports, message, record, endsAt);
}

/** A request from outside: nothing to claim; its hash keeps a repeated one from making a second agent. */
async function serveDirect(ports: FabricatorPorts, message: AgentTask, record: SQSRecord, endsAt: number): Promise<Disposition> {
  const result = await attempt(ports, message, record, endsAt);
  const receives = Number(record.attributes.ApproximateReceiveCount);
  if (result.kind === 'failed' && result.retryable && receives < MOST_ATTEMPTS) return giveBack(backoff(receives));
  return complete(ports, message, result);
}

/** A task of an orchestration; see protocol.md, Task. */
async function serveTask(ports: FabricatorPorts, message: AgentTask, record: SQSRecord, endsAt: number): Promise<Disposition> {
  const taken = await takeTask(ports, message);
  if (taken.kind === 'settled') return taken.disposition;
  if (taken.kind === 'refused') return complete(ports, message, failure(taken.code, taken.message));
  const { task } = taken;
  const allowance = task.allowance === undefined ? undefined : shareOfRun(task.allowance, task.attempt);
  const result = await attempt(ports, message, record, Math.min(endsAt, task.deadlineAt), allowance);
  const usage = withRun(task.usage, result.usage ?? {});
  if (result.kind === 'failed' && result.retryable && task.attempt < MOST_ATTEMPTS) {
    await ports.claims.release(task, ports.clock.now(), usage);
    return giveBack(backoff(task.attempt));
  }
  return complete(ports, message, result, usage);
}

type Result =
  | Fabrication
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly retryable: boolean; readonly usage?: BrainUsage };

async function attempt(ports: FabricatorPorts, message: AgentTask, record: SQSRecord, endsAt: number, allowance?: Allowance): Promise<Result> {
  const request = await requestOf(message, record, ports.payloads);
  if (!request.ok) return failure('FABRICATION_INVALID_REQUEST', request.message);
  const position = await ports.operator.position();
  if (position.state === 'stopped') return failure('STOPPED', stoppedMessage(position));
  // Without a row (not seeded yet) there is nobody who switched it off.
  const self = await ports.registry.get(message.node);
  if (self !== undefined && self.state !== 'active')
    return failure('AGENT_SUSPENDED', `agent "${message.node}" is ${self.state}: an operator has to activate it`);
  const started = ports.clock.now();
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), Math.max(0, endsAt - started));
  try {
    const result = await fabricate(ports, request.input, request.requestHash, deadline.signal, allowance);
    const durationMs = ports.clock.now() - started;
    const code = result.kind === 'made' ? 'OK' : result.code;
    ports.telemetry.metrics.milliseconds('fabrication.duration', durationMs, { outcome: code });
    ports.telemetry.log('info', 'fabrication ended', {
      orchestrationId: message.orchestration_id,
      code,
      durationMs,
      ...(result.kind === 'made'
        ? { agentId: result.output.agentId, agentVersion: result.output.version, toState: result.output.state }
        : { error: clip(result.message, 500), retryable: result.retryable }),
    });
    return result;
  } finally {
    clearTimeout(timer);
  }
}

/** Publishes the one completion; throws unless the bus took it, and then the record is delivered again. */
async function complete(ports: FabricatorPorts, message: AgentTask, result: Result, usage: Usage | undefined = result.usage): Promise<Disposition> {
  const about = {
    orchestration_id: message.orchestration_id,
    agent_use_id: message.agent_use_id,
    node: message.node,
    ...(message.traceparent !== undefined && { traceparent: message.traceparent }),
    ...(usage !== undefined && { usage }),
  };
  const direct = message.orchestration_id === DIRECT;
  const outcome =
    result.kind === 'made'
      ? { status: 'success' as const, ...dataOf(result, direct) }
      : {
          status: 'error' as const,
          data: '',
          error: { code: result.code, message: clip(result.message, limits.errorCharacters), retryable: result.retryable },
        };
  const { source, detailType } = direct ? agentFabricated : taskCompletion;
  await ports.bus.publish([{ source, detailType, detail: { ...about, ...outcome } }]);
  ports.telemetry.metrics.count('task.completed', 1, { agentId: message.node, outcome: result.kind === 'made' ? 'returned' : 'failed' });
  return acknowledge;
}

/** Within an orchestration the model reads all of it; a direct request gets text, as in the original system, and fields beside it. */
function dataOf({ output }: Extract<Fabrication, { kind: 'made' }>, direct: boolean): object {
  return direct ? { data: output.message, agentId: output.agentId, version: output.version, state: output.state } : { data: output };
}

function failure(code: string, message: string): Result {
  return { kind: 'failed', code, message, retryable: false };
}
