/** The registry by the command line: what a change does to tasks that run, wait or come later, and that it is told as an event. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEventTail, type EventTail } from '../../infra/cli/event-tail.ts';
import { openTarget, type Target } from '../../infra/cli/target.ts';
import { createTerminal } from '../../infra/cli/terminal.ts';
import { startArbiter, type Arbiter } from '../../infra/local/arbiter.ts';
import type { ConverseRequest } from '../../infra/local/bedrock/converse-request.ts';
import { CommandLine } from './command.ts';
import { runHere } from './in-process.ts';

const stateDir = mkdtempSync(path.join(tmpdir(), 'arbiter-registry-'));
let arbiter: Arbiter;
let target: Target;
let tail: EventTail;
/** Set, the next look of a worker at an agent's head waits, after it has received the task and before it claims it. */
let gate: { readonly reached: () => void; readonly opened: Promise<void> } | undefined;

beforeAll(async () => {
  arbiter = await startArbiter({
    stateDir,
    port: 0,
    scheduleSeconds: 2,
    report: () => {},
    faults: async ({ service, operation, body }) => {
      if (gate !== undefined && service === 'dynamodb' && operation === 'GetItem' && body.includes('"arbiter-dev-agent-config"')) {
        const { reached, opened } = gate;
        gate = undefined;
        reached();
        await opened;
      }
      return undefined;
    },
    // Asks the agent that the task names, with 20 as its input, and answers with what came back.
    converse: {
      answer: (_modelId: string, { messages }: ConverseRequest) => {
        const results = messages.flatMap(({ content }) => content).flatMap(({ toolResult }) => (toolResult === undefined ? [] : [toolResult]));
        const [asked] = messages.flatMap(({ content }) => content).flatMap(({ text }) => text ?? []);
        const [, name = ''] = /ask ([\w-]+)/u.exec(asked ?? '') ?? [];
        if (results.length === 0) return { content: [{ toolUse: { toolUseId: 'use-1', name, input: { n: 20 } } }] };
        return { content: [{ text: JSON.stringify(results.map(({ status, content }) => ({ status, content }))) }] };
      },
    },
  });
  target = await openTarget({ state: stateDir }, createTerminal(true));
  tail = await openEventTail(target, { source: ['registry'] });
});
afterAll(async () => {
  await tail.close();
  await target.close();
  await arbiter.stop();
});

const docs = (what: string) => `/** Purpose: ${what}. Inputs: n. Outputs: a number. Constraints: none. */\n`;
const number = { type: 'object', required: ['n'], properties: { n: { type: 'number' } } };
const result = { type: 'object', required: ['value'], properties: { value: { type: 'number' } } };

function describeAgent(agentId: string, code: string, more: object = {}): string {
  const file = path.join(stateDir, `${agentId}.json`);
  writeFileSync(path.join(stateDir, `${agentId}.ts`), `${docs('computes')}export ${code}\n`);
  writeFileSync(
    file,
    JSON.stringify({
      agentId,
      description: 'Computes a number.',
      source: `./${agentId}.ts`,
      schema: number,
      outputSchema: result,
      examples: [{ n: 1 }],
      ...more,
    }),
  );
  return file;
}

function describeTool(toolId: string, code: string): string {
  const file = path.join(stateDir, `${toolId}.json`);
  writeFileSync(path.join(stateDir, `${toolId}.js`), `${docs('computes')}export ${code}\n`);
  writeFileSync(file, JSON.stringify({ toolId, description: 'Computes a number.', source: `./${toolId}.js`, schema: number, examples: [{ n: 1 }] }));
  return file;
}

const times = (factor: number) => `function handler(input: { n: number }): { value: number } {\n  return { value: input.n * ${factor} };\n}`;

async function command(...args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await runHere(...args, '--json', '--state', stateDir);
  expect([code, stderr], stdout).toEqual([0, '']);
  return JSON.parse(stdout) as Record<string, unknown>;
}

async function ask(agentId: string): Promise<string> {
  const output = await command('start', `Please ask ${agentId}.`);
  expect(output['status']).toBe('COMPLETED');
  return String(output['answer']);
}

/** Events about the registry since the last call, as `detail-type id version`. */
async function told(): Promise<readonly string[]> {
  const seen: string[] = [];
  for (let found = await tail.next(1); found.length > 0; found = await tail.next(0))
    seen.push(...found.map(({ 'detail-type': type, detail }) => `${type} ${String(detail['agentId'] ?? detail['toolId'])} ${String(detail['version'])}`));
  return seen;
}

