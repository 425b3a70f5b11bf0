import type { Agent } from '../../../generated/tables/agent.ts';
import type { AgentVersion } from '../../../generated/tables/agent-version.ts';
import { jsonEqual } from '../../../codegen/runtime/json-equal.ts';
import { announceActivated, announceSuspended } from './announce.ts';
import { diffLines, type LineChange } from './line-diff.ts';
import type { Author, Refused, RegistryPorts } from './registry-ports.ts';
import { refuse, timestamp, WRITE_TRIES } from './registry-ports.ts';

export type Changed = { readonly kind: 'changed'; readonly head: Agent } | Refused;

/** One agent with its versions and the code of the active one. */
export interface AgentView {
  readonly head: Agent;
  readonly versions: readonly AgentVersion[];
  readonly source: string | undefined;
}

/** Everything about an agent, or undefined when there is none. */
export async function showAgent(ports: RegistryPorts, agentId: string): Promise<AgentView | undefined> {
  const head = await ports.registry.get(agentId);
  if (head === undefined) return undefined;
  const versions = await ports.registry.versions(agentId);
  return { head, versions, source: await sourceOf(ports, head.config.filename) };
}

/** What differs between two versions: settings by field, code by line. */
export interface VersionDiff {
  readonly from: string;
  readonly to: string;
  readonly settings: readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[];
  readonly code: readonly LineChange[];
}

export async function diffVersions(ports: RegistryPorts, agentId: string, from: string, to: string): Promise<VersionDiff | Refused> {
  const [before, after] = await Promise.all([ports.registry.version(agentId, from), ports.registry.version(agentId, to)]);
  if (before === undefined) return versionUnknown(ports, agentId, from);
  if (after === undefined) return versionUnknown(ports, agentId, to);
  const [old, next] = await Promise.all([sourceOf(ports, before.config.filename), sourceOf(ports, after.config.filename)]);
  const fields = [...new Set([...Object.keys(before.config), ...Object.keys(after.config)])].filter(
    (field) => field !== 'version',
  ) as (keyof Agent['config'])[];
  const settings = fields
    .filter((field) => !jsonEqual(before.config[field], after.config[field]))
    .map((field) => ({ field, from: before.config[field], to: after.config[field] }));
  return { from, to, settings, code: diffLines(old ?? '', next ?? '') };
}

/** Makes a version the active one (the head's own when none is named) and the agent active. Takes effect at the next claim. */
export function activate(ports: RegistryPorts, agentId: string, author: Author, version?: string): Promise<Changed> {
  return change(
    ports,
    agentId,
    async (head) => {
      const wanted = version ?? head.config.version;
      if (head.state === 'active' && head.config.version === wanted) return refuse('UNCHANGED', `agent "${agentId}" ${wanted} is active already`);
      if (wanted === head.config.version) return { ...head, state: 'active' };
      const item = await ports.registry.version(agentId, wanted);
      if (item === undefined) return versionUnknown(ports, agentId, wanted);
      const { sha256: _old, ...rest } = head;
      return { ...rest, config: item.config, state: 'active', ...(item.sha256 !== undefined && { sha256: item.sha256 }) };
    },
    (head) => announceActivated(ports.bus, head, author),
  );
}

/** Switches an agent off: it is no longer offered, and its queued tasks end as errors. */
export function suspend(ports: RegistryPorts, agentId: string, author: Author, state: 'inactive' | 'maintenance' = 'inactive'): Promise<Changed> {
  return change(
    ports,
    agentId,
    (head) => (head.state === state ? refuse('UNCHANGED', `agent "${agentId}" is ${state} already`) : { ...head, state }),
    (head) => announceSuspended(ports.bus, head, author),
  );
}

/** Back to the version before the active one. */
export async function rollBack(ports: RegistryPorts, agentId: string, author: Author): Promise<Changed> {
  const head = await ports.registry.get(agentId);
  if (head === undefined) return agentUnknown(agentId);
  const numbers = (await ports.registry.versions(agentId)).map((version) => Number(version.version.slice(1)));
  const active = Number(head.config.version.slice(1));
  const previous = Math.max(...numbers.filter((number) => number < active));
  if (!Number.isFinite(previous)) return refuse('VERSION_UNKNOWN', `agent "${agentId}" has no version before ${head.config.version}: suspend it instead`);
  return activate(ports, agentId, { ...author, reason: author.reason ?? `rolled back from ${head.config.version}` }, `v${previous}`);
}

async function change(
  ports: RegistryPorts,
  agentId: string,
  to: (head: Agent) => Agent | Refused | Promise<Agent | Refused>,
  announce: (head: Agent) => Promise<void>,
): Promise<Changed> {
  for (let tries = 0; tries < WRITE_TRIES; tries++) {
    const current = await ports.registry.get(agentId);
    if (current === undefined) return agentUnknown(agentId);
    const next = await to(current);
    if ('kind' in next) return next;
    const head: Agent = { ...next, updatedAt: timestamp(ports.clock) };
    if (!(await ports.registry.putHead(head, current)).ok) continue;
    await announce(head);
    ports.telemetry.log('info', 'the registry changed', { agentId, agentVersion: head.config.version, toState: head.state, fromState: current.state });
    return { kind: 'changed', head };
  }
  return refuse('CONFLICT', `agent "${agentId}" keeps being changed by others: try again`);
}

async function sourceOf(ports: RegistryPorts, filename: string | undefined): Promise<string | undefined> {
  if (filename === undefined) return undefined;
  return ports.code.get(filename.startsWith('agents/') ? filename : `agents/${filename}`);
}

function agentUnknown(agentId: string): Refused {
  return refuse('AGENT_UNKNOWN', `there is no agent "${agentId}": list the agents to see their names`);
}

async function versionUnknown(ports: RegistryPorts, agentId: string, version: string): Promise<Refused> {
  const known = (await ports.registry.versions(agentId)).map((item) => item.version);
  if (known.length === 0) return agentUnknown(agentId);
  return refuse('VERSION_UNKNOWN', `agent "${agentId}" has no version "${version}": there are ${known.join(', ')}`);
}
