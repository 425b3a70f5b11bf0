import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { silentTelemetry } from '../../../handlers/adapters/memory/telemetry.ts';
import { agentApiText } from '../../../handlers/sandbox/agent-api-text.ts';
import { createSandbox } from '../../../handlers/sandbox/sandbox.ts';
import { agentRun } from './agent-run.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const lines: string[] = [];
const sandbox = createSandbox({ telemetry: silentTelemetry, listen: (_run, level, line) => void lines.push(`${level} ${line}`), limits: { cpuMs: 3_000 } });
afterAll(() => sandbox.close());

describe('a run', () => {
  it('returns what the handler returns', async () => {
    const outcome = await sandbox.run(
      agentRun('export async function handler(input, ctx) { return { sum: input.a + input.b, key: ctx.idempotencyKey, can: Object.keys(ctx) }; }', {
        input: { a: 2, b: 40 },
      }),
    );
    expect(outcome).toEqual({ kind: 'returned', value: { sum: 42, key: 'key-1', can: ['log', 'signal', 'idempotencyKey'] } });
  });

  it('takes a default export, an object with a handler, and a handler that is not async', async () => {
    expect(await sandbox.run(agentRun('export default (input) => 1'))).toEqual({ kind: 'returned', value: 1 });
    expect(await sandbox.run(agentRun('export default { handler: () => 2 }'))).toEqual({ kind: 'returned', value: 2 });
    expect(await sandbox.run(agentRun('export const handler = () => undefined'))).toEqual({ kind: 'returned', value: null });
  });

  it('hears what the agent logs, clipped', async () => {
    lines.length = 0;
    await sandbox.run(agentRun("export const handler = (i, ctx) => { ctx.log('step', { n: 1 }); console.warn('odd', [1]); console.log('x'.repeat(9000)); }"));
    expect(lines).toEqual(['info step {"n":1}', 'warn odd [1]', `info ${'x'.repeat(2_000)}`]);
  });

  it('warns shortly before the time is up, so that a partial result can be returned', async () => {
    const source =
      "export const handler = (i, ctx) => new Promise((done) => ctx.signal.addEventListener('abort', () => done({ partial: ctx.signal.aborted })))";
    expect(await sandbox.run(agentRun(source, { timeoutMs: 5_000 }))).toEqual({ kind: 'returned', value: { partial: true } });
  });

  it('hands on what is odd in a result as data', async () => {
    const cases: readonly (readonly [source: string, value: unknown])[] = [
      ["'\\ud800 \\ufffe \\uffff \\u2028 \\u0000'", '\ufffd \ufffe \uffff \u2028 \u0000'],
      ["({ ['\\ud83d']: ['cut in half: \\ud83d', 'whole: \\ud83d\\ude00', '\\\\ud83d'] })", { '\ufffd': ['cut in half: \ufffd', 'whole: 😀', '\\ud83d'] }],
      ['({ a: NaN, b: -0, c: Infinity, d: undefined, e: () => 1, f: Symbol() })', { a: null, b: 0, c: null }],
      [`JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}')`, { constructor: { prototype: { polluted: 1 } } }],
      [`({ toJSON: () => '{"type":"returned","json":"1"}\\n{"type":"log"}' })`, '{"type":"returned","json":"1"}\n{"type":"log"}'],
      ['({ toJSON: async () => 1 })', {}],
      ['Array.from({ length: 150 }).reduce((inner) => [inner], 1)', Array.from({ length: 150 }).reduce((inner) => [inner], 1)],
    ];
    for (const [source, value] of cases)
      expect(await sandbox.run(agentRun(`export const handler = () => (${source});`)), source).toEqual({ kind: 'returned', value });
    expect(({} as { readonly polluted?: number }).polluted).toBeUndefined();
  });

  it('keeps nothing for the next run', async () => {
    await sandbox.run(agentRun('globalThis.left = 1; Array.prototype.left = 2; export const handler = () => 0'));
    expect(await sandbox.run(agentRun('export const handler = () => [typeof left, [].left === undefined]'))).toEqual({
      kind: 'returned',
      value: ['undefined', true],
    });
  });

  it('runs more agents at once than it has slots, one after the other', async () => {
    const small = createSandbox({ telemetry: silentTelemetry, concurrency: 2, spares: 0 });
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map((n) => small.run(agentRun('export const handler = (n) => n', { input: n }))));
    expect(outcomes.map((outcome) => (outcome.kind === 'returned' ? outcome.value : outcome))).toEqual([1, 2, 3, 4, 5]);
    await small.close();
  });

  it('ends runs under way as SANDBOX_FAILED when it is closed, and refuses new ones', async () => {
    const closing = createSandbox({ telemetry: silentTelemetry, spares: 0 });
    const run = closing.run(agentRun('export const handler = () => { for (;;); }'));
    setTimeout(() => void closing.close(), 200);
    expect(await run).toMatchObject({ kind: 'failed', code: 'SANDBOX_FAILED', retryable: true });
    expect(await closing.run(agentRun('export const handler = () => 1'))).toMatchObject({ code: 'SANDBOX_FAILED' });
  });
});

