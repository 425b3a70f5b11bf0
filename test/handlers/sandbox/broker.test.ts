import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MemoryCodeStore } from '../../../handlers/adapters/memory/code-store.ts';
import { MemoryRegistry } from '../../../handlers/adapters/memory/registry.ts';
import { RecordingTelemetry } from '../../../handlers/adapters/memory/telemetry.ts';
import type { HttpTransport } from '../../../handlers/sandbox/capability/http.ts';
import { isPrivateAddress } from '../../../handlers/sandbox/private-address.ts';
import { createSandbox } from '../../../handlers/sandbox/sandbox.ts';
import type { SandboxOptions } from '../../../handlers/sandbox/sandbox.ts';
import { sha256 } from '../../../handlers/shell/hash.ts';
import type { AgentRun, Model, ModelOutcome, ModelRequest } from '../../../handlers/shell/ports.ts';
import { agentRun } from './agent-run.ts';

const doubling = 'export const handler = (input) => input.n * 2;';

function answered(content: Extract<ModelOutcome, { kind: 'answered' }>['content'], stopReason: 'tool_use' | 'end_turn' = 'end_turn'): ModelOutcome {
  return { kind: 'answered', content, stopReason, usage: { inputTokens: 10, outputTokens: 5, cachedTokens: 0, costUsd: 0.01 } };
}

async function scene(source: string, over: Partial<AgentRun>, ports: Partial<SandboxOptions> = {}) {
  const registry = new MemoryRegistry();
  const code = new MemoryCodeStore();
  const telemetry = new RecordingTelemetry();
  const hash = sha256(doubling);
  await code.putIfAbsent(`tools/double/${hash}.js`, doubling);
  await registry.putTool(
    {
      toolId: 'double',
      config: { name: 'double', filename: `tools/double/${hash}.js`, schema: { type: 'object' }, version: 'v1', description: 'Doubles.' },
      state: 'active',
      sha256: hash,
    },
    undefined,
  );
  const sandbox = createSandbox({ telemetry, spares: 0, tools: { registry, code }, ...ports });
  return { registry, code, telemetry, hash, run: () => sandbox.run(agentRun(source, over)).finally(() => sandbox.close()) };
}

const caught = (call: string): string =>
  `export const handler = async (input, ctx) => { try { return await ${call}; } catch (error) { return error.code + ': ' + error.message; } };`;

