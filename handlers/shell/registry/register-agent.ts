import type { Agent } from '../../../generated/tables/agent.ts';
import type { AgentVersion } from '../../../generated/tables/agent-version.ts';
import { jsonEqual } from '../../../codegen/runtime/json-equal.ts';
import { builtInTools } from '../../core/orchestration/built-in-tools.ts';
import { sha256 } from '../hash.ts';
import { announceActivated } from './announce.ts';
import type { RegistryPorts } from './registry-ports.ts';
import { refuse, timestamp, WRITE_TRIES } from './registry-ports.ts';
import type { Refused } from './registry-ports.ts';
import { findRequest, recordRequest } from './request-record.ts';
import type { RequestRecord } from './request-record.ts';

/** A checked agent that asks for a place in the registry. */
export interface AgentSubmission {
  /** The wished name. A fabricated agent gets another, `<name>-2` and so on, when it is taken. */
  readonly agentId: string;
  /** JavaScript, as it will run. */
  readonly source: string;
  readonly settings: Omit<Agent['config'], 'name' | 'version' | 'filename'>;
  readonly origin: 'fabricated' | 'registered';
  /** `pending` waits for a person, who activates it. */
  readonly state: 'active' | 'pending';
  readonly categories: readonly string[];
  readonly checks: readonly string[];
  readonly by: string;
  /** Hash of the request that it answers; a repeated request makes one version. */
  readonly requestHash?: string;
  /** A fabricated agent becomes the next version of the fabricated agent of this name instead of taking another name. */
  readonly improves?: boolean;
}

export interface RegisteredAgent {
  /** `duplicate`: the same request had been answered already, nothing was changed. */
  readonly kind: 'registered' | 'duplicate';
  readonly agentId: string;
  readonly version: string;
  /** Of that version: pending until a person activates it. */
  readonly state: Agent['state'];
}

/**
 * Stores code, version and head, in this order, each with a condition: a run that dies in between leaves nothing that
 * anybody uses, and the next run goes on from there. Never touches a seeded agent, nor (when fabricated) a registered one.
 */
export async function registerAgent(ports: RegistryPorts, submission: AgentSubmission): Promise<RegisteredAgent | Refused> {
  for (let tries = 0; tries < WRITE_TRIES; tries++) {
    const place = await findPlace(ports, submission);
    if (place.kind === 'refused') return place;
    const { agentId, current } = place;
    const { requestHash } = submission;
    // Somebody else may have answered the same request while the model was at work.
    const answered = requestHash === undefined ? undefined : await findRequest(ports.code, requestHash);
    if (answered !== undefined && (answered.agentId !== agentId || !isOlder(current, answered.version))) return duplicateOf(ports, answered);
    const version = await addVersion(ports, submission, agentId);
    const state = stateOf(submission, version);
    if (requestHash !== undefined) {
      const first = await recordRequest(ports.code, requestHash, {
        agentId,
        version: version.version,
        head: { state, source: submission.origin, categories: [...submission.categories] },
      });
      if (first.agentId !== agentId || first.version !== version.version) return duplicateOf(ports, first);
    }
    const head = headOf(ports, { ...submission, state }, version, current);
    if (head === undefined) {
      // The head stays as it is but for the time of its last change, by which new versions are found and counted.
      if (current !== undefined && !(await ports.registry.putHead({ ...current, updatedAt: timestamp(ports.clock) }, current)).ok) continue;
      return { kind: 'registered', agentId, version: version.version, state: 'pending' };
    }
    if (!(await ports.registry.putHead(head, current)).ok) continue;
    if (head.state === 'active') await announceActivated(ports.bus, head, { by: submission.by });
    return { kind: 'registered', agentId, version: version.version, state: head.state };
  }
  return refuse('CONFLICT', `agent "${submission.agentId}" keeps being changed by others: try again`);
}

/** The agent that answered this request before, if there is one. */
export async function findRegistered(ports: RegistryPorts, requestHash: string): Promise<RegisteredAgent | undefined> {
  const first = await findRequest(ports.code, requestHash);
  return first === undefined ? undefined : duplicateOf(ports, first);
}

async function duplicateOf(ports: RegistryPorts, record: RequestRecord): Promise<RegisteredAgent> {
  const { agentId, version } = record;
  const head = (await ports.registry.get(agentId)) ?? (await finish(ports, record));
  return {
    kind: 'duplicate',
    agentId,
    version,
    state: head === undefined ? 'inactive' : head.config.version === version || head.state !== 'active' ? head.state : 'active',
  };
}

