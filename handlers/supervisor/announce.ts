import { orchestrationCancelled } from '../../generated/events/orchestration-cancelled.v1.ts';
import { orchestrationCompleted } from '../../generated/events/orchestration-completed.v1.ts';
import { orchestrationFailed } from '../../generated/events/orchestration-failed.v1.ts';
import type { Task } from '../../generated/tables/task.ts';
import { answerText } from '../core/orchestration/conversation.ts';
import type { Head } from '../core/orchestration/head.ts';
import { clip, limits, utf8Bytes } from '../core/limits.ts';
import { resultAsText } from '../core/task/end.ts';
import type { OutgoingEvent, ReplyTarget } from '../shell/ports.ts';
import { report } from '../shell/record.ts';
import type { Orchestrator, Working } from './orchestrator.ts';
import { fromStoredMessage } from './stored-message.ts';
import { started } from './tell.ts';

/** Publishes the final event, made from the stored record only, so that every repetition says the same (S8). Throws unless it was accepted. */
export async function announce(orchestrator: Orchestrator, working: Working, tasks: readonly Task[]): Promise<void> {
  const { ports } = orchestrator;
  const { head } = working;
  const event = await finalEvent(orchestrator, working, tasks);
  await ports.bus.publish([...(dispatchedNothing(head) ? started(head) : []), event]);
  if (head.replyTo !== undefined) await reply(orchestrator, head.replyTo, event);
  ports.telemetry.metrics.count('orchestration.ended', 1, { status: head.status, outcome: head.outcome ?? head.reason?.code ?? '' });
  ports.telemetry.metrics.count('orchestration.turns', head.turn);
  ports.telemetry.metrics.milliseconds('orchestration.duration', durationOf(head), { status: head.status });
}

/** Ended before a turn was handed over: then nothing has told yet that it was started. */
function dispatchedNothing(head: Head): boolean {
  return head.turn === 0 || (head.turn === 1 && head.status === 'COMPLETED');
}

/** The requester's own target comes second and must not hold up the record: what it refuses is reported, not retried for ever. */
async function reply({ ports }: Orchestrator, target: ReplyTarget, event: OutgoingEvent): Promise<void> {
  try {
    await ports.replies.send(target, event);
  } catch (cause) {
    ports.telemetry.metrics.count('reply.failed', 1, { type: target.type });
    await report(
      'supervisor',
      ports,
      'REPLY_FAILED',
      `the final event could not be sent to ${target.type} "${target.target}": ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
}

async function finalEvent(orchestrator: Orchestrator, working: Working, tasks: readonly Task[]): Promise<OutgoingEvent> {
  const { head } = working;
  const about = {
    orchestrationId: head.orchestrationId,
    status: head.status,
    turn: head.turn,
    usage: usageOf(head),
    durationMs: durationOf(head),
    ...(head.tenant !== undefined && { tenant: head.tenant }),
    ...(head.traceparent !== undefined && { traceparent: head.traceparent }),
  };
  switch (head.status) {
    case 'COMPLETED':
      return {
        source: orchestrationCompleted.source,
        detailType: orchestrationCompleted.detailType,
        detail: { ...about, outcome: head.outcome ?? 'answered', ...(await answerOf(orchestrator, working)) },
      };
    case 'CANCELLED':
      return { source: orchestrationCancelled.source, detailType: orchestrationCancelled.detailType, detail: { ...about, reason: head.reason ?? noReason } };
    case 'FAILED':
      return {
        source: orchestrationFailed.source,
        detailType: orchestrationFailed.detailType,
        detail: { ...about, reason: head.reason ?? noReason, ...partialOf(tasks) },
      };
    case 'READY':
    case 'THINKING':
    case 'WAITING':
      throw new Error(`orchestration "${head.orchestrationId}" is ${head.status}: only an ended one is announced`);
  }
}

/** What the tasks of the last turn brought: small enough for the event, in the order they were asked for. */
function partialOf(tasks: readonly Task[]) {
  const partial = tasks
    .filter(({ status }) => status === 'SUCCEEDED')
    .toSorted((a, b) => a.index - b.index)
    .map(({ taskId, agentId, result, resultRef }) => ({
      taskId,
      agentId,
      text: clip(result === undefined ? '' : resultAsText(result), limits.partialCharacters),
      ...(resultRef !== undefined && { resultRef }),
    }));
  return partial.length === 0 ? {} : { partial };
}

const noReason = { code: 'UNKNOWN', message: 'no reason was stored' };

/** The answer inline, or by reference when it is too big for an event. */
async function answerOf(orchestrator: Orchestrator, working: Working): Promise<{ readonly answer: string } | { readonly answerRef: string }> {
  const { store, payloads } = orchestrator.ports;
  const messages = working.messages ?? (await store.load(working.head.orchestrationId))?.messages ?? [];
  const last = messages.at(-1);
  const answer = last === undefined || last.role !== 'assistant' ? '' : answerText((await fromStoredMessage(payloads, last)).blocks);
  return utf8Bytes(answer) <= limits.messageBytes ? { answer } : { answerRef: await payloads.put(answer) };
}

function usageOf({ usage }: Head) {
  return {
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    cachedTokens: usage.cachedTokens,
    modelCalls: usage.modelCalls,
    ...(usage.unpricedCalls === undefined || usage.costUsd > 0 ? { costUsd: usage.costUsd } : {}),
    ...(usage.unpricedCalls !== undefined && { unpricedCalls: usage.unpricedCalls }),
  };
}

function durationOf(head: Head): number {
  return Math.max(0, (head.endedAt ?? head.updatedAt) - head.createdAt);
}