describe('model', () => {
  it('answers, and its use is metered', async () => {
    const asked: ModelRequest[] = [];
    const model: Model = { ask: (request) => (asked.push(request), Promise.resolve(answered([{ type: 'text', text: 'four' }]))) };
    const { run } = await scene(
      "export const handler = async (input, ctx) => [await ctx.model.ask('2 + 2?'), await ctx.model.ask({ prompt: 'again', system: 'Be brief.', maxTokens: 50 })]",
      { capabilities: ['model'] },
      { model },
    );
    expect(await run()).toEqual({
      kind: 'returned',
      value: [
        { text: 'four', stopReason: 'end_turn' },
        { text: 'four', stopReason: 'end_turn' },
      ],
      usage: { modelCalls: 2, inputTokens: 20, outputTokens: 10, costUsd: 0.02 },
    });
    expect(asked.map(({ system, maxTokens, tools }) => ({ system, maxTokens, tools }))).toEqual([
      { system: 'Answer exactly what is asked, without preamble.', maxTokens: 1_024, tools: undefined },
      { system: 'Be brief.', maxTokens: 50, tools: undefined },
    ]);
  });

  it('is metered and logged call by call: calls, bytes each way, tokens', async () => {
    const { run, telemetry } = await scene(
      "export const handler = async (input, ctx) => { await Promise.all([ctx.model.ask('2 + 2?'), ctx.model.ask('3 + 3?')]); await ctx.tools.call('double', { n: 4 }); return await ctx.http.fetch({ url: 'https://evil.example/' }).catch((error) => error.code); }",
      { capabilities: ['model', 'tool:double', 'http:api.example.com'] },
      { model: { ask: () => Promise.resolve(answered([{ type: 'text', text: 'four' }])) } },
    );
    expect(await run()).toMatchObject({ kind: 'returned', value: 'NOT_GRANTED' });
    const lines = telemetry.lines.filter(({ message }) => message === 'capability call');
    expect(lines.map(({ level, fields }) => [level, fields['capability'], fields['code'], fields['bytesOut'], fields['bytesIn']])).toEqual([
      ['info', 'model', 'OK', '{"prompt":"2 + 2?"}'.length, '{"text":"four","stopReason":"end_turn"}'.length],
      ['info', 'model', 'OK', '{"prompt":"3 + 3?"}'.length, '{"text":"four","stopReason":"end_turn"}'.length],
      ['info', 'tools', 'OK', '{"toolId":"double","input":{"n":4}}'.length, 1],
      ['info', 'http', 'NOT_GRANTED', '{"url":"https://evil.example/"}'.length, 0],
    ]);
    const sum = (name: string, dimensions: object) =>
      telemetry.measured
        .filter((one) => one.name === name && Object.entries(dimensions).every(([key, value]) => one.dimensions[key] === value))
        .reduce((total, { value }) => total + value, 0);
    expect(lines.reduce((total, { fields }) => total + Number(fields['tokens'] ?? 0), 0)).toBe(30);
    expect([sum('capability.calls', { capability: 'model' }), sum('capability.bytes', { capability: 'model', direction: 'out' })]).toEqual([2, 38]);
    expect(JSON.stringify(lines)).not.toContain('2 + 2');
  });

  it('may call granted tools before it answers', async () => {
    const model: Model = {
      ask: ({ messages }) => {
        const [last] = messages.at(-1)?.content ?? [];
        return Promise.resolve(
          last?.type === 'toolResult'
            ? answered([{ type: 'text', text: `It is ${last.text}.` }])
            : answered([{ type: 'toolUse', toolUseId: 't', name: 'double', input: { n: 21 } }], 'tool_use'),
        );
      },
    };
    const { run } = await scene(
      "export const handler = async (input, ctx) => (await ctx.model.ask({ prompt: 'twice 21?', tools: ['double'] })).text",
      { capabilities: ['model', 'tool:double'] },
      { model },
    );
    expect(await run()).toMatchObject({ kind: 'returned', value: 'It is 42.' });
  });

  it('is asked with what the agent may choose and nothing else', async () => {
    const asked: ModelRequest[] = [];
    const model: Model = { ask: (request) => (asked.push(request), Promise.resolve(answered([{ type: 'text', text: 'x' }]))) };
    const { run } = await scene(
      "export const handler = async (input, ctx) => (await ctx.model.ask({ prompt: 'x', tools: ['double', 'double'], models: ['dear'], modelId: 'dear', timeoutMs: 1e9, messages: [], toolConfig: {}, guardrail: null })).text",
      { capabilities: ['model', 'tool:double'], models: ['cheap'] },
      { model },
    );
    expect(await run()).toMatchObject({ kind: 'returned', value: 'x' });
    expect(asked).toEqual([
      {
        system: 'Answer exactly what is asked, without preamble.',
        maxTokens: 1_024,
        timeoutMs: 30_000,
        models: ['cheap'],
        tools: [{ name: 'double', description: 'Doubles.', inputSchema: { type: 'object' } }],
        messages: [{ role: 'user', content: [{ type: 'text', text: 'x' }] }],
      },
    ]);
    for (const maxTokens of ['4097', '1e9', '-1', '"9"', '1.5']) {
      const forged = await scene(caught(`ctx.model.ask({ prompt: 'x', maxTokens: ${maxTokens} })`), { capabilities: ['model'] }, { model });
      expect(await forged.run()).toMatchObject({ value: 'INVALID_INPUT: model.ask: "maxTokens" must be a whole number from 1 to 4096' });
    }
    expect(asked).toHaveLength(1);
  });

  it('that is throttled makes the failure worth another try', async () => {
    const { run } = await scene(
      "export const handler = (input, ctx) => ctx.model.ask('x')",
      { capabilities: ['model'] },
      { model: { ask: () => Promise.resolve({ kind: 'throttled', message: 'slow down' }) } },
    );
    expect(await run()).toMatchObject({
      kind: 'failed',
      code: 'AGENT_THREW',
      retryable: true,
      message: 'agent "subject": Error: the model did not answer: slow down',
    });
  });

  it('is asked at most 24 times a run', async () => {
    const { run } = await scene(
      "export const handler = async (input, ctx) => { let n = 0; try { for (;; n++) await ctx.model.ask('x'); } catch (error) { return [n, error.code]; } }",
      { capabilities: ['model'] },
      { model: { ask: () => Promise.resolve(answered([{ type: 'text', text: 'x' }])) } },
    );
    expect(await run()).toMatchObject({ value: [24, 'MODEL_BUDGET'] });
  });

  it('is paid for by estimate when the run ends before the answer, and not asked again', async () => {
    const asked: ModelRequest[] = [];
    const answer = Promise.withResolvers<ModelOutcome>();
    const model: Model = { ask: (request) => (asked.push(request), answer.promise) };
    const { run } = await scene(
      "export const handler = async (input, ctx) => { for (let i = 0; i < 3; i++) void ctx.model.ask({ prompt: 'x'.repeat(35_000), maxTokens: 2_000, tools: ['double'] }); await ctx.tools.call('double', { n: 1 }); return 'gone'; }",
      { capabilities: ['model', 'tool:double'] },
      { model, costBound: ({ input, output }) => (input + output) / 1_000_000 },
    );
    const outcome = await run();
    const use = outcome.usage ?? {};
    expect(outcome).toMatchObject({ kind: 'returned', value: 'gone', usage: { modelCalls: 3, outputTokens: 6_000 } });
    expect(use.inputTokens).toBeGreaterThan(30_000);
    expect(use.costUsd).toBeCloseTo(((use.inputTokens ?? 0) + 6_000) / 1_000_000);
    answer.resolve(answered([{ type: 'toolUse', toolUseId: 't', name: 'double', input: { n: 21 } }], 'tool_use'));
    await new Promise((later) => setTimeout(later, 50));
    expect(asked).toHaveLength(3);
  });

  it('is paid for by estimate when the run is ended before the answer', async () => {
    const model: Model = { ask: () => (setImmediate(() => void sandbox.close()), new Promise(() => {})) };
    const sandbox = createSandbox({ telemetry: new RecordingTelemetry(), spares: 0, model });
    const source = "export const handler = (input, ctx) => ctx.model.ask({ prompt: 'x', maxTokens: 2_000 })";
    expect(await sandbox.run(agentRun(source, { capabilities: ['model'] }))).toMatchObject({
      code: 'SANDBOX_FAILED',
      usage: { modelCalls: 1, outputTokens: 2_000, unpricedCalls: 1 },
    });
  });

  it('shares the tokens of a run among calls at the same time', async () => {
    const released = Promise.withResolvers<void>();
    const usage = { inputTokens: 26_000, outputTokens: 1, cachedTokens: 0 };
    const { run } = await scene(
      "export const handler = async (input, ctx) => { const all = Array.from({ length: 12 }, () => ctx.model.ask('x'.repeat(90_000))); await ctx.http.fetch({ url: 'https://api.example.com/' }); return (await Promise.allSettled(all)).map((one) => one.reason?.code ?? 'answered'); }",
      { capabilities: ['model', 'http:api.example.com'] },
      {
        model: { ask: () => released.promise.then(() => ({ ...answered([{ type: 'text', text: 'x' }]), usage })) },
        http: {
          resolve: () => Promise.resolve(['93.184.215.14']),
          send: () => (setImmediate(released.resolve), Promise.resolve({ status: 200, headers: {}, body: '' })),
        },
      },
    );
    expect(await run()).toMatchObject({
      kind: 'returned',
      value: [...Array.from({ length: 8 }, () => 'answered'), ...Array.from({ length: 4 }, () => 'MODEL_BUDGET')],
    });
  });

  it('refuses input that is not a question', async () => {
    const { run } = await scene(
      caught('ctx.model.ask({ prompt: 7 })'),
      { capabilities: ['model'] },
      { model: { ask: () => Promise.reject(new Error('secret-canary')) } },
    );
    expect(await run()).toEqual({ kind: 'returned', value: 'INVALID_INPUT: model.ask: "prompt" must be a string' });
  });

  it('tells nothing of an unexpected error but that it happened', async () => {
    const { run } = await scene(
      caught("ctx.model.ask('x')"),
      { capabilities: ['model'] },
      { model: { ask: () => Promise.reject(new Error('secret-canary')) } },
    );
    expect(await run()).toMatchObject({ value: 'CAPABILITY_FAILED: the call of "model" failed' });
  });
});

