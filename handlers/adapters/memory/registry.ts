import type { Agent } from '../../../generated/tables/agent.ts';
import type { AgentVersion } from '../../../generated/tables/agent-version.ts';
import type { Tool } from '../../../generated/tables/tool.ts';
import { parseAgent } from '../../../generated/validators/tables/agent.js';
import { parseAgentVersion } from '../../../generated/validators/tables/agent-version.js';
import { parseTool } from '../../../generated/validators/tables/tool.js';
import type { AllAgents, Registry, Written } from '../../shell/ports.ts';
import { inVersionOrder, readAgentRow, readToolRow, sameHead, sameTool, type Row } from '../registry-row.ts';
import { assertValid } from '../valid-item.ts';
import { assertFits } from '../write-limits.ts';
import { frozen } from './tables.ts';

/** A stored row: what is visible of it, and its state, by which it is found even when it is not valid. */
interface Stored<T> {
  readonly state: unknown;
  readonly row: Row<T>;
}

/** Agents, their versions and tools in memory. */
export class MemoryRegistry implements Registry {
  readonly #agents = new Map<string, Stored<Agent>>();
  readonly #versions = new Map<string, Map<string, AgentVersion>>();
  readonly #tools = new Map<string, Stored<Tool>>();

  /** A registry that holds the same; what one of the two is given later, the other does not see. */
  copy(): MemoryRegistry {
    const copied = new MemoryRegistry();
    for (const [agentId, stored] of this.#agents) copied.#agents.set(agentId, stored);
    for (const [agentId, versions] of this.#versions) copied.#versions.set(agentId, new Map(versions));
    for (const [toolId, stored] of this.#tools) copied.#tools.set(toolId, stored);
    return copied;
  }

  /** Puts a row as it is, the way an operator edits a table. */
  putAgentRow(row: { readonly agentId: string } & Readonly<Record<string, unknown>>): void {
    this.#agents.set(row.agentId, { state: row['state'], row: readAgentRow(row) });
  }

  putToolRow(row: { readonly toolId: string } & Readonly<Record<string, unknown>>): void {
    this.#tools.set(row.toolId, { state: row['state'], row: readToolRow(row) });
  }

  async active() {
    return this.#where((state) => state === 'active');
  }

  async all() {
    return this.#where(() => true);
  }

  #where(wanted: (state: unknown) => boolean): AllAgents {
    const agents: Agent[] = [];
    const invalid: { readonly agentId: string; readonly problem: string }[] = [];
    for (const [agentId, { state, row }] of this.#agents) {
      if (!wanted(state)) continue;
      if (row.ok) agents.push(row.value);
      else invalid.push({ agentId, problem: row.problem });
    }
    return { agents, invalid };
  }

  async get(agentId: string): Promise<Agent | undefined> {
    return valueOf(this.#agents.get(agentId));
  }

  async version(agentId: string, version: string): Promise<AgentVersion | undefined> {
    return this.#versions.get(agentId)?.get(version);
  }

  async versions(agentId: string): Promise<readonly AgentVersion[]> {
    return inVersionOrder([...(this.#versions.get(agentId)?.values() ?? [])]);
  }

  async addVersion(version: AgentVersion): Promise<Written<AgentVersion>> {
    const what = `version "${version.version}" of agent "${version.agentId}"`;
    const item = frozen(assertValid(what, parseAgentVersion, version));
    assertFits([{ what, item }]);
    const versions = this.#versions.get(item.agentId) ?? new Map<string, AgentVersion>();
    const current = versions.get(item.version);
    if (current !== undefined) return { ok: false, current };
    this.#versions.set(item.agentId, versions.set(item.version, item));
    return { ok: true };
  }

  async putHead(head: Agent, expected: Agent | undefined): Promise<Written<Agent>> {
    const what = `agent "${head.agentId}"`;
    const item = frozen(assertValid(what, parseAgent, head));
    assertFits([{ what, item }]);
    const stored = this.#agents.get(item.agentId);
    const current = valueOf(stored);
    if (expected === undefined ? stored !== undefined : current === undefined || !sameHead(current, expected)) return { ok: false, current };
    this.#agents.set(item.agentId, { state: item.state, row: { ok: true, value: item } });
    return { ok: true };
  }

  async tool(toolId: string): Promise<Tool | undefined> {
    return valueOf(this.#tools.get(toolId));
  }

  async activeTools(): Promise<readonly Tool[]> {
    return [...this.#tools.values()].filter(({ state }) => state === 'active').flatMap((stored) => valueOf(stored) ?? []);
  }

  async allTools(): Promise<readonly Tool[]> {
    return [...this.#tools.values()].flatMap((stored) => valueOf(stored) ?? []);
  }

  async putTool(tool: Tool, expected: Tool | undefined): Promise<Written<Tool>> {
    const what = `tool "${tool.toolId}"`;
    const item = frozen(assertValid(what, parseTool, tool));
    assertFits([{ what, item }]);
    const stored = this.#tools.get(item.toolId);
    const current = valueOf(stored);
    if (expected === undefined ? stored !== undefined : current === undefined || !sameTool(current, expected)) return { ok: false, current };
    this.#tools.set(item.toolId, { state: item.state, row: { ok: true, value: item } });
    return { ok: true };
  }
}

/** The row's value; undefined when there is none or it is not valid. */
function valueOf<T>(stored: Stored<T> | undefined): T | undefined {
  return stored?.row.ok === true ? stored.row.value : undefined;
}