/** Submits a task, and runs `change` while the agent's task has been sent and no worker has claimed it yet. */
async function whileQueued(agentId: string, change: () => Promise<unknown>): Promise<string> {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  gate = { reached: reached.resolve, opened: opened.promise };
  const id = `queued-${agentId}-${Date.now()}`;
  try {
    await target.client.submit({ task: `Please ask ${agentId}.`, orchestrationId: id });
    await reached.promise;
    await change();
  } finally {
    opened.resolve();
  }
  for (const until = Date.now() + 100_000; Date.now() < until;) {
    const view = await target.client.view(id, Date.now());
    if (view?.status === 'COMPLETED') return view.answer ?? '';
    if (view?.status === 'FAILED') throw new Error(JSON.stringify(view.reason));
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error(`"${id}" did not end`);
}

it('registers an agent from a file, and the next version of it', async () => {
  expect(await command('agents', 'register', describeAgent('times', times(2)))).toMatchObject({ agentId: 'times', version: 'v1', state: 'active' });
  expect(await ask('times')).toContain('40');
  expect(await command('agents', 'register', describeAgent('times', times(3)))).toMatchObject({ version: 'v2' });
  expect(await ask('times')).toContain('60');
  const again = await command('agents', 'register', path.join(stateDir, 'times.json'));
  expect(again).toMatchObject({ version: 'v2' });
  expect(await told()).toEqual(expect.arrayContaining(['agent.activated times v1', 'agent.activated times v2']));
  const versions = (await command('agents', 'versions', 'times')) as unknown as readonly { readonly version: string; readonly checks: readonly string[] }[];
  expect(versions.map(({ version }) => version)).toEqual(['v1', 'v2']);
  expect(versions[0]?.checks).toEqual(['standards: kept', 'types: TypeScript, checked against the schemas', 'dry run: 1 example input(s) passed']);
  const diff = (await command('agents', 'diff', 'times', 'v1', 'v2')) as { readonly code: readonly { readonly kind: string; readonly text: string }[] };
  expect(diff.code.filter(({ kind }) => kind !== 'same').map(({ kind, text }) => `${kind} ${text.trim()}`)).toEqual([
    'removed return { value: input.n * 2 };',
    'added return { value: input.n * 3 };',
  ]);
});

it.each([
  [
    'a module that imports',
    "const one = 1;\nimport fs from 'node:fs';\nexport function handler(input: { n: number }) { return { value: fs.constants.F_OK + one + input.n }; }",
    /standards/u,
  ],
  ['a wrong type', 'function handler(input: { n: number }): { value: string } {\n  return { value: String(input.n) };\n}', /types/u],
  ['a result that does not fit', 'function handler(input: any): any {\n  return { wrong: input.n };\n}', /dry run|types/u],
])('does not register %s', async (_what, code, stage) => {
  const { code: exit, stdout, stderr } = await runHere('agents', 'register', describeAgent('bad', code), '--state', stateDir);
  expect([exit, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/agent "bad" did not pass the checks/u);
  expect(stderr).toMatch(stage);
  expect((await runHere('agents', 'show', 'bad', '--state', stateDir)).code).toBe(1);
});

it('rolls back: the next claim runs the earlier version, also of a task that waits already', async () => {
  const answer = await whileQueued('times', () => command('agents', 'rollback', 'times', '--reason', 'a test'));
  expect(answer).toContain('40');
  expect(await told()).toContain('agent.activated times v1');
  expect(await command('agents', 'activate', 'times', '--version', 'v2')).toMatchObject({ head: { config: { version: 'v2' } } });
  expect(await ask('times')).toContain('60');
});

it('suspends: a task that waits ends as an error, and the model is told', async () => {
  const answer = await whileQueued('times', () => command('agents', 'suspend', 'times', '--reason', 'a test'));
  expect(answer).toContain('"status":"error"');
  expect(answer).toContain('AGENT_SUSPENDED');
  expect(await told()).toContain('agent.suspended times v2');
  expect(await command('agents', 'suspend', 'times')).toMatchObject({ kind: 'refused', code: 'UNCHANGED' });
  await command('agents', 'activate', 'times');
  expect(await ask('times')).toContain('60');
});

it('does not let anybody replace an agent that comes with the deployment', async () => {
  const { code, stderr } = await runHere('agents', 'register', describeAgent('calculator', times(2)), '--state', stateDir);
  expect([code, stderr]).toEqual([1, expect.stringContaining('register under another name')]);
});

it('registers a tool that agents use by reference and hash, and refuses a suspended one', async () => {
  await told();
  const first = await command('tools', 'register', describeTool('double', 'function handler(input) {\n  return input.n * 2;\n}'));
  expect(first).toMatchObject({ kind: 'registered', version: 'v1' });
  const capability = String(first['capability']);
  expect(capability).toMatch(/^tool:double@[0-9a-f]{64}$/u);
  expect(await told()).toContain('tool.registered double v1');
  const code = `async function handler(input: { n: number }, ctx: Context): Promise<{ value: number }> {\n  return { value: Number(await ctx.tools.call('double', { n: input.n })) };\n}`;
  await command('agents', 'register', describeAgent('by-tool', code, { capabilities: [capability] }));
  expect(await ask('by-tool')).toContain('40');
  // Another version of the tool changes nothing for an agent that pinned the first.
  expect(await command('tools', 'register', describeTool('double', 'function handler(input) {\n  return input.n * 5;\n}'))).toMatchObject({ version: 'v2' });
  expect(await ask('by-tool')).toContain('40');
  expect(await command('tools', 'suspend', 'double', '--reason', 'a test')).toMatchObject({ kind: 'changed' });
  expect(await ask('by-tool')).toMatch(/"status":"error".*the tool \\*"double\\*" is inactive/u);
  expect((await told()).filter((line) => line.startsWith('tool.registered double')).length).toBeGreaterThanOrEqual(2);
  const refused = await runHere('tools', 'register', path.join(stateDir, 'double.json'), '--state', stateDir);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('exists and is inactive')]);
  await command('tools', 'activate', 'double');
  expect(await ask('by-tool')).toContain('40');
});