describe('tools', () => {
  it('run in a sandbox of their own, by reference', async () => {
    const { run, telemetry } = await scene("export const handler = (input, ctx) => ctx.tools.call('double', { n: 4 })", { capabilities: ['tool:double'] });
    expect(await run()).toEqual({ kind: 'returned', value: 8 });
    expect(telemetry.measured).toContainEqual({ name: 'capability.calls', value: 1, dimensions: { capability: 'tools', code: 'OK' } });
  });

  it('stay the pinned code when the tool has moved on', async () => {
    const { run, registry, code, hash } = await scene(`export const handler = (input, ctx) => ctx.tools.call('double', { n: 4 })`, {
      capabilities: [`tool:double@${sha256(doubling)}`],
    });
    const next = 'export const handler = (input) => input.n * 200;';
    await code.putIfAbsent(`tools/double/${sha256(next)}.js`, next);
    const tool = await registry.tool('double');
    if (tool === undefined) throw new Error('no tool');
    await registry.putTool({ ...tool, sha256: sha256(next), config: { ...tool.config, version: 'v2' } }, tool);
    expect(hash).not.toBe(sha256(next));
    expect(await run()).toEqual({ kind: 'returned', value: 8 });
  });

  it('are refused from the moment they are suspended, in a run that has used them before', async () => {
    const { run, registry } = await scene(
      "export const handler = async (input, ctx) => { const first = await ctx.tools.call('double', { n: 1 }); await ctx.model.ask('suspend it'); return [first, await ctx.tools.call('double', { n: 2 }).catch((error) => error.code)]; }",
      { capabilities: ['tool:double', 'model'] },
      { model: { ask: () => suspend().then(() => answered([{ type: 'text', text: 'done' }])) } },
    );
    const suspend = async (): Promise<void> => {
      const tool = await registry.tool('double');
      if (tool !== undefined) await registry.putTool({ ...tool, state: 'maintenance' }, tool);
    };
    expect(await run()).toMatchObject({ kind: 'returned', value: [2, 'TOOL_SUSPENDED'] });
  });

  it('call nothing themselves, whatever their agent may, and take no key for a prototype', async () => {
    const nosy =
      "export const handler = async (input, ctx) => [Object.keys(ctx), Object.keys(input), ({}).polluted ?? null, await Promise.resolve().then(() => ctx.tools.call('nosy', {})).catch((error) => String(error))];";
    const { registry, code, telemetry } = await scene('', {});
    const tool = await registry.tool('double');
    if (tool === undefined) throw new Error('no tool');
    await code.putIfAbsent(`tools/nosy/${sha256(nosy)}.js`, nosy);
    await registry.putTool({ ...tool, toolId: 'nosy', sha256: sha256(nosy) }, undefined);
    const sandbox = createSandbox({ telemetry, spares: 0, tools: { registry, code } });
    const source = `export const handler = (input, ctx) => ctx.tools.call('nosy', JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 1}'));`;
    expect(await sandbox.run(agentRun(source, { capabilities: ['tool:nosy', 'tool:double', 'model'] }))).toEqual({
      kind: 'returned',
      value: [['log', 'signal', 'idempotencyKey'], ['constructor'], null, "TypeError: cannot read property 'call' of undefined"],
    });
    await sandbox.close();
  });

  it('are refused when suspended, missing, changed or not granted', async () => {
    const suspended = await scene(caught("ctx.tools.call('double', {})"), { capabilities: ['tool:double'] });
    const tool = await suspended.registry.tool('double');
    if (tool === undefined) throw new Error('no tool');
    await suspended.registry.putTool({ ...tool, state: 'inactive' }, tool);
    expect(await suspended.run()).toMatchObject({ value: 'TOOL_SUSPENDED: the tool "double" is inactive' });

    const missing = await scene(caught("ctx.tools.call('triple', {})"), { capabilities: ['tool:triple'] });
    expect(await missing.run()).toMatchObject({ value: 'TOOL_MISSING: the tool "triple" is not registered' });

    const changed = await scene(caught("ctx.tools.call('double', {})"), { capabilities: ['tool:double'] });
    changed.code.sources.set(`tools/double/${changed.hash}.js`, 'export const handler = () => "evil"');
    expect(await changed.run()).toMatchObject({ value: expect.stringContaining('TOOL_CHANGED') as string });

    const other = await scene(caught("ctx.tools.call('triple', {})"), { capabilities: ['tool:double'] });
    expect(await other.run()).toMatchObject({ value: expect.stringContaining('NOT_GRANTED') as string });
  });
});

