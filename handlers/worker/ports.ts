import type { AgentReader, AgentRunner, Bus, Clock, CodeStore, OperatorSwitch, Payloads, Redelivery, TaskClaims, Telemetry } from '../shell/ports.ts';

/** Everything the worker may do. */
export interface WorkerPorts {
  readonly claims: TaskClaims;
  readonly agents: AgentReader;
  readonly code: CodeStore;
  readonly payloads: Payloads;
  readonly runner: AgentRunner;
  readonly bus: Bus;
  readonly operator: OperatorSwitch;
  readonly redelivery: Redelivery;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}
