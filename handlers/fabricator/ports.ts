import type { AgentOutcome, AgentRun, Bus, Clock, CodeStore, OperatorSwitch, Payloads, Redelivery, Registry, TaskClaims, Telemetry } from '../shell/ports.ts';
import type { HttpTransport } from '../sandbox/capability/http.ts';
import type { Brain } from './brain.ts';
import type { TypeChecker } from './gate/type-check.ts';

/** Everything the fabricator may do. */
export interface FabricatorPorts {
  readonly claims: TaskClaims;
  readonly registry: Registry;
  readonly code: CodeStore;
  readonly payloads: Payloads;
  readonly bus: Bus;
  readonly operator: OperatorSwitch;
  readonly redelivery: Redelivery;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** The model at work with tools; `createStrandsBrain({ models })` is the real one. */
  readonly brain: Brain;
  /** Runs new code once before it is registered; `createDryRunSandbox({ telemetry, registry, code })` is the real one. */
  readonly dryRun: DryRunner;
  /** Checks types; absent where no compiler is installed, and then the agent's checks say so. */
  readonly types?: TypeChecker;
  /** Queue (URL or name) that tasks of new agents go to. */
  readonly workerTarget: string;
  /** Hosts that new agents may ask for and that the fabricator may read from; none when empty. */
  readonly allowedHosts: readonly string[];
  /** How requests of the tool `http_request` leave; the real network when absent. */
  readonly http?: HttpTransport;
}

/** Runs new code where model and network are stand-ins. */
export interface DryRunner {
  run(run: AgentRun): Promise<Trial>;
}

export interface Trial {
  readonly outcome: AgentOutcome;
  /** Whether this run was answered by a stand-in, so that its failure may be the stand-in's fault. */
  readonly usedStandIn: boolean;
}