/** Sandbox processes of this one that live. */
function children(): number {
  const tasks = `/proc/${process.pid}/task`;
  const pids = readdirSync(tasks).flatMap((task) => readFileSync(`${tasks}/${task}/children`, 'utf8').split(' ').filter(Boolean));
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--permission');
    } catch {
      return false; // it has ended in this very moment
    }
  }).length;
}

describe.runIf(process.platform === 'linux')('the children of tools', () => {
  it('are no more than the sandbox may have, and end with the run that called them', async () => {
    const { registry, code } = await scene('', {});
    const endless = 'export const handler = () => { for (;;); };';
    await code.putIfAbsent(`tools/endless/${sha256(endless)}.js`, endless);
    const tool = await registry.tool('double');
    if (tool === undefined) throw new Error('no tool');
    await registry.putTool({ ...tool, toolId: 'endless', sha256: sha256(endless) }, undefined);
    const until = async (what: () => boolean): Promise<void> => {
      while (!what()) await new Promise((later) => setTimeout(later, 20));
    };
    await until(() => children() === 0);
    let most = 0;
    const http: HttpTransport = {
      resolve: () => Promise.resolve(['93.184.215.14']),
      send: async () => {
        // The agent's own child and two of eight tools.
        await until(() => children() >= 3);
        await new Promise((later) => setTimeout(later, 300));
        most = children();
        return { status: 200, headers: {}, body: '' };
      },
    };
    const sandbox = createSandbox({ telemetry: new RecordingTelemetry(), spares: 0, concurrency: 2, tools: { registry, code }, http });
    const source =
      "export const handler = async (input, ctx) => { for (let i = 0; i < 8; i++) void ctx.tools.call('endless', {}); return (await ctx.http.fetch({ url: 'https://api.example.com/' })).status; }";
    expect(await sandbox.run(agentRun(source, { capabilities: ['tool:endless', 'http:api.example.com'] }))).toEqual({ kind: 'returned', value: 200 });
    expect(most).toBe(3);
    const ended = performance.now();
    await until(() => children() === 0);
    expect(performance.now() - ended).toBeLessThan(10_000); // a tool that is left alone has twenty seconds
    await sandbox.close();
  });
});

