import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { consumeQueue, type QueueConsumerOptions } from '../../codegen/runtime/consume-queue.ts';
import { readAgentTask } from '../../generated/clients/consume.ts';
import { publishTaskCompletion } from '../../generated/clients/publish.ts';
import type { TaskCompletion } from '../../generated/events/task-completion.v1.ts';
import type { AgentTask } from '../../generated/messages/agent-task.v1.ts';

/** One run of an external agent. */
export interface AgentRun {
  /** The agent, as it is registered. */
  readonly agentId: string;
  readonly orchestrationId: string;
  /** The same on every delivery of the same task: send it along wherever a repeated effect would do harm. */
  readonly idempotencyKey: string;
  /** 1 for the first delivery. */
  readonly attempt: number;
  /** When the result is no longer wanted; undefined when that was not said. */
  readonly deadline: Date | undefined;
  /** W3C trace context of the task. */
  readonly traceparent: string | undefined;
}

/** What an external agent answers: a JSON value, or a value with what it consumed. */
export type AgentAnswer = { readonly data: unknown; readonly usage?: NonNullable<TaskCompletion['usage']> };

export interface ExternalAgent<Input> extends QueueConsumerOptions {
  readonly sqs: SQSClient;
  readonly events: EventBridgeClient;
  /** URL of the agent's queue: `action.target` of its registration. */
  readonly queueUrl: string;
  /** Name of the bus that completions go to, for instance `arbiter-dev`. */
  readonly bus: string;
  /** Reads the input, or throws with what is wrong. The supervisor has checked it against the registered schema already. */
  readonly input: (value: unknown) => Input;
  /** The work. What it throws becomes a failed completion, unless it is {@link TryAgainLater}. */
  readonly run: (input: Input, run: AgentRun) => Promise<AgentAnswer>;
  /** Reads `payloads/<sha256>` of the code bucket, where inputs over 192 KB are. Without it such a task fails. */
  readonly readPayload?: (sha256: string) => Promise<string>;
}

/** The work cannot be done now: the task is delivered again, at most as often as the queue allows. */
export class TryAgainLater extends Error {
  override readonly name = 'TryAgainLater';
}

/** Bytes of a result that an event can carry beside what else is in it. */
const LARGEST_RESULT = 192 * 1024;

/**
 * Runs an external agent until `signal` is aborted: takes tasks from its queue, works, publishes one `task.completion`
 * for each, and only then deletes the message. A task that comes twice is answered twice; the supervisor takes the first.
 */
export function runAgent<Input>(agent: ExternalAgent<Input>): Promise<void> {
  return consumeQueue(
    agent.sqs,
    agent.queueUrl,
    readAgentTask,
    async ({ value: task }, { receives }) => {
      const outcome = await outcomeOf(agent, task, receives);
      await publishTaskCompletion(agent.events, agent.bus, {
        orchestration_id: task.orchestration_id,
        agent_use_id: task.agent_use_id,
        node: task.node,
        ...(task.traceparent !== undefined && { traceparent: task.traceparent }),
        ...outcome,
      });
    },
    agent,
  );
}

type Outcome = Pick<TaskCompletion, 'data' | 'status' | 'error' | 'usage'>;

async function outcomeOf<Input>(agent: ExternalAgent<Input>, task: AgentTask, receives: number): Promise<Outcome> {
  try {
    const input = agent.input(await inputOf(agent, task));
    const { data, usage } = await agent.run(input, {
      agentId: task.node,
      orchestrationId: task.orchestration_id,
      idempotencyKey: keyOf(task.agent_use_id),
      attempt: receives,
      deadline: task.deadline === undefined ? undefined : new Date(task.deadline),
      traceparent: task.traceparent,
    });
    const bytes = new TextEncoder().encode(JSON.stringify(data) ?? '').length;
    if (bytes > LARGEST_RESULT)
      return failure('RESULT_TOO_LARGE', `the result has ${bytes} bytes, an event carries at most ${LARGEST_RESULT}: return less, or a reference`);
    return { status: 'success', data: data ?? null, ...(usage !== undefined && { usage }) };
  } catch (cause) {
    if (cause instanceof TryAgainLater) throw cause;
    return failure(cause instanceof AgentFailure ? cause.code : 'AGENT_FAILED', cause instanceof Error ? cause.message : String(cause));
  }
}

/** A failure with a code of the agent's own, which the supervisor's model reads. */
export class AgentFailure extends Error {
  override readonly name = 'AgentFailure';
  /** Upper case with underscores, at most 64 characters, for instance `NOT_FOUND`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Without the token, which differs between sends of the same task; of a form that is not known, all of it. */
function keyOf(useId: string): string {
  const [orchestrationId, turn, token, ...task] = useId.split(':');
  return task.length === 0 || token === undefined ? useId : [orchestrationId, turn, ...task].join(':');
}

async function inputOf(agent: Pick<ExternalAgent<unknown>, 'readPayload'>, task: AgentTask): Promise<unknown> {
  if (task.input_ref === undefined) return task.agent_input;
  if (agent.readPayload === undefined)
    throw new AgentFailure('INPUT_NOT_READ', `the input is payloads/${task.input_ref} in the code bucket, and this agent was started without readPayload`);
  return JSON.parse(await agent.readPayload(task.input_ref));
}

function failure(code: string, message: string): Outcome {
  return { status: 'error', data: '', error: { code, message: message.slice(0, 4_000), retryable: false } };
}
