import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { silentTelemetry } from '../../../handlers/adapters/memory/telemetry.ts';
import { MemoryCodeStore } from '../../../handlers/adapters/memory/code-store.ts';
import { ManualClock } from '../../../handlers/adapters/memory/manual-clock.ts';
import { MemoryBus } from '../../../handlers/adapters/memory/outboxes.ts';
import { MemoryRegistry } from '../../../handlers/adapters/memory/registry.ts';
import { builtInAgents } from '../../../handlers/agents/index.ts';
import { createDryRunSandbox } from '../../../handlers/fabricator/dry-run-sandbox.ts';
import type { ProcessLimits } from '../../../handlers/fabricator/gate/bounded-process.ts';
import { findCompiler } from '../../../handlers/fabricator/gate/compiler.ts';
import { typeOf } from '../../../handlers/fabricator/gate/contract-types.ts';
import { checkAgainst } from '../../../handlers/fabricator/gate/gate.ts';
import { prepare } from '../../../handlers/fabricator/gate/preparation.ts';
import { prepareHere } from '../../../handlers/fabricator/gate/prepared-code.ts';
import { sampleOf } from '../../../handlers/fabricator/gate/sample.ts';
import { schemaProblems } from '../../../handlers/fabricator/gate/schema-check.ts';
import { createTypeChecker } from '../../../handlers/fabricator/gate/type-check.ts';
import { registerSource } from '../../../handlers/fabricator/register-source.ts';
import { problemWithInput } from '../../../handlers/shell/input-check.ts';
import type { AgentRun } from '../../../handlers/shell/ports.ts';
import { goodCode, goodSettings } from './agent-samples.ts';

const dryRun = createDryRunSandbox({ telemetry: silentTelemetry, registry: new MemoryRegistry(), code: new MemoryCodeStore() });
const types = createTypeChecker();
const ports = { dryRun, ...(types !== undefined && { types }) };
afterAll(() => dryRun.close());

const HEAD = '/** Purpose: p. Inputs: i. Outputs: o. Constraints: c. */\n';
const wrap = (body: string): string => `${HEAD}export async function handler(input, ctx) { ${body} }`;

async function check(source: string, over: Partial<typeof goodSettings> & { readonly capabilities?: readonly string[] } = {}) {
  const prepared = prepareHere(source);
  if (!prepared.ok) return prepared;
  const { schema, outputSchema, examples } = { ...goodSettings, ...over };
  return checkAgainst(ports, 'subject', prepared.code, { schema, outputSchema, capabilities: over.capabilities ?? [] }, examples);
}