describe('http', () => {
  const transport = (addresses: readonly string[], seen: unknown[] = []): HttpTransport => ({
    resolve: () => Promise.resolve(addresses),
    send: (request) => (seen.push({ ...request, url: request.url.href }), Promise.resolve({ status: 200, headers: {}, body: 'ok' })),
  });

  it('goes to the address that was checked, for granted hosts', async () => {
    const seen: unknown[] = [];
    const { run } = await scene(
      "export const handler = (input, ctx) => ctx.http.fetch({ url: 'https://api.example.com/a?b=1', headers: { accept: 'text/plain' } })",
      { capabilities: ['http:api.example.com'] },
      { http: transport(['93.184.215.14'], seen) },
    );
    expect(await run()).toEqual({ kind: 'returned', value: { status: 200, headers: {}, body: 'ok' } });
    expect(seen).toEqual([
      {
        url: 'https://api.example.com/a?b=1',
        address: '93.184.215.14',
        method: 'GET',
        headers: { accept: 'text/plain' },
        maximumBytes: 524_288,
        body: undefined,
      },
    ]);
  });

  it.each([
    ['https://evil.example/', 'NOT_GRANTED'],
    ['http://api.example.com/', 'NOT_GRANTED'],
    ['https://api.example.com:8443/', 'NOT_GRANTED'],
    ['https://user:pass@api.example.com/', 'NOT_GRANTED'],
    ['https://api.example.com.evil.example/', 'NOT_GRANTED'],
    ['file:///etc/passwd', 'NOT_GRANTED'],
    ['https://api.example.com./', 'NOT_GRANTED'],
    ['https://api.example.com@evil.example/', 'NOT_GRANTED'],
    ['https://evil.example\\\\@api.example.com/', 'NOT_GRANTED'],
    ['https://evil.example#@api.example.com/', 'NOT_GRANTED'],
    ['https://api.ex\u0430mple.com/', 'NOT_GRANTED'],
    ['https://2130706433/', 'NOT_GRANTED'],
    ['https://0x7f.1/', 'NOT_GRANTED'],
    ['https://[::ffff:7f00:1]/', 'NOT_GRANTED'],
    ['https://api.example.com:65536/', 'INVALID_INPUT'],
    ['not a url', 'INVALID_INPUT'],
  ])('refuses %s', async (url, code) => {
    const { run } = await scene(
      caught(`ctx.http.fetch({ url: '${url}' })`),
      { capabilities: ['http:api.example.com'] },
      { http: transport(['93.184.215.14']) },
    );
    expect(await run()).toMatchObject({ value: expect.stringMatching(`^${code}:`) as string });
  });

  it.each(['2130706433', '0177.0.0.1', '0x7f.1', '127.1', '[::ffff:7f00:1]', '[64:ff9b::7f00:1]'])(
    'reaches nothing private by %s, granted or not',
    async (host) => {
      const { run } = await scene(
        caught(`ctx.http.fetch({ url: 'https://${host}/' })`),
        { capabilities: [`http:${host}`, 'http:127.0.0.1', 'http:[::ffff:7f00:1]', 'http:[64:ff9b::7f00:1]'] },
        { http: transport(['93.184.215.14']) },
      );
      expect(await run()).toMatchObject({ value: expect.stringMatching(/^NOT_GRANTED: the host "[^"]+" leads to a private address/) as string });
    },
  );

  it.each(['GET', 'HEAD', 'get'])('refuses a body with %s, which nobody expects', async (method) => {
    const { run } = await scene(
      caught(`ctx.http.fetch({ url: 'https://api.example.com/', method: '${method}', body: 'GET /admin HTTP/1.1\\r\\n' })`),
      { capabilities: ['http:api.example.com'] },
      { http: transport(['93.184.215.14']) },
    );
    expect(await run()).toMatchObject({ value: `INVALID_INPUT: http.fetch: "body" must be absent with "${method.toUpperCase()}"` });
  });

  it('refuses a host that also leads to a private address, and headers that would smuggle', async () => {
    const rebinding = await scene(
      caught("ctx.http.fetch({ url: 'https://api.example.com/' })"),
      { capabilities: ['http:api.example.com'] },
      { http: transport(['93.184.215.14', '169.254.169.254']) },
    );
    expect(await rebinding.run()).toMatchObject({ value: 'NOT_GRANTED: the host "api.example.com" leads to a private address' });
    const smuggling = await scene(
      caught("ctx.http.fetch({ url: 'https://api.example.com/', headers: { Host: 'evil.example' } })"),
      { capabilities: ['http:api.example.com'] },
      { http: transport(['93.184.215.14']) },
    );
    expect(await smuggling.run()).toMatchObject({ value: expect.stringMatching('^INVALID_INPUT') as string });
    const splitting = await scene(
      caught("ctx.http.fetch({ url: 'https://api.example.com/', headers: { a: 'b\\r\\nc: d' } })"),
      { capabilities: ['http:api.example.com'] },
      { http: transport(['93.184.215.14']) },
    );
    expect(await splitting.run()).toMatchObject({ value: expect.stringMatching('^INVALID_INPUT') as string });
  });

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.0.1',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    'fd00:ec2::254',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'localhost',
    '',
  ])('counts %s as private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['8.8.8.8', '93.184.215.14', '2606:4700:4700::1111', '2a00:1450:4001::1'])('counts %s as public', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});