it('prints one JSON object and nothing else, beside a runtime that another process runs', async () => {
  const line = new CommandLine();
  const file = describeAgent('spoken', 'const handler = (input) => ({ value: input.n })');
  const run = (...args: readonly string[]) => line.run(...args, '--json', '--state', stateDir);
  for (const args of [
    ['register', file],
    ['suspend', 'spoken'],
    ['activate', 'spoken'],
    ['show', 'spoken'],
  ]) {
    const { code, stdout, stderr } = await run('agents', ...args);
    expect([code, stdout.trimEnd().split('\n').length, stderr], args.join(' ')).toEqual([0, 1, '']);
    expect(JSON.parse(stdout)).toBeTypeOf('object');
  }
});

describe('a registration file', () => {
  const file = path.join(stateDir, 'wrong.json');
  const cases: readonly (readonly [what: string, more: object | string, message: RegExp, code: number])[] = [
    ['without its code', { source: './missing.ts' }, /cannot read "[^"]+missing\.ts": there is no such file$/, 2],
    ['whose code is a directory', { source: '.' }, /cannot read "[^"]+": it is a directory$/, 2],
    ['whose code is far too large', { source: './large.ts' }, /large\.ts" has 2000000 bytes, 1048576 are allowed: is it the right file\?$/, 2],
    ['that is empty', '', /wrong\.json" is not JSON: /, 2],
    ['that holds a list', '[]', /must hold one JSON object$/, 2],
    ['with capabilities that are no texts', { capabilities: [{ model: true }] }, /"capabilities" in "[^"]+" must be a list of texts$/, 2],
    ['with a description that nobody reads', { description: 'x'.repeat(5_000) }, /has 5000 characters, 4096 are allowed/, 2],
    ['of a tool', { toolId: 'x', agentId: undefined }, /has "toolId" and describes a tool: use "tools register"$/, 2],
    ['with a misspelt capability', { capabilities: ['models'] }, /"models" is no capability: there are "model", "tool:<toolId>"/, 1],
    ['with a pattern of hosts', { capabilities: ['http:*.example.com'] }, /"http:\*\.example\.com" is no capability/, 1],
    ['with a port', { capabilities: ['http:api.example.com:8443/a'] }, /is no capability/, 1],
    ['with a tool that is not there', { capabilities: ['tool:nothing'] }, /the worker tool "nothing" of the capability "tool:nothing" is not registered/, 1],
  ];
  it.each(cases)('%s is refused in one line that says what to do', async (_what, more, message, expected) => {
    describeAgent('wrong', 'const handler = (input) => ({ value: input.n })', typeof more === 'string' ? {} : more);
    writeFileSync(path.join(stateDir, 'large.ts'), 'x'.repeat(2_000_000));
    if (typeof more === 'string') writeFileSync(file, more);
    const { code, stdout, stderr } = await runHere('agents', 'register', file, '--state', stateDir);
    expect([code, stdout]).toEqual([expected, '']);
    expect(stderr).toMatch(/^arbiter: /);
    expect(stderr.trimEnd()).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at |ARBITER_DEBUG/);
  });

  it("with an editor's mark in front is read", async () => {
    describeAgent('marked', 'const handler = (input) => ({ value: input.n })');
    for (const name of ['marked.json', 'marked.ts']) {
      const marked = path.join(stateDir, name);
      writeFileSync(marked, `\ufeff${readFileSync(marked, 'utf8')}`);
    }
    expect(await runHere('agents', 'register', path.join(stateDir, 'marked.json'), '--state', stateDir)).toMatchObject({ code: 0, stderr: '' });
  });
});

it.each([
  ['agents', 'show'],
  ['agents', 'rollback'],
  ['tools', 'suspend'],
])('asks for an id when that of %s %s is empty', async (...words) => {
  expect(await runHere(...words, '', '--state', stateDir)).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^arbiter: <(agent|tool)Id> is empty: give an id\n$/) as string,
  });
});