describe('the standards', () => {
  const refused: readonly (readonly [what: string, source: string, problem: RegExp])[] = [
    ['a syntax error', wrap('return {'), /^syntax: /],
    ['an import', `import fs from 'node:fs';\n${wrap('')}`, /import of "node:fs" at line 1, column 1/],
    ['a type-only import', `import type { A } from 'a';\n${wrap('')}`, /import of "a"/],
    ['a dynamic import', wrap("await import('node:fs')"), /import\(\) is prohibited/],
    ['import.meta', wrap('return import.meta.url'), /import\.meta is prohibited/],
    ['no docstring', wrap('').slice(HEAD.length), /no docstring/],
    ['half a docstring', wrap('').replace('Outputs: o. Constraints: c.', ''), /lacks "Outputs:", "Constraints:"/],
    ['no handler', `${HEAD}export const other = () => 1;`, /exports other/],
    ['a second export', `${wrap('')}\nexport const more = 1;`, /exports handler, more/],
    ['process', wrap('return process.env'), /"process" at line 2, column 52 is prohibited/],
    ['fetch', wrap("return fetch('x')"), /"fetch"/],
    ['eval', wrap("return eval('1')"), /"eval"/],
    ['a timer', wrap('return new Promise((r) => setTimeout(r, 1))'), /"setTimeout"/],
    ['a constructor escape', wrap("return input.constructor.constructor('return 1')()"), /member "constructor"/],
    ['a constructor escape in brackets', wrap("return input['constructor']"), /member "constructor"/],
    ['a constructor escape in a template', wrap('return input[`constructor`]'), /member "constructor"/],
    ['a constructor escape in escapes', wrap("return input['constr\\u0075ctor']"), /member "constructor"/],
    ['a constructor escape in pieces', wrap("return input['con' + (`st${'r'}` + 'uctor')]"), /member "constructor"/],
    ['a constructor taken apart', wrap('const { constructor: make } = input;'), /member "constructor"/],
    ['a constructor taken apart by a text', wrap("const { 'constructor': make } = input;"), /member "constructor"/],
    ['a constructor taken apart by a computed key', wrap("const { ['construc' + 'tor']: make } = input;"), /member "constructor"/],
    ['a constructor of a parameter', `${HEAD}export const handler = ({ constructor: make }) => make;`, /member "constructor"/],
    ['a tag that is a constructor', wrap('(async () => {}).constructor`return 1`;'), /member "constructor"/],
    ['a name in escapes', wrap("return ev\\u0061l('1') ?? \\u{66}etch('x');"), /"eval".*\n.*"fetch"/],
    ['a keyword in escapes', wrap("await imp\\u006frt('node:fs')"), /^syntax: Keywords cannot contain escape/],
    ['an expression in import()', wrap("const name = 'node:' + 'fs'; await import(name)"), /import\(\) is prohibited/],
    ['globalThis in pieces', wrap("return globalThis['ev' + 'al']"), /"globalThis"/],
    ['a prototype in a literal', wrap('return { __proto__: input };'), /member "__proto__"/],
    ['a prototype by Reflect', wrap('Reflect.setPrototypeOf(input, {})'), /member "setPrototypeOf"/],
    ['an export of another module', `${HEAD}export { handler } from 'node:fs';`, /export from "node:fs" at line 2, column 25/],
    ['all exports of another module', `${wrap('')}\nexport * from 'node:fs';`, /export from "node:fs"/],
    ['a default export', `${HEAD}export default async function handler() {}`, /exports default: export exactly one function, "handler"/],
    ['a CommonJS export', `${HEAD}export = 1;`, /exports nothing/],
    ['a CommonJS import', `${HEAD}import fs = require('fs');\nexport const handler = () => fs;`, /only declarations/],
    ['a handler that can be replaced', `${HEAD}export let handler = () => 1;`, /top-level "let"/],
    ['with', wrap('with (input) { text; }'), /^syntax: /],
    ['a comment of HTML', `${HEAD}<!-- hidden\n${wrap('')}`, /^syntax: HTML comments/],
    ['a decorated global', `${HEAD}declare function queueMicrotask(work: () => void): void;\nexport const handler = () => 1;`, /only declarations/],
    ['the type check switched off in capitals', `// @TS-NoCheck\n${wrap('')}`, /switches the type check off/],
    ['the type check switched off in the docstring', wrap('').replace('Purpose:', '@ts-nocheck Purpose:'), /switches the type check off/],
    ['declarations of a browser in capitals', `/// <Reference lib="dom" />\n${wrap('')}`, /refers to another file/],
    ['a credential name in pieces', wrap("return 'AWS_' + `SEC${'RET'}` + '_ACCESS_KEY'"), /the name of a credential/],
    ['a credential name in escapes', wrap('return `AWS_SECR\\u0045T_ACCESS_KEY`'), /the name of a credential/],
    ['an embedded key in a comment', wrap('/* AKIAABCDEFGHIJKLMNOP */'), /the comment at line 2, column 45 holds an access key/],
    ['a prototype change', wrap('input.__proto__ = {}'), /member "__proto__"/],
    ['a credential name', wrap("return 'AWS_SECRET_ACCESS_KEY'"), /the name of a credential/],
    ['an embedded key', wrap("return 'AKIAABCDEFGHIJKLMNOP'"), /an access key/],
    ['the metadata address', wrap('return `http://169.254.169.254/`'), /the address of credentials/],
    ['an endless loop', wrap('while (true) { input.n++; }'), /can never end/],
    ['an endless for', wrap('for (;;) { if (input.n) continue; }'), /can never end/],
    ['a loop whose break belongs to another', wrap('for (;;) { for (const a of input.all) { break; } }'), /can never end/],
    [
      'recursion on every path',
      `${HEAD}function f(n) { const m = f(n - 1); return m; }\nexport const handler = (i) => f(i.n);`,
      /"f" at line 2, column 1 calls itself on every path/,
    ],
    ['recursion of an arrow function', `${HEAD}const f = (n) => f(n - 1);\nexport const handler = (i) => f(i.n);`, /calls itself/],
    ['state between runs', `${HEAD}let count = 0;\nexport const handler = () => count++;`, /top-level "let"/],
    ['work at the top level', `${HEAD}console.log(1);\nexport const handler = () => 1;`, /only declarations/],
    ['an enum', `${HEAD}enum A { B }\nexport const handler = () => A.B;`, /enum/],
    ['a namespace', `${HEAD}namespace A { export const b = 1; }\nexport const handler = () => A.b;`, /namespace/],
    ['a parameter property', `${HEAD}class A { constructor(private b: number) {} }\nexport const handler = () => new A(1);`, /erased/],
    ['a type check switched off', `// @ts-nocheck\n${wrap('')}`, /comment at line 1, column 1 switches the type check off/],
    ['a line taken from the type check', wrap('/* @ts-ignore */ return input.nothing'), /switches the type check off/],
    ['declarations of a browser', `/// <reference lib="dom" />\n${wrap('')}`, /refers to another file/],
    ['an import of a type in a type', `${HEAD}type S = import('node:fs').Stats;\nexport const handler = (i: S) => i;`, /import of a type at line 2/],
    ['a declaration of what is not there', `${HEAD}declare const process: { env: { A: string } };\nexport const handler = () => process.env.A;`, /"process"/],
    ['a global declaration', `${HEAD}declare global { const Buffer: unknown; }\nexport const handler = () => 1;`, /prohibited|only declarations|namespace/],
    ['bidirectional controls', wrap("return '\u202e'"), /bidirectional/],
    ['too much text', `${HEAD}export const handler = () => '${'x'.repeat(70_000)}';`, /65536 are allowed/],
  ];
  it.each(refused)('refuse %s', (_what, source, problem) => {
    const prepared = prepareHere(source);
    expect(prepared.ok).toBe(false);
    expect(prepared.ok ? '' : prepared.problems.join('\n')).toMatch(problem);
  });

  const kept: readonly (readonly [what: string, source: string])[] = [
    ['names that are only members', wrap('return { process: input.fetch, eval: input.global };')],
    ['a loop with a break', wrap('for (;;) { if (input.n) break; }')],
    ['a loop with a return', wrap('while (true) { if (input.n) return 1; input.n++; }')],
    ['recursion with an end', `${HEAD}function f(n) { if (n < 1) return 1; return n * f(n - 1); }\nexport const handler = (i) => f(i.n);`],
    ['recursion in a condition', `${HEAD}const f = (n) => (n < 1 ? 1 : n * f(n - 1));\nexport const handler = (i) => f(i.n);`],
    [
      'recursion over children',
      `${HEAD}function f(node) { let sum = 1; for (const child of node.children) sum += f(child); return sum; }\nexport const handler = (i) => f(i.n);`,
    ],
    ['what looks like a prototype, but is a property', wrap("const __proto__ = 1; return { __proto__, ['__proto__']: 2 };")],
    ['sums and templates', wrap('return `${input.n}` + "a" + 1 + input["a" + "b"];')],
    ['a handler under another name', `${HEAD}async function work(input) { return input; }\nexport { work as handler };`],
    ['a first line for a shell', `#!/usr/bin/env node\n${wrap('')}`],
    ['a map of the source', `${wrap('')}\n//# sourceMappingURL=file:///etc/hostname`],
    ['a class with a constructor', `${HEAD}class A { constructor(b) { this.b = b; } }\nexport const handler = (i) => new A(1).b;`],
  ];
  it.each(kept)('let pass %s', (_what, source) => {
    expect(prepareHere(source)).toMatchObject({ ok: true });
  });

  it('let pass every built-in agent', () => {
    expect(builtInAgents.length).toBeGreaterThan(4);
    expect(
      builtInAgents.flatMap(({ agentId, source }) => {
        const prepared = prepareHere(source);
        return prepared.ok ? [] : [`${agentId}: ${prepared.problems.join('; ')}`];
      }),
    ).toEqual([]);
  });
});

