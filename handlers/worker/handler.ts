/**
 * The worker: claims a task, runs its agent in the sandbox, publishes one completion.
 *
 * Order matters: claim, run, result stored, completion published and accepted, then acknowledged. Whatever dies in
 * between is delivered again; the claim's lease keeps two live runs apart (C2), the first terminal writer wins (S4).
 */
import type { SQSRecord } from 'aws-lambda';
import type { AgentTask } from '../../generated/messages/agent-task.v1.ts';
import type { Agent } from '../../generated/tables/agent.ts';
import type { Task } from '../../generated/tables/task.ts';
import { taskCompletion } from '../../generated/events/task-completion.v1.ts';
import { clip, limits, utf8Bytes } from '../core/limits.ts';
import { shareOfRun, withRun } from '../core/orchestration/spending.ts';
import { acknowledge, createQueueEntry, giveBack, type Disposition } from '../shell/entry.ts';
import { arbiterAttribute, genAi, genAiOperation } from '../shell/gen-ai.ts';
import { sha256 } from '../shell/hash.ts';
import { stoppedMessage } from '../shell/operator-switch.ts';
import type { AgentOutcome } from '../shell/ports.ts';
import { parseJson } from '../shell/record.ts';
import { readTaskMessage, takeTask } from '../shell/task-claim.ts';
import type { Span } from '../shell/tracer.ts';
import { AgentCodes } from './agent-code.ts';
import type { WorkerPorts } from './ports.ts';

/** Runs of one task before a retryable failure becomes its result. */
const MOST_ATTEMPTS = 3;
const DEFAULT_TIMEOUT_SECONDS = 300;
const DEFAULT_MEMORY_MB = 64;

/** Seconds until a task that could not be run is delivered again. */
function backoff(receives: number): number {
  return receives <= 1 ? 5 : 60;
}

export function createWorker(ports: WorkerPorts) {
  const codes = new AgentCodes(ports.code);
  return createQueueEntry('worker', ports, backoff, (record) => handleRecord(ports, codes, record));
}

async function handleRecord(ports: WorkerPorts, codes: AgentCodes, record: SQSRecord): Promise<Disposition> {
  const message = await readTaskMessage('worker', ports, record);
  if (message === undefined) return acknowledge;

  // Head and code first, so that the claim records exactly what is about to run; a rollback takes effect here.
  const agent = await ports.agents.get(message.node);
  const refusal = refusalOf(message.node, agent);
  const code = refusal === undefined && agent !== undefined ? await codes.of(agent) : undefined;
  const pin = agent === undefined ? undefined : { agentVersion: agent.config.version, ...(code?.ok === true && { codeSha256: code.sha256 }) };
  const taken = await takeTask(ports, message, pin);
  if (taken.kind === 'settled') return taken.disposition;
  if (taken.kind === 'refused') return complete(ports, message, failure(taken));
  const position = await ports.operator.position();
  if (position.state === 'stopped') return complete(ports, message, failure({ code: 'STOPPED', message: stoppedMessage(position) }));
  if (refusal !== undefined || agent === undefined) return complete(ports, message, failure(refusal ?? { code: 'AGENT_UNKNOWN', message: '' }));
  if (code === undefined || !code.ok) return complete(ports, message, failure(code ?? { code: 'AGENT_CODE_MISSING', message: '' }));
  const { task } = taken;
  const attributes = {
    [genAi.operation]: genAiOperation.invokeAgent,
    [genAi.agentId]: agent.agentId,
    [genAi.agentName]: agent.config.name,
    [genAi.agentVersion]: agent.config.version,
    [genAi.conversation]: message.orchestration_id,
    [genAi.toolCallId]: task.toolUseId,
    [arbiterAttribute.turn]: task.turn,
    [arbiterAttribute.attempt]: task.attempt,
  };
  return ports.telemetry.tracer.span(`${genAiOperation.invokeAgent} ${agent.agentId}`, { kind: 'consumer', parent: message.traceparent, attributes }, (span) =>
    run(ports, { ...message, ...(span.traceparent !== undefined && { traceparent: span.traceparent }) }, task, agent, code.source, span),
  );
}

