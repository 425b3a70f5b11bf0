/**
 * What if an agent breaks out of the WASM engine? Then it is a Node program behind `--permission`, and it speaks to the
 * host directly. These children are such programs.
 */
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import { expect, it } from 'vitest';
import { silentTelemetry } from '../../../handlers/adapters/memory/telemetry.ts';
import { createSandbox } from '../../../handlers/sandbox/sandbox.ts';
import type { SandboxOptions } from '../../../handlers/sandbox/sandbox.ts';
import { agentRun } from './agent-run.ts';

const directory = `${path.resolve(import.meta.dirname, '../../../node_modules/quickjs-wasi')}/`;

/** Time limits are generous: on a busy machine a second of CPU takes many. */
async function outcomeOf(body: string, over: Partial<SandboxOptions> = {}, capabilities: readonly string[] = [], timeoutMs = 30_000) {
  const source = `import fs from 'node:fs'; const say = (text) => { for (let at = 0, bytes = Buffer.from(text); at < bytes.length;) at += fs.writeSync(4, bytes, at); };
const frame = (value) => say(JSON.stringify(value) + '\\n'); const returned = (value) => frame({ type: 'returned', json: JSON.stringify(value), cpuMs: 1 }); frame({ type: 'ready' });
await (async () => { ${body} })(); setInterval(() => {}, 1000);`;
  const sandbox = createSandbox({ telemetry: silentTelemetry, spares: 0, limits: { cpuMs: 10_000, overheadMb: 200 }, program: { source, directory }, ...over });
  try {
    return await sandbox.run(agentRun('', { timeoutMs, capabilities }));
  } finally {
    await sandbox.close();
  }
}

const tries = (...attempts: readonly string[]): string =>
  `const held = []; for (const attempt of [${attempts.map((attempt) => `async () => { ${attempt} }`).join(', ')}]) { try { held.push(await attempt() ?? 'done'); } catch (error) { held.push(error.code ?? error.name); } } returned(held);`;

it('has no environment and may read nothing but the engine', async () => {
  expect(await outcomeOf(`returned(Object.keys(process.env));`)).toEqual({ kind: 'returned', value: [] });
  const outcome = await outcomeOf(
    tries(
      "fs.readFileSync('/etc/passwd')",
      "fs.readFileSync('/proc/self/environ')",
      'fs.readFileSync(`/proc/${process.ppid}/environ`)',
      "fs.readdirSync('/')",
      "fs.writeFileSync('/tmp/arbiter-hostile', '')",
      "fs.writeFileSync('quickjs.wasm', '')",
      "fs.symlinkSync('/etc', 'x')",
    ),
  );
  expect(outcome).toEqual({ kind: 'returned', value: Array.from({ length: 7 }, () => 'ERR_ACCESS_DENIED') });
});

it('starts no process, no thread, no addon, no WASI, no inspector', async () => {
  const outcome = await outcomeOf(
    tries(
      "(await import('node:child_process')).spawnSync('id')",
      "new (await import('node:worker_threads')).Worker('0', { eval: true })",
      "process.dlopen({ exports: {} }, '/x.node')",
      "new (await import('node:wasi')).WASI({ version: 'preview1' })",
      "(await import('node:inspector')).open(0)",
      "new Function('return 1')()",
    ),
  );
  expect(outcome).toMatchObject({
    kind: 'returned',
    value: ['ERR_ACCESS_DENIED', 'ERR_ACCESS_DENIED', expect.stringMatching(/^ERR_/), 'ERR_ACCESS_DENIED', expect.stringMatching(/^ERR_/), 'EvalError'],
  });
});

it("cannot open the host's inspector by a signal", async () => {
  expect(await outcomeOf("process.kill(process.ppid, 'SIGUSR1'); await new Promise((r) => setTimeout(r, 300)); returned('sent');")).toEqual({
    kind: 'returned',
    value: 'sent',
  });
  const open = await new Promise((resolve) => get('http://127.0.0.1:9229/json', () => resolve(true)).on('error', () => resolve(false)));
  expect(open).toBe(false);
});

it.each([
  ['a line that is not JSON', "say('nonsense\\n')"],
  ['a frame of an unknown type', "frame({ type: 'grant', capability: 'model' })"],
  ['a call without a number', "frame({ type: 'call', id: '1', json: '{}' })"],
  ['a call that is no call', "frame({ type: 'call', id: 1, json: '[1]' })"],
  ['a made-up failure code', "frame({ type: 'failed', code: 'SANDBOX_FAILED', message: '' })"],
  ['a line without an end', "for (;;) say('x'.repeat(1 << 20))"],
])('is stopped for %s', async (_what, body) => {
  expect(await outcomeOf(`await new Promise((r) => setTimeout(r, 50)); ${body};`)).toMatchObject({ kind: 'failed', code: 'AGENT_VIOLATION', retryable: false });
});