describe('the inspection', () => {
  it('hands on the code and what it uses, or what is wrong with it', async () => {
    const source = goodCode.replace("ctx.log('counted', { count });", "await ctx.model.ask('x');");
    expect(await prepare(source)).toEqual(prepareHere(source));
    const wrong = wrap('return {');
    expect(await prepare(wrong)).toEqual(prepareHere(wrong));
  });

  it.each([
    ["an editor's mark", '\ufeff'],
    ['half a character', '/* \ud800 */'],
  ])('does not take plain JavaScript with %s for TypeScript', async (_what, mark) => {
    const prepared = await prepare(mark + wrap('return { count: 1, summary: "s" };'));
    expect(prepared).toMatchObject({ ok: true });
    if (!prepared.ok) return;
    expect(prepared.code.javascript).toBe(prepared.code.original);
    expect(prepared.code.javascript.isWellFormed()).toBe(true);
    const { schema, outputSchema, examples } = goodSettings;
    expect(await checkAgainst(ports, 'subject', prepared.code, { schema, outputSchema, capabilities: [] }, examples)).toMatchObject({ ok: true });
  });

  const nested: readonly (readonly [what: string, code: string])[] = [
    ['parentheses', `${'('.repeat(12_000)}1${')'.repeat(12_000)}`],
    ['functions', `${'(()=>'.repeat(8_000)}1${')'.repeat(8_000)}`],
    ['arrows', `${'x=>'.repeat(12_000)}1`],
    ['blocks', `0;${'{'.repeat(12_000)}${'}'.repeat(12_000)}`],
    ['templates', `${'`${'.repeat(12_000)}1${'}`'.repeat(12_000)}`],
    ['conditions', `${'1?'.repeat(12_000)}1${':1'.repeat(12_000)}`],
    ['types', `1 as ${'['.repeat(12_000)}string${']'.repeat(12_000)}`],
    ['sums', `1${'+1'.repeat(12_000)}`],
  ];
  it.each(nested)('does not end this process over %s within each other', async (_what, code) => {
    const prepared = await prepare(wrap(`return ${code};`));
    expect(prepared).toMatchObject({ ok: false, stage: 'syntax' });
    expect(prepared.ok ? '' : prepared.problems.join()).toMatch(
      /^syntax: the code cannot be read: it (crashed \(SIG(SEGV|BUS|ABRT)\)|is nested too deeply); write it with less nesting$/,
    );
  });
});

