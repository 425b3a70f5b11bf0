import { existsSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { silentTelemetry } from '../../../handlers/adapters/memory/telemetry.ts';
import { createSandbox } from '../../../handlers/sandbox/sandbox.ts';
import { agentRun } from './agent-run.ts';
import { AGENT_CANARY, hostileAgents } from './hostile-agents.ts';
import { runUnprotected } from './unprotected.ts';

process.env['ARBITER_ABUSE_CANARY'] = AGENT_CANARY;
const lines: string[] = [];
const listen = (_run: unknown, _level: unknown, line: string) => void lines.push(line);
/** Little CPU for those that burn it; far more than they need for the rest, so that on a slow machine too each is stopped for its own reason. */
const strict = createSandbox({ telemetry: silentTelemetry, spares: 1, limits: { cpuMs: 400 }, listen });
const patient = createSandbox({ telemetry: silentTelemetry, spares: 1, limits: { cpuMs: 40_000 }, listen });
const PATIENCE_MS = 40_000;
afterAll(async () => {
  await strict.close();
  await patient.close();
});

/** An agent that looks for traces of the one before it. */
const witness =
  'export const handler = () => ({ ok: true, traces: [typeof globalThis.left, ({}).polluted ?? null, [1].map((n) => n + 1)[0], JSON.parse("2")] })';

it('tries at least a hundred hostile agents', () => {
  expect(hostileAgents.length).toBeGreaterThanOrEqual(100);
  expect(new Set(hostileAgents.map(({ name }) => name)).size).toBe(hostileAgents.length);
});

describe('an agent that', () => {
  it.each(hostileAgents)('$name is held, reported, and leaves nothing', async ({ source, code, capabilities, timeoutMs }) => {
    const sandbox = new RegExp(code).test('AGENT_CPU') ? strict : patient;
    lines.length = 0;
    const memory = process.memoryUsage().rss;
    const started = performance.now();
    const outcome = await sandbox.run(
      agentRun(source, {
        capabilities: capabilities ?? [],
        timeoutMs: timeoutMs ?? (new RegExp(code).test('AGENT_TIMEOUT') ? 2_500 : PATIENCE_MS),
        memoryMb: 32,
      }),
    );
    expect(performance.now() - started).toBeLessThan(PATIENCE_MS + 5_000);
    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code: expect.stringMatching(code) as string });
    expect(outcome.kind === 'failed' && outcome.message.length).toBeLessThan(2_100);
    expect(JSON.stringify([outcome, lines])).not.toContain(AGENT_CANARY);
    expect(lines.length).toBeLessThanOrEqual(200);
    expect(({} as { readonly polluted?: string }).polluted).toBeUndefined();
    expect(process.memoryUsage().rss - memory).toBeLessThan(150 * 1024 * 1024);
    expect(await sandbox.run(agentRun(witness))).toEqual({ kind: 'returned', value: { ok: true, traces: ['undefined', null, 2, 2] } });
  });
});

describe('an agent that has all the CPU it wants and', () => {
  // Strings have a limit of their own, which they meet first.
  it.each(hostileAgents.filter(({ name }) => /^fills memory (?!with strings)/.test(name)))('$name is told that its memory is full', async ({ source }) => {
    expect(await patient.run(agentRun(source, { timeoutMs: PATIENCE_MS, memoryMb: 32 }))).toMatchObject({
      kind: 'failed',
      code: 'AGENT_MEMORY',
      message: expect.stringContaining('keep less of the data') as string,
    });
  });

  it('throws null is not taken for one whose memory is full', async () => {
    expect(await patient.run(agentRun('export const handler = () => { throw null; };'))).toMatchObject({ kind: 'failed', code: 'AGENT_THREW' });
  });
});

describe('the control shows, with Node alone, that an agent that', () => {
  it.each(hostileAgents.filter(({ control }) => control === 'harms'))('$name gets what it wants', async ({ source }) => {
    const end = await runUnprotected(source, 20_000);
    expect(end).toMatchObject({ kind: 'returned', value: expect.anything() as unknown });
  });

  it.each(hostileAgents.filter(({ control }) => control === 'hangs'))('$name never answers', async ({ source }) => {
    expect(await runUnprotected(source, 700)).toMatchObject({ kind: 'killed' });
  });
});

it('leaves no child behind', async () => {
  await strict.close();
  await patient.close();
  expect(existsSync('/tmp/arbiter-hostile-probe')).toBe(false);
});
