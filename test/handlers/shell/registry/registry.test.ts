import { beforeEach, describe, expect, it } from 'vitest';
import type { Agent } from '../../../../generated/tables/agent.ts';
import { MemoryCodeStore } from '../../../../handlers/adapters/memory/code-store.ts';
import { ManualClock } from '../../../../handlers/adapters/memory/manual-clock.ts';
import { MemoryBus } from '../../../../handlers/adapters/memory/outboxes.ts';
import { MemoryRegistry } from '../../../../handlers/adapters/memory/registry.ts';
import { silentTelemetry } from '../../../../handlers/adapters/memory/telemetry.ts';
import { activate, diffVersions, rollBack, showAgent, suspend } from '../../../../handlers/shell/registry/agent-operations.ts';
import { diffLines } from '../../../../handlers/shell/registry/line-diff.ts';
import { findRegistered, registerAgent } from '../../../../handlers/shell/registry/register-agent.ts';
import type { AgentSubmission } from '../../../../handlers/shell/registry/register-agent.ts';
import { registerTool } from '../../../../handlers/shell/registry/register-tool.ts';
import { setToolState, showTool } from '../../../../handlers/shell/registry/tool-operations.ts';

const ana = { by: 'ana', reason: 'wrong totals' };
const HASH = 'a'.repeat(64);

let ports: ReturnType<typeof create>;
beforeEach(() => void (ports = create()));

function create() {
  return { registry: new MemoryRegistry(), code: new MemoryCodeStore(), bus: new MemoryBus(), clock: new ManualClock(), telemetry: silentTelemetry };
}

const submission = (source: string, over: Partial<AgentSubmission> = {}): AgentSubmission => ({
  agentId: 'totals',
  source,
  settings: { schema: { type: 'object' }, description: 'Adds up.', action: { type: 'sqs', target: 'q' } },
  origin: 'registered',
  state: 'active',
  categories: [],
  checks: ['standards: kept'],
  by: 'ana',
  ...over,
});
const events = (): readonly unknown[] => ports.bus.published.map(({ detailType, detail }) => [detailType, (detail as { version: string }).version]);

describe('an agent', () => {
  it('is registered, shown, and gets a new version when it is registered again', async () => {
    expect(await registerAgent(ports, submission('one'))).toEqual({ kind: 'registered', agentId: 'totals', version: 'v1', state: 'active' });
    expect(await registerAgent(ports, submission('two'))).toMatchObject({ version: 'v2' });
    const view = await showAgent(ports, 'totals');
    expect([view?.head.config.version, view?.versions.map((version) => version.version), view?.source]).toEqual(['v2', ['v1', 'v2'], 'two']);
    expect(events()).toEqual([
      ['agent.activated', 'v1'],
      ['agent.activated', 'v2'],
    ]);
  });

  it('that is registered twice alike keeps its version', async () => {
    await registerAgent(ports, submission('one'));
    expect(await registerAgent(ports, submission('one'))).toMatchObject({ version: 'v1' });
  });

  it('goes back to the version before, and forward by name', async () => {
    await registerAgent(ports, submission('one'));
    await registerAgent(ports, submission('two'));
    expect(await rollBack(ports, 'totals', { by: 'ana' })).toMatchObject({ kind: 'changed', head: { config: { version: 'v1' }, state: 'active' } });
    expect((await showAgent(ports, 'totals'))?.source).toBe('one');
    expect(ports.bus.published.at(-1)).toMatchObject({ detailType: 'agent.activated', detail: { version: 'v1', by: 'ana', reason: 'rolled back from v2' } });
    expect(await rollBack(ports, 'totals', ana)).toMatchObject({ kind: 'refused', code: 'VERSION_UNKNOWN' });
    expect(await activate(ports, 'totals', ana, 'v2')).toMatchObject({ head: { config: { version: 'v2' } } });
    expect(await activate(ports, 'totals', ana, 'v9')).toEqual({
      kind: 'refused',
      code: 'VERSION_UNKNOWN',
      message: 'agent "totals" has no version "v9": there are v1, v2',
    });
  });

  it('is switched off and on, each told once', async () => {
    await registerAgent(ports, submission('one'));
    expect(await suspend(ports, 'totals', ana)).toMatchObject({ head: { state: 'inactive' } });
    expect(await suspend(ports, 'totals', ana)).toMatchObject({ kind: 'refused', code: 'UNCHANGED' });
    expect(await activate(ports, 'totals', ana)).toMatchObject({ head: { state: 'active' } });
    expect(await suspend(ports, 'nobody', ana)).toMatchObject({ code: 'AGENT_UNKNOWN' });
    expect(events()).toEqual([
      ['agent.activated', 'v1'],
      ['agent.suspended', 'v1'],
      ['agent.activated', 'v1'],
    ]);
  });

  it('shows what differs between two versions', async () => {
    await registerAgent(ports, submission('a\nb\nc'));
    await registerAgent(ports, submission('a\nB\nc', { settings: { ...submission('').settings, description: 'Adds up well.' } }));
    expect(await diffVersions(ports, 'totals', 'v1', 'v2')).toMatchObject({
      settings: [{ field: 'description', from: 'Adds up.', to: 'Adds up well.' }, { field: 'filename' }],
      code: [
        { kind: 'same', text: 'a' },
        { kind: 'removed', text: 'b' },
        { kind: 'added', text: 'B' },
        { kind: 'same', text: 'c' },
      ],
    });
  });

  it('that comes with the deployment is not registered over', async () => {
    const seeded: Agent = { agentId: 'totals', config: { ...submission('').settings, name: 'totals', version: 'v1' }, state: 'active', source: 'seeded' };
    await ports.registry.putHead(seeded, undefined);
    expect(await registerAgent(ports, submission('one'))).toMatchObject({ kind: 'refused', code: 'NAME_TAKEN' });
  });

  it('that waits for review leaves the active version in place until a person activates it', async () => {
    await registerAgent(ports, submission('one', { origin: 'fabricated' }));
    expect(await registerAgent(ports, submission('two', { origin: 'fabricated', improves: true, state: 'pending' }))).toEqual({
      kind: 'registered',
      agentId: 'totals',
      version: 'v2',
      state: 'pending',
    });
    expect(await ports.registry.get('totals')).toMatchObject({ state: 'active', config: { version: 'v1' } });
    expect(await activate(ports, 'totals', ana, 'v2')).toMatchObject({ head: { config: { version: 'v2' } } });
    expect(events()).toEqual([
      ['agent.activated', 'v1'],
      ['agent.registered', 'v2'],
      ['agent.activated', 'v2'],
    ]);
  });
});

