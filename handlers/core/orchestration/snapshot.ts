import type { Agent } from '../../../generated/tables/agent.ts';

/** What an orchestration sees of the registry, fixed when it is created; kept as `payloads/<configHash>`. */
export interface Snapshot {
  readonly system: string;
  /** Which prompt the instructions are; absent in snapshots of old. */
  readonly prompt?: { readonly id: string; readonly sha256: string };
  readonly agents: readonly OfferedAgent[];
}

/** What the model is told of a tool. */
export type OfferedTool = Pick<OfferedAgent, 'agentId' | 'description' | 'schema'>;

/** An agent as the model and the dispatch need it. */
export interface OfferedAgent {
  readonly agentId: string;
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly target: string;
  readonly version: string;
  readonly sha256?: string;
  /** It may ask a model: part of the budget is set aside for its tasks. */
  readonly asksModel?: boolean;
}

export function offered(agent: Agent): OfferedAgent {
  return {
    agentId: agent.agentId,
    description: agent.config.description,
    schema: agent.config.schema,
    target: agent.config.action.target,
    version: agent.config.version,
    ...(agent.sha256 !== undefined && { sha256: agent.sha256 }),
    ...((agent.agentId === 'fabricator' || agent.config.capabilities?.includes('model') === true) && { asksModel: true }),
  };
}

/** The snapshot's agents and those fabricated since; a fabricated one replaces its older version. */
export function withFabricated(snapshot: readonly OfferedAgent[], fabricated: readonly OfferedAgent[]): readonly OfferedAgent[] {
  if (fabricated.length === 0) return snapshot;
  const byId = new Map(snapshot.map((agent) => [agent.agentId, agent]));
  for (const agent of fabricated) byId.set(agent.agentId, agent);
  return [...byId.values()];
}
