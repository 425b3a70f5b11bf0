/** An operator's tools over the AWS clients of this process; what the command line and the console use. */
import { operatorPorts } from '../adapters/aws/operator-ports.ts';
import { fork, type Fork, type Forked } from './fork.ts';
import { replay, type Replay } from './replay.ts';

export type { Edit, Fork, Forked } from './fork.ts';
export type { Replay } from './replay.ts';

export interface Operator {
  /** Goes through a stored orchestration again, offline; undefined when there is none. */
  replay(orchestrationId: string): Promise<Replay | undefined>;
  /** Starts a new orchestration from a copy of another one's conversation. */
  fork(request: Fork): Promise<Forked>;
}

/** Throws when a variable of the environment is missing. */
export function createOperator(environment: Readonly<Record<string, string | undefined>>): Operator {
  const ports = operatorPorts(environment);
  return { replay: (orchestrationId) => replay(ports, orchestrationId), fork: (request) => fork(ports, request) };
}