/** Writes the head that a run which died before it could has left out. */
async function finish(ports: RegistryPorts, { agentId, version, head: { state, source, categories } }: RequestRecord): Promise<Agent | undefined> {
  const item = await ports.registry.version(agentId, version);
  if (item === undefined) return undefined;
  const now = timestamp(ports.clock);
  const head: Agent = {
    agentId,
    config: item.config,
    state,
    ...(source !== undefined && { source }),
    ...(categories !== undefined && { categories }),
    ...(item.sha256 !== undefined && { sha256: item.sha256 }),
    createdAt: now,
    updatedAt: now,
  };
  if (!(await ports.registry.putHead(head, undefined)).ok) return ports.registry.get(agentId);
  if (state === 'active') await announceActivated(ports.bus, head, { by: item.by });
  return head;
}

async function findPlace(
  ports: RegistryPorts,
  submission: AgentSubmission,
): Promise<{ readonly kind: 'place'; readonly agentId: string; readonly current: Agent | undefined } | Refused> {
  for (let number = 1; number <= 50; number++) {
    const agentId = number === 1 ? submission.agentId : `${submission.agentId.slice(0, 58)}-${number}`;
    // Such an agent would never be offered: the model knows the name as another tool.
    if (builtInTools.has(agentId)) {
      if (submission.origin === 'fabricated') continue;
      return refuse('NAME_TAKEN', `"${agentId}" is a tool of the supervisor itself: register under another name`);
    }
    const current = await ports.registry.get(agentId);
    if (current === undefined) return { kind: 'place', agentId, current };
    if (submission.origin === 'registered')
      return current.source === 'seeded'
        ? refuse('NAME_TAKEN', `agent "${agentId}" comes with the deployment and would be seeded again: register under another name`)
        : { kind: 'place', agentId, current };
    if (current.source !== 'fabricated') continue;
    if (submission.improves === true || (await isOurs(ports, submission, agentId))) return { kind: 'place', agentId, current };
  }
  return refuse('NAME_TAKEN', `every name from "${submission.agentId}" to "${submission.agentId}-50" is taken: choose another name`);
}

/** A run that died after the head was written comes here again. */
async function isOurs(ports: RegistryPorts, { requestHash }: AgentSubmission, agentId: string): Promise<boolean> {
  return requestHash !== undefined && (await ports.registry.versions(agentId)).some((version) => version.requestHash === requestHash);
}

/** Adds the version; returns the one that answers the same request where another run has added it, whatever code that has. */
async function addVersion(ports: RegistryPorts, submission: AgentSubmission, agentId: string): Promise<AgentVersion> {
  const hash = sha256(submission.source);
  const filename = `agents/${agentId}/${hash}.js`;
  await ports.code.putIfAbsent(filename, submission.source);
  const versions = await ports.registry.versions(agentId);
  const left = versions.find(
    (version) =>
      answers(version, submission) ||
      (version.sha256 === hash &&
        version.requestHash === submission.requestHash &&
        // A table keeps no order of fields: texts would differ.
        jsonEqual({ ...version.config, version: '' }, settingsOf(submission, agentId, filename, ''))),
  );
  if (left !== undefined) return left;
  for (let number = versions.length + 1; ; number++) {
    const version = `v${number}`;
    const item: AgentVersion = {
      agentId,
      version,
      config: settingsOf(submission, agentId, filename, version),
      sha256: hash,
      createdAt: timestamp(ports.clock),
      by: submission.by,
      checks: submission.checks.map((check) => check.slice(0, 512)).slice(0, 64),
      ...(submission.requestHash !== undefined && { requestHash: submission.requestHash }),
    };
    const written = await ports.registry.addVersion(item);
    if (written.ok) return item;
    if (written.current !== undefined && answers(written.current, submission)) return written.current;
  }
}

/** Whether the head has yet to be given this version: a run died before it could. */
function isOlder(head: Agent | undefined, version: string): boolean {
  return head === undefined || Number(head.config.version.slice(1)) < Number(version.slice(1));
}

function answers(version: AgentVersion, { requestHash }: AgentSubmission): boolean {
  return requestHash !== undefined && version.requestHash === requestHash;
}

/** A version that another run of the same request left, with other capabilities than were judged here, waits for a person. */
function stateOf({ state, settings }: AgentSubmission, { config }: AgentVersion): AgentSubmission['state'] {
  return jsonEqual(config.capabilities ?? [], settings.capabilities ?? []) ? state : 'pending';
}

function settingsOf({ settings }: AgentSubmission, agentId: string, filename: string, version: string): Agent['config'] {
  return { ...settings, name: agentId, filename, version };
}

/** The new head, or undefined when the active version stays until a person has reviewed the new one. */
function headOf(ports: RegistryPorts, submission: AgentSubmission, version: AgentVersion, current: Agent | undefined): Agent | undefined {
  if (submission.state === 'pending' && current !== undefined && current.state !== 'pending') return undefined;
  const now = timestamp(ports.clock);
  return {
    agentId: version.agentId,
    config: version.config,
    state: submission.state,
    categories: [...submission.categories],
    ...(version.sha256 !== undefined && { sha256: version.sha256 }),
    source: submission.origin,
    createdAt: current?.createdAt ?? now,
    updatedAt: now,
  };
}
