/** An operator's tools over the AWS clients of this process; what the command line and the console use. */
import { operatorPorts } from '../adapters/aws/operator-ports.ts';
import { registrarPorts } from '../adapters/aws/registrar-ports.ts';
import { registryPorts } from '../adapters/aws/registry-ports.ts';
import { createAgentOperator, type AgentOperator } from './agents.ts';
import { fork, type Fork, type Forked } from './fork.ts';
import { createRegistrar, type Registrar } from './registrar.ts';
import { replay, type Replay } from './replay.ts';

export type { AgentOperator } from './agents.ts';
export type { Edit, Fork, Forked } from './fork.ts';
export type { AgentView, Refused, Registrar, SourceRegistration, ToolSource, VersionDiff } from './registrar.ts';
export type { Replay } from './replay.ts';

export interface Operator {
  /** Goes through a stored orchestration again, offline; undefined when there is none. */
  replay(orchestrationId: string): Promise<Replay | undefined>;
  /** Starts a new orchestration from a copy of another one's conversation. */
  fork(request: Fork): Promise<Forked>;
  /** Has the supervisor look at an orchestration now. */
  wake(orchestrationId: string): Promise<void>;
  readonly agents: AgentOperator;
  /** Reads the registry and adds to it. */
  readonly registrar: Registrar;
}

/** Throws when a variable of the environment is missing. */
export function createOperator(environment: Readonly<Record<string, string | undefined>>): Operator {
  const ports = operatorPorts(environment);
  return {
    replay: (orchestrationId) => replay(ports, orchestrationId),
    fork: (request) => fork(ports, request),
    wake: (orchestrationId) => ports.inbox.wake([orchestrationId], 0),
    agents: createAgentOperator(registryPorts(environment)),
    registrar: createRegistrar(registrarPorts(environment)),
  };
}