describe('the checks against the contract', () => {
  it('pass good code, and say what was checked', async () => {
    expect(await check(goodCode)).toEqual({
      ok: true,
      checks: ['standards: kept', 'types: TypeScript, checked against the schemas', 'dry run: 1 example input(s) passed'],
    });
    expect(await check(wrap('return { count: input.text.length, summary: "s" };'))).toMatchObject({
      ok: true,
      checks: ['standards: kept', 'types: plain JavaScript, checked for unknown names', 'dry run: 1 example input(s) passed'],
    });
  });

  it('make up an input when there are no examples', async () => {
    expect(await check(goodCode, { examples: [] })).toMatchObject({
      ok: true,
      checks: expect.arrayContaining(['dry run: 1 made-up input(s) passed']) as string[],
    });
  });

  const refused: readonly (readonly [what: string, stage: string, source: string, problem: RegExp, over: object])[] = [
    ['a wrong result type', 'types', goodCode.replace('return { count,', "return { count: 'three',"), /TS2322/, {}],
    ['a missing result field', 'types', goodCode.replace('return { count, summary:', 'return { count, sumary:'), /TS/, {}],
    ['an input field that is not in the schema', 'types', goodCode.replace('input.text', 'input.txt'), /TS2339|TS2551/, {}],
    [
      'an unknown name in plain JavaScript',
      'types',
      wrap('return { count: words(input.text), summary: "" };'),
      /TS2304.*line 2, column 61: Cannot find name 'words'/,
      {},
    ],
    [
      'a capability that is used but not listed',
      'schema',
      goodCode.replace("ctx.log('counted', { count });", "await ctx.model.ask('x');"),
      /uses ctx\.model/,
      {},
    ],
    ['a capability that is listed but not used', 'schema', goodCode, /never uses ctx\.model/, { capabilities: ['model'] }],
    [
      'a throwing agent',
      'dry-run',
      goodCode.replace("ctx.log('counted', { count });", "if (count > 0) throw new Error('odd');"),
      /AGENT_THREW: agent "subject": Error: odd/,
      {},
    ],
    ['a result outside its schema', 'dry-run', wrap('return { count: 1.5, summary: "" };'), /does not fit outputSchema: \/count must be integer/, {}],
    ['an example outside the schema', 'dry-run', goodCode, /does not fit the schema/, { examples: [{ txt: 1 }] }],
    ['a schema that is no object', 'schema', goodCode, /"type": "object"/, { schema: { type: 'string' } }],
    ['a broken schema', 'schema', goodCode, /no valid JSON Schema/, { schema: { type: 'object', properties: { a: { type: 'nonsense' } } } }],
    ['a slow pattern', 'schema', goodCode, /may take very long/, { schema: { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } } }],
    ['a slow pattern of names', 'schema', goodCode, /may take very long/, { schema: { type: 'object', patternProperties: { '^(a+)+$': { type: 'string' } } } }],
    ['a slow pattern of alternatives', 'schema', goodCode, /may take very long/, { schema: { type: 'object', properties: { a: { pattern: '^(a|a)*$' } } } }],
    ['a schema that is checked by a promise', 'schema', goodCode, /says "\$async"/, { schema: { $async: true, type: 'object' } }],
    [
      'a part of a schema that is checked by a promise',
      'schema',
      goodCode,
      /says "\$async"/,
      { outputSchema: { type: 'object', properties: { a: { $async: true } } } },
    ],
    [
      'a text that nobody can write out',
      'dry-run',
      goodCode,
      /no valid input could be made up from the schema/,
      { schema: { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 1_000_000_000 } } }, examples: [] },
    ],
    [
      'a list that nobody can write out',
      'dry-run',
      goodCode,
      /no valid input could be made up from the schema/,
      {
        schema: {
          type: 'object',
          required: ['text', 'all'],
          properties: { text: { type: 'string' }, all: { type: 'array', minItems: 1_000_000_000, items: { type: 'string', minLength: 1_000 } } },
        },
        examples: [],
      },
    ],
    ['alternatives at the top', 'schema', goodCode, /"anyOf" at its top/, { schema: { type: 'object', anyOf: [{ required: ['a'] }] } }],
    [
      'a name that models refuse',
      'schema',
      goodCode,
      /the property "unit price"/,
      { schema: { type: 'object', properties: { 'unit price': { type: 'number' } } } },
    ],
    [
      'a schema without a bottom',
      'schema',
      goodCode,
      /deeper than 32 levels/,
      { schema: { type: 'object', properties: Array.from({ length: 40 }).reduce<object>((inner) => ({ a: { properties: inner } }), {}) } },
    ],
    ['a foreign reference', 'schema', goodCode, /only references within/, { schema: { type: 'object', properties: { a: { $ref: 'https://example.com/a' } } } }],
  ];
  it.each(refused)('refuse %s', async (_what, stage, source, problem, over) => {
    const result = await check(source, over);
    expect(result).toMatchObject({ ok: false, stage });
    expect(result.ok ? '' : result.problems.join('\n')).toMatch(problem);
  });

  it('refuse what exports no plain function', async () => {
    const results = await Promise.all(
      ['export class handler {}', 'export async function* handler() { yield 1; }', 'export const handler = 7;'].map((code) => check(HEAD + code)),
    );
    expect(results).toMatchObject([
      { ok: false, stage: 'dry-run', problems: [expect.stringContaining('AGENT_THREW')] },
      { ok: false, stage: 'dry-run', problems: [expect.stringContaining('does not fit outputSchema')] },
      { ok: false, stage: 'dry-run', problems: [expect.stringContaining('AGENT_NO_HANDLER')] },
    ]);
  });

  it('hold casts that defeat the types against the result', async () => {
    const cast = goodCode.replace('return { count, summary: `${count} words` };', "return { count: 'three', summary: 1 } as any;");
    const renamed = goodCode
      .replace('function wordsOf', 'type Output = any;\nfunction wordsOf')
      .replace('return { count, summary: `${count} words` };', 'return 7;');
    for (const source of [cast, renamed])
      expect(await check(source)).toMatchObject({ ok: false, stage: 'dry-run', problems: [expect.stringContaining('does not fit outputSchema')] });
  });

  it('refuse an agent that fails by itself while another asks a stand-in', async () => {
    const asking = goodCode.replace("ctx.log('counted', { count });", "for (let i = 0; i < 20; i++) await ctx.model.ask('x');");
    const failing = goodCode.replace("ctx.log('counted', { count });", "if (count > 0) throw new Error('odd');");
    const [asked, ...failed] = await Promise.all([check(asking, { capabilities: ['model'] }), check(failing), check(failing), check(failing)]);
    expect(asked).toMatchObject({ ok: true });
    for (const one of failed) expect(one).toMatchObject({ ok: false, stage: 'dry-run' });
  });

  it('show the code no sign that this is its trial', async () => {
    const keys: string[] = [];
    const spy = { run: (run: AgentRun) => (keys.push(run.idempotencyKey), dryRun.run(run)) };
    const prepared = prepareHere(goodCode);
    if (!prepared.ok) throw new Error('refused');
    const { schema, outputSchema, examples } = goodSettings;
    for (let time = 0; time < 2; time++) await checkAgainst({ dryRun: spy }, 'subject', prepared.code, { schema, outputSchema, capabilities: [] }, examples);
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), expect.stringMatching(/^[0-9a-f]{32}$/)]);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it('let an agent fail over what the stand-in for the model says', async () => {
    const source = goodCode.replace("ctx.log('counted', { count });", "JSON.parse((await ctx.model.ask('as JSON')).text);");
    expect(await check(source, { capabilities: ['model'] })).toMatchObject({
      ok: true,
      checks: expect.arrayContaining(['dry run: 1 example input(s) passed, 1 of them ended at the stand-in for model or network']) as string[],
    });
  });
});

