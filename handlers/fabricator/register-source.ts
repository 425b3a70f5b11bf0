import type { Agent } from '../../generated/tables/agent.ts';
import { registerAgent } from '../shell/registry/register-agent.ts';
import type { RegisteredAgent } from '../shell/registry/register-agent.ts';
import { refuse } from '../shell/registry/registry-ports.ts';
import type { Refused, RegistryPorts } from '../shell/registry/registry-ports.ts';
import { checkAgainst } from './gate/gate.ts';
import type { GatePorts } from './gate/gate.ts';
import { prepare } from './gate/preparation.ts';
import type { Rejected } from './gate/verdict.ts';

/** An agent that a person brings along. */
export interface SourceRegistration {
  readonly agentId: string;
  /** TypeScript or JavaScript. */
  readonly source: string;
  readonly description: string;
  readonly schema: Agent['config']['schema'];
  readonly outputSchema: NonNullable<Agent['config']['outputSchema']>;
  readonly capabilities: readonly string[];
  readonly limits?: Agent['config']['limits'];
  /** Inputs for the dry run. */
  readonly examples: readonly unknown[];
  /** Queue (URL or name) that its tasks go to. */
  readonly target: string;
  readonly categories: readonly string[];
  readonly by: string;
}

/**
 * Registers an agent from its source, through the same gate as a fabricated one. It is active at once, whatever its
 * capabilities: whoever may register is the person who reviews.
 */
export async function registerSource(ports: RegistryPorts & GatePorts, agent: SourceRegistration): Promise<RegisteredAgent | Refused> {
  const prepared = await prepare(agent.source);
  if (!prepared.ok) return rejected(agent.agentId, prepared);
  const checked = await checkAgainst(ports, agent.agentId, prepared.code, agent, agent.examples);
  if (!checked.ok) return rejected(agent.agentId, checked);
  const { description, schema, outputSchema, capabilities, limits, target } = agent;
  return registerAgent(ports, {
    agentId: agent.agentId,
    source: prepared.code.javascript,
    settings: { description, schema, outputSchema, capabilities: [...capabilities], ...(limits !== undefined && { limits }), action: { type: 'sqs', target } },
    origin: 'registered',
    state: 'active',
    categories: agent.categories,
    checks: checked.checks,
    by: agent.by,
  });
}

function rejected(agentId: string, { stage, problems }: Rejected): Refused {
  return refuse('CHECKS_FAILED', `agent "${agentId}" did not pass the checks (${stage}):\n- ${problems.join('\n- ')}`);
}
