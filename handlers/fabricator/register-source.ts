import type { Agent } from '../../generated/tables/agent.ts';
import { toToolGrant } from '../sandbox/capability/tools.ts';
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
  const problems = await capabilityProblems(ports, agent.capabilities);
  if (problems.length > 0) return rejected(agent.agentId, { ok: false, stage: 'schema', problems });
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

/** What is misspelt would not be granted, and be missed only when the agent runs. */
async function capabilityProblems({ registry }: RegistryPorts, capabilities: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    capabilities.map(async (capability) => {
      if (capability === 'model' || isHost(capability)) return [];
      const grant = toToolGrant(capability);
      if (grant === undefined)
        return [`"${capability}" is no capability: there are "model", "tool:<toolId>", "tool:<toolId>@<sha256>" and "http:<host>", the host in small letters`];
      const tool = await registry.tool(grant.toolId);
      if (tool === undefined) return [`the worker tool "${grant.toolId}" of the capability "${capability}" is not registered: register it first`];
      return tool.state === 'active' ? [] : [`the worker tool "${grant.toolId}" of the capability "${capability}" is ${tool.state}: activate it first`];
    }),
  );
  return found.flat();
}

/** A host as an address has it: no port, no path, no pattern. */
function isHost(capability: string): boolean {
  const [, host] = /^http:([a-z0-9.[\]:-]+)$/.exec(capability) ?? [];
  return host !== undefined && URL.parse(`https://${host}/`)?.host === host;
}

function rejected(agentId: string, { stage, problems }: Rejected): Refused {
  return refuse('CHECKS_FAILED', `agent "${agentId}" did not pass the checks (${stage}):\n- ${problems.join('\n- ')}`);
}
