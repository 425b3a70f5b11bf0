import type {
  AgentReader,
  Bus,
  Clock,
  CostBound,
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
  /** What a question costs at most; absent where no price is known. */
  readonly costBound?: CostBound;
  readonly operator: OperatorSwitch;
  readonly redelivery: Redelivery;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly telemetry: Telemetry;
}
