import type {
  AgentReader,
  Bus,
  Clock,
  Entropy,
  Inbox,
  Model,
  OperatorSwitch,
  OrchestrationStore,
  Payloads,
  Redelivery,
  Replies,
  TaskQueue,
  Telemetry,
} from '../shell/ports.ts';

/** Everything the supervisor may do. */
export interface SupervisorPorts {
  readonly store: OrchestrationStore;
  readonly agents: AgentReader;
  readonly payloads: Payloads;
  readonly queue: TaskQueue;
  readonly inbox: Inbox;
  readonly bus: Bus;
  readonly replies: Replies;
  readonly model: Model;
  readonly operator: OperatorSwitch;
  readonly redelivery: Redelivery;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly telemetry: Telemetry;
}