async function run(ports: WorkerPorts, message: AgentTask, task: Task, agent: Agent, source: string, span: Span): Promise<Disposition> {
  const started = ports.clock.now();
  const input = message.input_ref === undefined ? message.agent_input : await storedInput(ports, message.input_ref);
  if (input === undefined)
    return complete(ports, message, failure({ code: 'INPUT_MISSING', message: `the input payloads/${message.input_ref ?? ''} is not there` }));
  const outcome = await ports.runner.run({
    agentId: agent.agentId,
    agentVersion: agent.config.version,
    source,
    input,
    capabilities: agent.config.capabilities ?? [],
    ...(agent.config.models !== undefined && { models: agent.config.models }),
    timeoutMs: (agent.config.limits?.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1_000,
    memoryMb: agent.config.limits?.memoryMb ?? DEFAULT_MEMORY_MB,
    idempotencyKey: sha256(`${task.requestId}/${task.taskId}`).slice(0, 32),
    orchestrationId: message.orchestration_id,
    ...(task.allowance !== undefined && { allowance: shareOfRun(task.allowance, task.attempt) }),
  });
  // Only what was set aside must be accounted for; other tasks stay without a count of nothing.
  const usage = outcome.usage === undefined && task.allowance === undefined ? undefined : withRun(task.usage, outcome.usage ?? {});
  if (outcome.kind === 'failed') span.fail(outcome.code, outcome.message);
  const durationMs = ports.clock.now() - started;
  ports.telemetry.metrics.milliseconds('task.duration', durationMs, { agentId: agent.agentId });
  if (outcome.usage !== undefined) {
    const { inputTokens = 0, outputTokens = 0, costUsd = 0 } = outcome.usage;
    ports.telemetry.metrics.count('model.tokens', inputTokens, { direction: 'input' });
    ports.telemetry.metrics.count('model.tokens', outputTokens, { direction: 'output' });
    ports.telemetry.metrics.count('model.cost', costUsd);
  }
  ports.telemetry.log('info', 'agent ended', {
    orchestrationId: message.orchestration_id,
    taskId: task.taskId,
    agentId: agent.agentId,
    agentVersion: agent.config.version,
    attempt: task.attempt,
    durationMs,
    ...outcome.usage,
    code: outcome.kind === 'failed' ? outcome.code : 'OK',
  });
  if (outcome.kind === 'failed' && outcome.retryable && task.attempt < MOST_ATTEMPTS) {
    await ports.claims.release(task, ports.clock.now(), usage);
    return giveBack(backoff(task.attempt));
  }
  return complete(ports, message, { ...outcome, ...(usage !== undefined && { usage }) });
}

/** Publishes the completion; throws unless the bus took it, and then the record is delivered again. */
async function complete(ports: WorkerPorts, message: AgentTask, outcome: AgentOutcome): Promise<Disposition> {
  const about = {
    orchestration_id: message.orchestration_id,
    agent_use_id: message.agent_use_id,
    node: message.node,
    ...(message.traceparent !== undefined && { traceparent: message.traceparent }),
    ...(outcome.usage !== undefined && { usage: outcome.usage }),
  };
  const detail =
    outcome.kind === 'returned'
      ? { ...about, status: 'success' as const, ...(await dataOf(ports, outcome.value)) }
      : {
          ...about,
          status: 'error' as const,
          data: '',
          error: { code: outcome.code, message: clip(outcome.message, limits.errorCharacters), retryable: outcome.retryable },
        };
  await ports.bus.publish([{ source: taskCompletion.source, detailType: taskCompletion.detailType, detail }]);
  ports.telemetry.metrics.count('task.completed', 1, { agentId: message.node, outcome: outcome.kind });
  return acknowledge;
}

/** The result inline, or stored by hash before the event that points to it. */
async function dataOf(ports: WorkerPorts, value: unknown): Promise<{ readonly data: unknown; readonly result_ref?: string }> {
  const text = JSON.stringify(value ?? null);
  return utf8Bytes(text) <= limits.messageBytes
    ? { data: value ?? null }
    : { data: `(${utf8Bytes(text)} bytes, stored apart)`, result_ref: await ports.payloads.put(text) };
}

async function storedInput(ports: WorkerPorts, ref: string): Promise<unknown> {
  const text = await ports.payloads.get(ref);
  return text === undefined ? undefined : parseJson(text);
}

function refusalOf(node: string, agent: Agent | undefined): { readonly code: string; readonly message: string } | undefined {
  if (agent === undefined) return { code: 'AGENT_UNKNOWN', message: `there is no agent "${node}"` };
  if (agent.state !== 'active') return { code: 'AGENT_SUSPENDED', message: `agent "${node}" is ${agent.state}: an operator has to activate it` };
  return undefined;
}

function failure({ code, message }: { readonly code: string; readonly message: string }): AgentOutcome {
  return { kind: 'failed', code, message, retryable: false };
}
