/**
 * Seeds the built-in agents. Idempotent, and what an operator changed survives: a field of a seeded row is brought up
 * to date only while it still is what an earlier seeding wrote (a three-way merge against the immutable version item).
 */
import type { Agent } from '../../generated/tables/agent.ts';
import type { AgentVersion } from '../../generated/tables/agent-version.ts';
import { agentActivated } from '../../generated/events/agent-activated.v1.ts';
import { sha256 } from '../shell/hash.ts';
import type { Bus, Clock, CodeStore, Registry, Telemetry } from '../shell/ports.ts';

/** An agent that comes with the deployment. Without `source` it has a queue and a consumer of its own. */
export interface SeededAgent {
  readonly agentId: string;
  readonly description: string;
  readonly categories: readonly string[];
  readonly schema: Agent['config']['schema'];
  readonly outputSchema: NonNullable<Agent['config']['outputSchema']>;
  /** Queue URL or name that its tasks go to. */
  readonly target: string;
  readonly source?: string;
  readonly capabilities?: readonly string[];
}

export interface SeedPorts {
  readonly registry: Registry;
  readonly code: CodeStore;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

export type Seeded = 'created' | 'updated' | 'unchanged' | 'kept';

/** Seeds all; the answer says what became of each. Throws when a write keeps being overtaken. */
export async function seedAgents(ports: SeedPorts, agents: readonly SeededAgent[]): Promise<Readonly<Record<string, Seeded>>> {
  const outcome: Record<string, Seeded> = {};
  for (const agent of agents) outcome[agent.agentId] = await seedAgent(ports, agent);
  ports.telemetry.log('info', 'seeded the built-in agents', { outcome });
  return outcome;
}

async function seedAgent(ports: SeedPorts, seeded: SeededAgent): Promise<Seeded> {
  const code = seeded.source === undefined ? undefined : await storeCode(ports, seeded.agentId, seeded.source);
  for (let tries = 0; tries < 5; tries++) {
    const current = await ports.registry.get(seeded.agentId);
    if (current !== undefined && current.source !== 'seeded' && current.source !== undefined) return 'kept';
    const earlier = current === undefined ? undefined : await ports.registry.version(seeded.agentId, current.config.version);
    const wanted = configOf(seeded, code);
    if (earlier !== undefined && same({ ...earlier.config, version: '' }, { ...wanted, version: '' })) return 'unchanged';
    const version = await nextVersion(ports, seeded.agentId, wanted, code?.sha256);
    const head = mergeHead(current, earlier, wanted, version, code?.sha256, seeded, new Date(ports.clock.now()).toISOString());
    const written = await ports.registry.putHead(head, current);
    if (!written.ok) continue;
    if (head.state === 'active')
      await ports.bus.publish([
        {
          source: agentActivated.source,
          detailType: agentActivated.detailType,
          detail: { agentId: seeded.agentId, version, by: 'seed', ...(code !== undefined && { sha256: code.sha256 }) },
        },
      ]);
    return current === undefined ? 'created' : 'updated';
  }
  throw new Error(`could not seed agent "${seeded.agentId}": its row keeps changing; seed again when nobody edits it`);
}

async function storeCode(ports: SeedPorts, agentId: string, source: string): Promise<{ readonly sha256: string; readonly filename: string }> {
  const hash = sha256(source);
  const filename = `agents/${agentId}/${hash}.js`;
  await ports.code.putIfAbsent(filename, source);
  return { sha256: hash, filename };
}

type Config = Agent['config'];

function configOf(seeded: SeededAgent, code: { readonly filename: string } | undefined): Omit<Config, 'version'> {
  return {
    name: seeded.agentId,
    description: seeded.description,
    schema: seeded.schema,
    outputSchema: seeded.outputSchema,
    action: { type: 'sqs', target: seeded.target },
    ...(code !== undefined && { filename: code.filename }),
    ...(seeded.capabilities !== undefined && { capabilities: [...seeded.capabilities] }),
  };
}

/** Adds the version item; one that an interrupted seeding left behind is used again. */
async function nextVersion(ports: SeedPorts, agentId: string, config: Omit<Config, 'version'>, hash: string | undefined): Promise<string> {
  const versions = await ports.registry.versions(agentId);
  const left = versions.find((version) => same({ ...version.config, version: '' }, { ...config, version: '' }));
  if (left !== undefined) return left.version;
  for (let number = versions.length + 1; ; number++) {
    const version = `v${number}`;
    const item: AgentVersion = {
      agentId,
      version,
      config: { ...config, version },
      createdAt: new Date(ports.clock.now()).toISOString(),
      by: 'seed',
      ...(hash !== undefined && { sha256: hash }),
    };
    if ((await ports.registry.addVersion(item)).ok) return version;
  }
}

function mergeHead(
  current: Agent | undefined,
  earlier: AgentVersion | undefined,
  wanted: Omit<Config, 'version'>,
  version: string,
  hash: string | undefined,
  seeded: SeededAgent,
  now: string,
): Agent {
  const fresh: Agent = {
    agentId: seeded.agentId,
    config: { ...wanted, version },
    state: 'active',
    categories: [...seeded.categories],
    source: 'seeded',
    createdAt: now,
    updatedAt: now,
    ...(hash !== undefined && { sha256: hash }),
  };
  if (current === undefined) return fresh;
  const config: Config = { ...current.config, ...fieldsToUpdate(current.config, earlier?.config, wanted), version };
  return { ...fresh, config, state: current.state, categories: current.categories ?? [...seeded.categories], createdAt: current.createdAt ?? now };
}

/** Fields that nobody changed since the earlier seeding. Code always follows: an operator changes it by registering a version. */
function fieldsToUpdate(current: Config, earlier: Config | undefined, wanted: Omit<Config, 'version'>): Partial<Config> {
  const keys = Object.keys(wanted) as (keyof typeof wanted)[];
  return Object.fromEntries(
    keys.filter((key) => key === 'filename' || (earlier !== undefined && same(current[key], earlier[key]))).map((key) => [key, wanted[key]]),
  );
}

function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, item: unknown) =>
      typeof item === 'object' && item !== null && !Array.isArray(item)
        ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : item,
    ) ?? 'undefined'
  );
}