it.each([
  ['AGENT_LOG_FLOOD', "for (;;) frame({ type: 'log', level: 'info', line: 'x' });"],
  ['AGENT_CALL_FLOOD', 'for (let i = 0; ; i++) frame({ type: \'call\', id: i, json: \'{"capability":"http"}\' });'],
  ['AGENT_RESULT_TOO_LARGE', "returned('x'.repeat(2_000_000));"],
  ['AGENT_RESULT_NOT_JSON', "frame({ type: 'returned', json: '{', cpuMs: 1 });"],
  ['AGENT_CPU', 'for (;;);'],
  ['AGENT_MEMORY', 'const all = []; for (;;) { all.push(Buffer.alloc(8 << 20, 1)); await null; }'],
  ['AGENT_TIMEOUT', ''],
  ['AGENT_CRASHED', 'process.exit(3);'],
])('ends as %s: %s', async (code, body) => {
  const timeoutMs = code === 'AGENT_TIMEOUT' ? 2_000 : 30_000;
  const over = code === 'AGENT_CPU' ? { limits: { cpuMs: 1_000, overheadMb: 200 } } : {};
  expect(await outcomeOf(`await new Promise((r) => setTimeout(r, 50)); ${body}`, over, [], timeoutMs)).toMatchObject({ kind: 'failed', code });
});

it('floods stdout and stderr into the void', async () => {
  expect(
    await outcomeOf(
      "for (let i = 0; i < 50; i++) { fs.writeSync(1, 'x'.repeat(1 << 20)); try { fs.writeSync(2, 'x'.repeat(1 << 16)); } catch {} } returned('through');",
    ),
  ).toEqual({ kind: 'returned', value: 'through' });
});

it('cannot pollute the host through its result', async () => {
  const outcome = await outcomeOf(
    `frame({ type: 'returned', json: '{"__proto__":{"polluted":1},"a":{"\\\\u005f_proto__":{"polluted":2}},"b":1}', cpuMs: 1 });`,
  );
  expect(outcome).toEqual({ kind: 'returned', value: { a: {}, b: 1 } });
  expect(Object.keys(outcome.kind === 'returned' ? Object.assign({}, outcome.value) : {})).toEqual(['a', 'b']);
});

it.each([5_000, 300_000])('cannot hand over a result of %i levels, which nobody could write again', async (levels) => {
  const outcome = await outcomeOf(`frame({ type: 'returned', json: '['.repeat(${levels}) + ']'.repeat(${levels}), cpuMs: 1 });`);
  expect(outcome).toEqual({
    kind: 'failed',
    code: 'AGENT_RESULT_TOO_LARGE',
    message: 'the result is nested deeper than 200 levels: return it flatter',
    retryable: false,
  });
});

it('is answered to each call it makes, whatever number it gives it, and not after its result', async () => {
  const calls = [7, 7, -1, 2 ** 53 - 1, 0]
    .map((id) => `frame({ type: 'call', id: ${id}, json: JSON.stringify({ capability: 'http', input: ${JSON.stringify({ url: 'x' })} }) });`)
    .join(' ');
  const body = `${calls} let text = ''; for await (const part of fs.createReadStream('', { fd: 3 })) { text += part; const replies = text.split('\\n').filter((line) => line.slice(0, 16).includes('reply')); if (replies.length === 5) { returned(replies.map((line) => JSON.parse(line).id)); returned('twice'); frame({ type: 'failed', code: 'AGENT_THREW', message: 'no' }); frame({ type: 'call', id: 9, json: '{"capability":"http"}' }); return; } }`;
  expect(await outcomeOf(body, {}, ['http:api.example.com'])).toEqual({ kind: 'returned', value: [7, 7, -1, 2 ** 53 - 1, 0] });
});

it('gets no power that its agent was not granted, whatever it says', async () => {
  const body =
    "frame({ type: 'call', id: 1, json: JSON.stringify({ capability: 'model', input: { prompt: 'x' } }) }); frame({ type: 'call', id: 2, json: JSON.stringify({ capability: '__proto__', input: 1 }) }); let text = ''; for await (const part of fs.createReadStream('', { fd: 3 })) { text += part; const replies = text.split('\\n').filter((line) => line.slice(0, 16).includes('reply')); if (replies.length === 2) { returned(replies.map((line) => JSON.parse(JSON.parse(line).json).code)); return; } }";
  expect(await outcomeOf(body, {}, ['http:api.example.com'])).toEqual({ kind: 'returned', value: ['NOT_GRANTED', 'NOT_GRANTED'] });
});

it('is given the flags that the walls consist of', () => {
  const cell = readFileSync(path.resolve(import.meta.dirname, '../../../handlers/sandbox/cell.ts'), 'utf8');
  for (const flag of [
    '--permission',
    '--disable-sigusr1',
    '--no-addons',
    '--disallow-code-generation-from-strings',
    '--disable-proto=delete',
    '--stack-size=3900',
  ])
    expect(cell).toContain(`'${flag}'`);
  expect(cell).not.toMatch(/--allow-(?!fs-read)/);
});
