import type { Bus, Clock, Entropy, Inbox, OrchestrationStore, Payloads, Registry } from '../shell/ports.ts';

/** What an operator's tools may do with orchestrations. A replay only reads. */
export interface OperatorPorts {
  readonly store: OrchestrationStore;
  readonly payloads: Payloads;
  readonly registry: Pick<Registry, 'get' | 'version'>;
  readonly inbox: Inbox;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly entropy: Entropy;
}