describe('a repeated request', () => {
  const request = (source: string, over: Partial<AgentSubmission> = {}) => submission(source, { origin: 'fabricated', requestHash: HASH, ...over });

  it('is answered by the version that was made first, even when another model wrote another agent', async () => {
    await registerAgent(ports, request('one'));
    expect(await registerAgent(ports, request('two', { agentId: 'sums' }))).toEqual({ kind: 'duplicate', agentId: 'totals', version: 'v1', state: 'active' });
    expect(await ports.registry.get('sums')).toBeUndefined();
    expect(await findRegistered(ports, HASH)).toMatchObject({ agentId: 'totals', version: 'v1' });
  });

  it.each([1, 2, 3, 4, 5])('ends with one active version when the first run died at write %i', async (deadly) => {
    let writes = 0;
    const dying = <T extends object>(target: T, methods: readonly string[]): T =>
      new Proxy(target, {
        get: (object, name) => {
          const value: unknown = Reflect.get(object, name);
          if (typeof value !== 'function') return value;
          return methods.includes(String(name))
            ? (...values: unknown[]) => (++writes === deadly ? Promise.reject(new Error('died')) : (value.apply(object, values) as unknown))
            : (value.bind(object) as unknown);
        },
      });
    const mortal = {
      ...ports,
      registry: dying(ports.registry, ['addVersion', 'putHead']),
      code: dying(ports.code, ['putIfAbsent']),
      bus: dying(ports.bus, ['publish']),
    };
    await expect(registerAgent(mortal, request('one'))).rejects.toThrow('died');
    const found = (await findRegistered(ports, HASH)) ?? (await registerAgent(ports, request('one')));
    expect(found).toMatchObject({ agentId: 'totals', version: 'v1', state: 'active' });
    expect(await ports.registry.versions('totals')).toHaveLength(1);
    expect(await ports.registry.get('totals')).toMatchObject({ state: 'active', source: 'fabricated', config: { version: 'v1' } });
  });
});

describe('a tool', () => {
  const tool = { toolId: 'double', source: 'x', schema: { type: 'object' }, description: 'Doubles.', by: 'ana' };

  it('is registered by hash, versioned, and switched off', async () => {
    const first = await registerTool(ports, tool);
    expect(first).toMatchObject({ kind: 'registered', version: 'v1', capability: expect.stringMatching(/^tool:double@[0-9a-f]{64}$/) as string });
    expect(await registerTool(ports, tool)).toMatchObject({ kind: 'unchanged', version: 'v1' });
    expect(await registerTool(ports, { ...tool, source: 'y' })).toMatchObject({ version: 'v2' });
    expect(await setToolState(ports, 'double', 'inactive', ana)).toMatchObject({ tool: { state: 'inactive' } });
    expect(await registerTool(ports, { ...tool, source: 'z' })).toMatchObject({ kind: 'refused', code: 'NAME_TAKEN' });
    expect((await showTool(ports, 'double'))?.source).toBe('y');
    expect(events()).toEqual([
      ['tool.registered', 'v1'],
      ['tool.registered', 'v2'],
      ['tool.registered', 'v2'],
    ]);
  });
});

it('finds the shortest way between two texts', () => {
  expect(diffLines('', '').map(({ kind }) => kind)).toEqual(['same']);
  expect(diffLines('a\nb', 'b\nc').map(({ kind, text }) => `${kind} ${text}`)).toEqual(['removed a', 'same b', 'added c']);
});
