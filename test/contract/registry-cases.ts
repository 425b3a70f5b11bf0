// oxlint-disable vitest/no-standalone-expect -- the cases are run by the tests of stores.test.ts
import { expect } from 'vitest';
import type { Agent } from '../../generated/tables/agent.ts';
import { sha256 } from '../../handlers/shell/hash.ts';
import { agentOf, toolOf, versionOf } from './items.ts';
import { unique, type ConformanceCase, type PortsUnderTest } from './ports-under-test.ts';

async function activeById({ registry }: PortsUnderTest, agentId: string): Promise<Agent | undefined> {
  return (await registry.active()).agents.find((agent) => agent.agentId === agentId);
}

/** A row as the original system wrote it: the config as JSON text, no table library's marks, fields of its own. */
function legacyRow(agentId: string, config: object = agentOf(agentId).config): { readonly agentId: string } & Readonly<Record<string, unknown>> {
  return { agentId, config: JSON.stringify(config), state: 'active', categories: ['legacy'], owner: 'somebody' };
}

/** Agents, versions and tools. */
export const registryCases: readonly ConformanceCase[] = [
  {
    name: 'an agent that was never registered is absent',
    async run({ registry }) {
      const agentId = unique('a');
      expect(await registry.get(agentId)).toBeUndefined();
      expect(await registry.version(agentId, 'v1')).toBeUndefined();
      expect(await registry.versions(agentId)).toEqual([]);
      expect(await registry.tool(agentId)).toBeUndefined();
    },
  },
  {
    name: 'a registered agent is read as it was written, alone and among the active ones',
    async run(ports) {
      const agent = agentOf(unique('a'));
      expect(await ports.registry.putHead(agent, undefined)).toEqual({ ok: true });
      expect(await ports.registry.get(agent.agentId)).toEqual(agent);
      expect(await activeById(ports, agent.agentId)).toEqual(agent);
    },
  },
  {
    name: 'an agent reads as the same text every time, whatever order the store keeps keys in',
    async run(ports) {
      const properties = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`property${(n * 7) % 12}`, { type: 'string', description: `number ${n}` }]));
      const agent = agentOf(unique('a'));
      await ports.putAgentRow({ ...agent, config: { ...agent.config, schema: { type: 'object', properties } } });
      const texts = await Promise.all(Array.from({ length: 5 }, async () => JSON.stringify(await ports.registry.get(agent.agentId))));
      expect(new Set([...texts, JSON.stringify(await activeById(ports, agent.agentId))]).size).toBe(1);
    },
  },
  ...(['inactive', 'maintenance', 'pending'] as const).map((state): ConformanceCase => ({
    name: `an agent that is ${state} is not among the active ones`,
    async run(ports) {
      const agent = agentOf(unique('a'));
      await ports.registry.putHead(agent, undefined);
      expect(await ports.registry.putHead({ ...agent, state }, agent)).toEqual({ ok: true });
      expect(await activeById(ports, agent.agentId)).toBeUndefined();
      expect(await ports.registry.get(agent.agentId)).toEqual({ ...agent, state });
    },
  })),
  {
    name: 'a second first registration meets the agent that is there',
    async run({ registry }) {
      const agent = agentOf(unique('a'));
      await registry.putHead(agent, undefined);
      expect(await registry.putHead(agentOf(agent.agentId, { state: 'pending' }), undefined)).toEqual({ ok: false, current: agent });
      expect(await registry.get(agent.agentId)).toEqual(agent);
    },
  },
  {
    name: 'a head is not replaced when there is none',
    async run({ registry }) {
      const agent = agentOf(unique('a'));
      expect(await registry.putHead(agent, agent)).toEqual({ ok: false, current: undefined });
      expect(await registry.get(agent.agentId)).toBeUndefined();
    },
  },
  ...(
    [
      ['version', (agent: Agent) => ({ ...agent, config: { ...agent.config, version: 'v2' } })],
      ['state', (agent: Agent) => ({ ...agent, state: 'maintenance' as const })],
      ['hash', (agent: Agent) => ({ ...agent, sha256: sha256('changed') })],
      ['source', (agent: Agent) => ({ ...agent, source: 'fabricated' as const })],
      [
        'hash, by its absence,',
        (agent: Agent) => {
          const { sha256: _sha256, ...rest } = agent;
          return rest;
        },
      ],
      [
        'source, by its absence,',
        (agent: Agent) => {
          const { source: _source, ...rest } = agent;
          return rest;
        },
      ],
    ] as const
  ).map(([what, change]): ConformanceCase => ({
    name: `a change of the ${what} by somebody else is not overwritten`,
    async run({ registry }) {
      const agent = agentOf(unique('a'));
      await registry.putHead(agent, undefined);
      const changed = change(agent);
      expect(await registry.putHead(changed, agent)).toEqual({ ok: true });
      expect(await registry.putHead({ ...agent, categories: ['mine'] }, agent)).toEqual({ ok: false, current: changed });
      expect(await registry.get(agent.agentId)).toEqual(changed);
      expect(await registry.putHead({ ...agent, categories: ['mine'] }, changed)).toEqual({ ok: true });
    },
  })),
  {
    name: 'one of many changes from the same reading wins',
    async run({ registry }) {
      const agent = agentOf(unique('a'));
      await registry.putHead(agent, undefined);
      const outcomes = await Promise.all(
        Array.from({ length: 6 }, (_, n) => registry.putHead({ ...agent, config: { ...agent.config, version: `v${n + 2}` } }, agent)),
      );
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect((await registry.get(agent.agentId))?.config.version).toBe(`v${outcomes.findIndex(({ ok }) => ok) + 2}`);
    },
  },
  {
    name: 'a row of the original system, its config as JSON text, reads the same',
    async run(ports) {
      const agentId = unique('legacy');
      await ports.putAgentRow(legacyRow(agentId));
      const expected: Agent = { agentId, config: agentOf(agentId).config, state: 'active', categories: ['legacy'] };
      expect(await ports.registry.get(agentId)).toEqual(expected);
      expect(await activeById(ports, agentId)).toEqual(expected);
    },
  },
  {
    name: 'a row of the original system is replaced as it was read, and not when it changed',
    async run(ports) {
      const agentId = unique('legacy');
      await ports.putAgentRow(legacyRow(agentId));
      const read = await ports.registry.get(agentId);
      if (read === undefined) throw new Error('the row is not read');
      await ports.putAgentRow(legacyRow(agentId, { ...read.config, version: 'v5' }));
      expect(await ports.registry.putHead({ ...read, state: 'inactive' }, read)).toMatchObject({ ok: false, current: { config: { version: 'v5' } } });
      const again = await ports.registry.get(agentId);
      if (again === undefined) throw new Error('the row is not read');
      expect(await ports.registry.putHead({ ...again, state: 'inactive' }, again)).toEqual({ ok: true });
      expect(await ports.registry.get(agentId)).toEqual({ ...again, state: 'inactive' });
    },
  },
  {
    name: 'fields that nobody knows do not make a row invalid',
    async run(ports) {
      const agent = agentOf(unique('a'));
      await ports.putAgentRow({ ...agent, config: { ...agent.config, temperature: 1 }, colour: 'blue' });
      expect(await ports.registry.get(agent.agentId)).toEqual(agent);
    },
  },
  ...(
    [
      ['has no description', (agent: Agent) => ({ ...agent, config: { ...agent.config, description: '' } })],
      ['has a config that is not JSON', (agent: Agent) => ({ ...agent, config: '{broken' })],
      ['has no config', (agent: Agent) => ({ agentId: agent.agentId, state: agent.state })],
      ['has a schema that is text', (agent: Agent) => ({ ...agent, config: { ...agent.config, schema: 'object' } })],
    ] as const
  ).map(([what, spoil]): ConformanceCase => ({
    name: `an agent row that ${what} is left out and reported, and the others are there`,
    async run(ports) {
      const good = agentOf(unique('good'));
      const bad = agentOf(unique('bad'));
      await ports.registry.putHead(good, undefined);
      await ports.putAgentRow(spoil(bad));
      const { agents, invalid } = await ports.registry.active();
      expect(agents).toContainEqual(good);
      expect(agents.some(({ agentId }) => agentId === bad.agentId)).toBe(false);
      expect(invalid.find(({ agentId }) => agentId === bad.agentId)?.problem).toMatch(/config/u);
      expect(await ports.registry.get(bad.agentId)).toBeUndefined();
    },
  })),
  {
    name: 'an invalid row is not overwritten by a first registration',
    async run(ports) {
      const agent = agentOf(unique('bad'));
      await ports.putAgentRow({ ...agent, config: 7 });
      expect(await ports.registry.putHead(agent, undefined)).toEqual({ ok: false, current: undefined });
    },
  },
  {
    name: 'more than a page (1.5 MB) of agents is read whole',
    async run(ports) {
      const prefix = unique('page');
      const agents = Array.from({ length: 20 }, (_, n) =>
        agentOf(`${prefix}-${n}`, { config: { ...agentOf(`${prefix}-${n}`).config, schema: { type: 'object', description: 'd'.repeat(78_000) } } }),
      );
      for (const agent of agents) await ports.registry.putHead(agent, undefined);
      const found = (await ports.registry.active()).agents.filter(({ agentId }) => agentId.startsWith(`${prefix}-`));
      expect(found.toSorted((a, b) => (a.agentId < b.agentId ? -1 : 1))).toEqual(agents.toSorted((a, b) => (a.agentId < b.agentId ? -1 : 1)));
      // Out of the way of the other cases.
      for (const agent of agents) await ports.registry.putHead({ ...agent, state: 'inactive' }, agent);
    },
  },
  ...['__proto__', 'constructor', 'data', 'valueOf'].map((agentId): ConformanceCase => ({
    name: `"${agentId}" is an ordinary agent id and tool id`,
    async run(ports) {
      const agent = agentOf(agentId);
      expect(await ports.registry.get(agentId)).toBeUndefined();
      expect(await ports.registry.putHead(agent, undefined)).toEqual({ ok: true });
      expect(await activeById(ports, agentId)).toEqual(agent);
      expect(await ports.registry.addVersion(versionOf(agentId, 'v1'))).toEqual({ ok: true });
      expect(await ports.registry.versions(agentId)).toEqual([versionOf(agentId, 'v1')]);
      expect(await ports.registry.tool(agentId)).toBeUndefined();
    },
  })),
  {
    name: 'a version is immutable: a second write of it meets the first',
    async run({ registry }) {
      const first = versionOf(unique('a'), 'v1');
      expect(await registry.addVersion(first)).toEqual({ ok: true });
      expect(await registry.addVersion({ ...first, by: 'somebody else', sha256: sha256('other') })).toEqual({ ok: false, current: first });
      expect(await registry.version(first.agentId, 'v1')).toEqual(first);
    },
  },
  {
    name: 'versions come in the order of their numbers',
    async run({ registry }) {
      const agentId = unique('a');
      for (const version of ['v10', 'v2', 'v1', 'v9']) await registry.addVersion(versionOf(agentId, version));
      expect((await registry.versions(agentId)).map(({ version }) => version)).toEqual(['v1', 'v2', 'v9', 'v10']);
    },
  },
  {
    name: 'an invalid head and an invalid version are refused with an error that names them',
    async run({ registry }) {
      const agent = agentOf(unique('a'));
      await expect(registry.putHead({ ...agent, config: { ...agent.config, description: '' } }, undefined)).rejects.toThrow(
        new RegExp(`agent "${agent.agentId}".*/config/description`, 'u'),
      );
      await expect(registry.addVersion(versionOf(agent.agentId, 'first'))).rejects.toThrow(/version "first".*\/version/u);
    },
  },
  {
    name: 'agents in every state are listed for operators, invalid rows by their id',
    async run(ports) {
      const states = ['active', 'pending', 'maintenance', 'inactive'] as const;
      const heads = states.map((state) => ({ ...agentOf(unique(state)), state }));
      for (const head of heads) await ports.registry.putHead(head, undefined);
      const bad = unique('bad');
      await ports.putAgentRow({ agentId: bad, config: '[', state: 'inactive' });
      const { agents, invalid } = await ports.registry.all();
      for (const head of heads) expect(agents).toContainEqual(head);
      expect(invalid.map(({ agentId }) => agentId)).toContain(bad);
    },
  },
  {
    name: 'a tool is written, found and replaced like an agent',
    async run({ registry }) {
      const tool = toolOf(unique('t'));
      expect(await registry.putTool(tool, undefined)).toEqual({ ok: true });
      expect(await registry.tool(tool.toolId)).toEqual(tool);
      expect(await registry.activeTools()).toContainEqual(tool);
      expect(await registry.putTool({ ...tool, state: 'pending' }, undefined)).toEqual({ ok: false, current: tool });
      const next = { ...tool, config: { ...tool.config, version: 'v2' }, sha256: sha256('v2') };
      expect(await registry.putTool(next, tool)).toEqual({ ok: true });
      expect(await registry.putTool({ ...tool, state: 'inactive' }, tool)).toEqual({ ok: false, current: next });
      expect(await registry.putTool({ ...next, state: 'inactive' }, next)).toEqual({ ok: true });
      expect((await registry.activeTools()).some(({ toolId }) => toolId === tool.toolId)).toBe(false);
      expect(await registry.allTools()).toContainEqual({ ...next, state: 'inactive' });
    },
  },
  {
    name: 'a tool row with its config as JSON text reads the same, and an invalid one is left out',
    async run(ports) {
      const tool = toolOf(unique('t'));
      const bad = unique('bad');
      await ports.putToolRow({ ...tool, config: JSON.stringify(tool.config) });
      await ports.putToolRow({ toolId: bad, config: '[', state: 'active' });
      expect(await ports.registry.tool(tool.toolId)).toEqual(tool);
      expect(await ports.registry.activeTools()).toContainEqual(tool);
      expect(await ports.registry.tool(bad)).toBeUndefined();
      expect((await ports.registry.activeTools()).some(({ toolId }) => toolId === bad)).toBe(false);
    },
  },
  {
    name: 'a tool in the form of the original system is replaced as it was read',
    async run(ports) {
      const tool = toolOf(unique('t'));
      await ports.putToolRow({ ...tool, config: JSON.stringify(tool.config) });
      expect(await ports.registry.putTool({ ...tool, state: 'inactive' }, tool)).toEqual({ ok: true });
      expect(await ports.registry.tool(tool.toolId)).toEqual({ ...tool, state: 'inactive' });
    },
  },
];
