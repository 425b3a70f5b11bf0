/** An orchestration run by the real supervisor in memory, with scripted answers and results: what a replay then reads. */
import { taskRequest } from '../../../generated/events/task-request.v1.ts';
import { ManualClock } from '../../../handlers/adapters/memory/manual-clock.ts';
import { MemoryOperatorSwitch } from '../../../handlers/adapters/memory/operator-switch.ts';
import { MemoryOrchestrationStore } from '../../../handlers/adapters/memory/orchestration-store.ts';
import { MemoryBus, MemoryInbox, MemoryRedelivery, MemoryTaskQueue } from '../../../handlers/adapters/memory/outboxes.ts';
import { MemoryPayloads } from '../../../handlers/adapters/memory/payload-store.ts';
import { MemoryRegistry } from '../../../handlers/adapters/memory/registry.ts';
import { ScriptedModel, type ScriptedAnswer } from '../../../handlers/adapters/memory/scripted-model.ts';
import { SeededEntropy } from '../../../handlers/adapters/memory/seeded-entropy.ts';
import { MemoryTables } from '../../../handlers/adapters/memory/tables.ts';
import { silentTelemetry } from '../../../handlers/adapters/memory/telemetry.ts';
import type { Telemetry } from '../../../handlers/shell/ports.ts';
import type { Span } from '../../../handlers/shell/tracer.ts';
import { accept } from '../../../handlers/supervisor/accept.ts';
import { Orchestrator } from '../../../handlers/supervisor/orchestrator.ts';
import { recordCompletion } from '../../../handlers/supervisor/record-completion.ts';
import type { TaskRequest } from '../../../generated/events/task-request.v1.ts';

export const orchestrationId = 'o-replayed';

const idle: Span = { traceparent: undefined, set: () => undefined, fail: () => undefined };

export class StoredRun {
  readonly clock = new ManualClock();
  readonly tables = new MemoryTables();
  readonly store = new MemoryOrchestrationStore(this.tables);
  readonly payloads = new MemoryPayloads();
  readonly registry = new MemoryRegistry();
  readonly queue = new MemoryTaskQueue();
  readonly inbox = new MemoryInbox();
  readonly bus = new MemoryBus();
  readonly entropy = new SeededEntropy(5);
  readonly orchestrator: Orchestrator;
  readonly model: ScriptedModel;

  constructor(answers: readonly ScriptedAnswer[], telemetry: Telemetry = silentTelemetry) {
    this.model = new ScriptedModel(answers);
    for (const agentId of ['adder', 'fabricator']) this.addAgent(agentId);
    this.orchestrator = new Orchestrator({
      store: this.store,
      payloads: this.payloads,
      agents: this.registry,
      queue: this.queue,
      inbox: this.inbox,
      bus: this.bus,
      model: this.model,
      operator: new MemoryOperatorSwitch(),
      redelivery: new MemoryRedelivery(),
      replies: { allows: () => true, send: () => Promise.resolve() },
      clock: this.clock,
      entropy: this.entropy,
      telemetry,
    });
  }

  addAgent(agentId: string, version = 'v1', description = agentId): void {
    this.registry.putAgentRow({
      agentId,
      state: 'active',
      config: {
        name: agentId,
        description,
        version,
        schema: { type: 'object' },
        filename: `${agentId}.js`,
        action: { type: 'sqs', target: 'worker' },
      },
    });
  }

  request(change: Partial<TaskRequest> = {}): Promise<unknown> {
    return accept(this.orchestrator, 'r-1', `e-1-${taskRequest.name}`, { task: 'add 1 and 2', orchestrationId, ...change }, idle);
  }

  /** Completes everything that was sent and has not been completed, in the order given by `order`. */
  async complete(data: unknown = 3, change: Readonly<Record<string, unknown>> = {}): Promise<void> {
    for (const { body } of this.queue.sent.splice(0)) {
      this.clock.advance(1_000);
      await recordCompletion(this.orchestrator, 'r-1', {
        orchestration_id: body.orchestration_id,
        agent_use_id: body.agent_use_id,
        node: body.node,
        data,
        ...change,
      });
    }
  }
}

export function uses(turn: number, ...names: readonly string[]): ScriptedAnswer {
  return {
    kind: 'answered',
    content: [
      { type: 'text', text: `turn ${turn}` },
      ...names.map((name, index) => ({ type: 'toolUse' as const, toolUseId: `t${turn}u${index}`, name, input: { turn, index } })),
    ],
    stopReason: 'tool_use',
    usage: { inputTokens: 100, outputTokens: 10, cachedTokens: 0, costUsd: 0.001 },
  };
}

export function says(...texts: readonly string[]): ScriptedAnswer {
  return {
    kind: 'answered',
    content: texts.map((text) => ({ type: 'text' as const, text })),
    stopReason: 'end_turn',
    usage: { inputTokens: 100, outputTokens: 10, cachedTokens: 0, costUsd: 0.001 },
  };
}