describe('the compiler', () => {
  const contract = { schema: goodSettings.schema, outputSchema: goodSettings.outputSchema, capabilities: [] };
  const problemsOf = async (source: string, limits: Partial<ProcessLimits>, compiler = findCompiler()) =>
    (await createTypeChecker(compiler, limits)?.check(source, true, contract))?.join('\n');
  /** 10! tuples: more than any compiler holds. */
  const endless = `type P<T, K = T> = [T] extends [never] ? [] : K extends K ? [K, ...P<Exclude<T, K>>] : never;\nconst p: P<1|2|3|4|5|6|7|8|9|10> = 1;\n${goodCode}`;
  const folder = mkdtempSync(path.join(tmpdir(), 'arbiter-compiler-test-'));
  beforeAll(() => void vi.stubEnv('TMPDIR', folder).stubEnv('AWS_SECRET_ACCESS_KEY', 'canary-of-the-compiler'));
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  const standIn = (script: string): string => {
    const compiler = path.join(mkdtempSync(path.join(folder, 'stand-in-')), 'tsc');
    writeFileSync(compiler, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return compiler;
  };

  // Not the real one on endless types: whether it meets its time or its memory first is a matter of the machine.
  it('is stopped when it takes for ever, and the code does not pass', async () => {
    expect(await problemsOf(goodCode, { milliseconds: 1_000 }, standIn('exec sleep 600'))).toMatch(/gave no verdict: it did not end within 1 s/);
  });

  it('is stopped when types take all memory', async () => {
    expect(await problemsOf(endless, { megabytes: 60 })).toMatch(/gave no verdict: it grew over 60 MB/);
  });

  it.each([
    ['crashes', 'kill -SEGV $$', /gave no verdict: it crashed \(SIGSEGV\)/],
    ['ends with an error of its own', 'echo "panic: lost" >&2; exit 2', /gave no verdict: it crashed \(exit code 2: panic: lost\)/],
    ['floods its output', 'while :; do echo "agent.ts(1,1): error TS1000: no"; done', /^TS1000 at line 1, column 1: no/],
  ])('that %s passes nothing', async (_what, script, problem) => {
    expect(await problemsOf(goodCode, { milliseconds: 30_000 }, standIn(script))).toMatch(problem);
  });

  it('that is not there is a fault of the platform, not of the code', async () => {
    await expect(problemsOf(goodCode, {}, '/nonexistent/tsc')).rejects.toThrow(/"\/nonexistent\/tsc" cannot be started/);
    await expect(problemsOf(goodCode, {}, '/etc/hostname')).rejects.toThrow(/cannot be started/);
  });

  it('is given none of our variables', async () => {
    const found = await problemsOf(goodCode, {}, standIn("env | sed 's/^/agent.ts(1,1): error TS1000: /'; exit 1"));
    expect(found).toContain('GOMEMLIMIT');
    expect(found).not.toMatch(/canary|AWS|HOME|PATH=/);
  });

  it('tells what is wrong within a type', async () => {
    expect(await problemsOf(goodCode.replace('ctx: Context)', 'ctx: Context, more: string)'), {})).toMatch(
      /^TS2322 in the type of the handler against the schemas: Type .* is not assignable to type .* Target signature provides too few arguments/,
    );
  });

  it('leaves no file behind', () => {
    expect(readdirSync(folder).filter((name) => name.startsWith('agent-types-'))).toEqual([]);
    expect(readdirSync(folder).length).toBeGreaterThan(2);
  });
});

describe('an agent that a person registers from its source', () => {
  const bring = (source: string, agentId = 'counter') => {
    const registry = new MemoryRegistry();
    const bus = new MemoryBus();
    const done = registerSource(
      { ...ports, registry, bus, code: new MemoryCodeStore(), clock: new ManualClock(), telemetry: silentTelemetry },
      { ...goodSettings, agentId, source, capabilities: [], target: 'q', categories: ['team'], by: 'ana' },
    );
    return { registry, bus, done };
  };

  it('goes through the same gate, and is active', async () => {
    const { registry, bus, done } = bring(goodCode);
    expect(await done).toEqual({ kind: 'registered', agentId: 'counter', version: 'v1', state: 'active' });
    expect(await registry.get('counter')).toMatchObject({ source: 'registered', categories: ['team'] });
    expect(bus.published).toMatchObject([{ detailType: 'agent.activated', detail: { agentId: 'counter', version: 'v1', by: 'ana' } }]);
  });

  it("is refused under the name of one of the supervisor's own tools", async () => {
    expect(await bring(goodCode, 'find_agents').done).toEqual({
      kind: 'refused',
      code: 'NAME_TAKEN',
      message: '"find_agents" is a tool of the supervisor itself: register under another name',
    });
  });

  it('is refused with all that is wrong', async () => {
    expect(await bring('export const handler = () => process.env;').done).toEqual({
      kind: 'refused',
      code: 'CHECKS_FAILED',
      message: expect.stringMatching(/did not pass the checks \(standards\):\n- the module has no docstring.*\n- "process"/) as string,
    });
  });
});

describe('a made-up sample', () => {
  const schemas: readonly object[] = [
    {
      type: 'object',
      required: ['a'],
      properties: {
        a: { type: 'string', minLength: 60 },
        b: { type: 'string', maxLength: 3 },
        c: { type: 'integer', minimum: 10 },
        d: { type: 'number', exclusiveMaximum: 0 },
        e: { type: 'number', multipleOf: 0.5 },
      },
    },
    {
      type: 'object',
      properties: {
        list: { type: 'array', minItems: 3, uniqueItems: true, items: { type: 'integer' } },
        pair: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] },
        none: { type: 'array', maxItems: 0 },
      },
    },
    {
      type: 'object',
      properties: { at: { type: 'string', format: 'date-time' }, kind: { enum: ['x', 'y'] }, one: { const: 1 }, maybe: { type: ['null', 'string'] } },
    },
    {
      type: 'object',
      required: ['node'],
      properties: { node: { $ref: '#/$defs/node' } },
      $defs: { node: { type: 'object', properties: { value: { type: 'number' }, children: { type: 'array', items: { $ref: '#/$defs/node' } } } } },
    },
    {
      type: 'object',
      properties: {
        either: { oneOf: [{ type: 'string' }, { type: 'number' }] },
        both: {
          allOf: [
            { type: 'object', required: ['p'], properties: { p: { type: 'string' } } },
            { type: 'object', required: ['q'], properties: { q: { type: 'number' } } },
          ],
        },
      },
    },
  ];
  it.each(schemas)('is valid under %j', (schema) => {
    expect(problemWithInput({ ...schema }, sampleOf(schema))).toBeUndefined();
  });

  it('is valid under the input schema of every built-in agent', () => {
    expect(
      builtInAgents.flatMap(({ agentId, schema }) => {
        const problem = problemWithInput(schema, sampleOf(schema));
        return problem === undefined ? [] : [`${agentId}: ${problem}`];
      }),
    ).toEqual([]);
    expect(builtInAgents.flatMap(({ agentId, schema }) => schemaProblems(agentId, schema))).toEqual([]);
  });
});

it.each([20, 400])('writes and makes up little from a schema that refers to itself %i times', (times) => {
  const schema = {
    type: 'object',
    required: ['p0'],
    properties: Object.fromEntries(Array.from({ length: times }, (_, n) => [`p${n}`, { $ref: '#' }])),
  };
  expect(typeOf(schema).length).toBeLessThan(300_000);
  expect(JSON.stringify(sampleOf(schema)).length).toBeLessThan(300_000);
});

it('writes schemas as TypeScript types, loosely where it is not sure', () => {
  expect(
    typeOf({
      type: 'object',
      additionalProperties: false,
      required: ['a'],
      properties: { a: { enum: ['x', 1] }, b: { type: 'array', items: { type: ['string', 'null'] } } },
    }),
  ).toBe('{ "a": "x" | 1; "b"?: (string | null)[] | undefined; }');
  expect(typeOf({ type: 'object', properties: { a: { type: 'integer' } } })).toBe('{ "a"?: number | undefined; [name: string]: any; }');
  expect(typeOf({ oneOf: [{ type: 'string' }, { type: 'object' }] })).toBe('(string) | ({ [name: string]: any })');
  expect(typeOf(true)).toBe('unknown');
});