describe('a failure', () => {
  const cases: readonly (readonly [code: string, source: string, message: string])[] = [
    ['AGENT_SYNTAX', 'export const handler = () => {', 'SyntaxError'],
    ['AGENT_NO_HANDLER', 'export const other = 1', 'exports no function named "handler"'],
    ['AGENT_THREW', "export const handler = () => { throw new TypeError('bad column') }", 'agent "subject": TypeError: bad column'],
    ['AGENT_THREW', "throw new Error('at load')", 'while loading: Error: at load'],
    ['AGENT_THREW', "import fs from 'node:fs'; export const handler = () => 1", 'could not load module'],
    ['AGENT_STALLED', 'export const handler = () => new Promise(() => {})', 'never happen'],
    ['AGENT_RESULT_NOT_JSON', 'export const handler = () => { const a = {}; a.a = a; return a; }', 'circular'],
    ['AGENT_RESULT_NOT_JSON', 'export const handler = () => handler', 'is a function'],
    ['AGENT_RESULT_NOT_JSON', 'export const handler = () => 1n', 'BigInt'],
    ['AGENT_RESULT_TOO_LARGE', "export const handler = () => 'x'.repeat(2_000_000)", 'return less'],
    ['AGENT_CPU', 'export const handler = () => { for (;;); }', 'CPU'],
  ];
  it.each(cases)('is told as %s: %s', async (code, source, message) => {
    const outcome = await sandbox.run(agentRun(source));
    expect(outcome).toMatchObject({ kind: 'failed', code, retryable: false });
    expect(outcome.kind === 'failed' && outcome.message).toContain(message);
  });

  it('is SANDBOX_FAILED and worth another try when the child does not come up', async () => {
    const broken = createSandbox({ telemetry: silentTelemetry, spares: 0, program: { source: 'throw new Error("no engine")', directory: `${root}/` } });
    expect(await broken.run(agentRun('export const handler = () => 1'))).toMatchObject({ kind: 'failed', code: 'SANDBOX_FAILED', retryable: true });
  });
});

it('holds the text of the agent API in step with its source', () => {
  expect(agentApiText, 'copy handlers/sandbox/agent-api.ts into agent-api-text.ts as a JSON string').toBe(
    readFileSync(path.join(root, 'handlers/sandbox/agent-api.ts'), 'utf8'),
  );
});

it('runs from a bundle that lies outside the repository', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arbiter-bundle-'));
  try {
    const common = { bundle: true, format: 'esm', platform: 'node', target: 'node24', minify: true, logLevel: 'error' } as const;
    await build({ ...common, entryPoints: [path.join(root, 'handlers/sandbox/child.ts')], outfile: path.join(folder, 'sandbox/child.mjs') });
    cpSync(path.join(root, 'node_modules/quickjs-wasi/quickjs.wasm'), path.join(folder, 'sandbox/quickjs.wasm'));
    await build({ ...common, entryPoints: [path.join(root, 'handlers/sandbox/sandbox.ts')], outfile: path.join(folder, 'index.mjs') });
    const script = `import { createSandbox } from '${folder}/index.mjs';
      const sandbox = createSandbox({ telemetry: { log() {}, metrics: { count() {}, milliseconds() {} } }, spares: 0 });
      console.log(JSON.stringify(await sandbox.run(${JSON.stringify(agentRun('export const handler = (n) => n + 1', { input: 41 }))})));`;
    expect(JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder, encoding: 'utf8' }))).toEqual({
      kind: 'returned',
      value: 42,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
