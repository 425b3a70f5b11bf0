/**
 * npm run bench:codegen: what generation costs for 10, 100 and 1,000 messages, each cold in a process of its own, beside public
 * generators that can be installed into a temporary folder; what an unchanged run costs; size and first call of our validators (`-- --validators`: these only).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { documentOf } from './codegen-documents.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'bench-codegen-'));
const sizes = [10, 100, 1_000];
/** CPU seconds; the memory bound is 400 MB for all. */
const bounds: Readonly<Record<number, number>> = { 10: 0.6, 100: 1.5, 1_000: 8 };

interface Cost {
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

function costOf(args: readonly string[], cwd: string): Cost | undefined {
  const { stderr, status } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
  const line = stderr.trimEnd().split('\n').at(-1) ?? '';
  return status === 0 && line.startsWith('{') ? (JSON.parse(line) as Cost) : undefined;
}

function print(what: string, messages: number, cost: Cost | undefined, bound?: number): void {
  const told = cost === undefined ? 'failed' : `${cost.cpuSeconds.toFixed(2).padStart(6)} CPU s ${cost.peakMb.toFixed(0).padStart(5)} MB`;
  const verdict =
    bound === undefined || cost === undefined
      ? ''
      : cost.cpuSeconds <= bound && cost.peakMb <= 400
        ? `  within ${bound} s and 400 MB`
        : `  ABOVE ${bound} s or 400 MB`;
  process.stdout.write(`${what.padEnd(42)} ${String(messages).padStart(5)} messages ${told}${verdict}\n`);
}

const report = `process.on('exit', () => { const { user, system } = process.cpuUsage(); process.stderr.write('\\n' + JSON.stringify({ cpuSeconds: (user + system) / 1e6, peakMb: process.resourceUsage().maxRSS / 1024 }) + '\\n'); });
import { readFileSync } from 'node:fs';
const document = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const inlined = (value) => JSON.parse(JSON.stringify(value).replaceAll('{"$ref":"#/components/schemas/Money"}', JSON.stringify(document.components.schemas.Money)));
const payloads = Object.entries(document.components.messages).map(([name, { payload }]) => [name, inlined(payload)]);
`;

/** Public generators: types only, which is part of what ours does. */
const others: readonly (readonly [packageName: string, script: string])[] = [
  [
    'json-schema-to-typescript',
    `const { compile } = await import('json-schema-to-typescript');\nfor (const [name, payload] of payloads) await compile(payload, name, { format: false });`,
  ],
  [
    'quicktype-core',
    `const { quicktype, InputData, JSONSchemaInput, FetchingJSONSchemaStore } = await import('quicktype-core');
const schemas = new JSONSchemaInput(new FetchingJSONSchemaStore());
for (const [name, payload] of payloads) await schemas.addSource({ name, schema: JSON.stringify(payload) });
const inputData = new InputData();
inputData.addInput(schemas);
await quicktype({ inputData, lang: 'typescript' });`,
  ],
  ['@asyncapi/modelina', `const { TypeScriptGenerator } = await import('@asyncapi/modelina');\nawait new TypeScriptGenerator().generate(document);`],
];

const isShort = process.argv.includes('--validators');

try {
  for (const messages of isShort ? [] : sizes) {
    const schemas = join(folder, `schemas-${messages}`);
    mkdirSync(schemas);
    writeFileSync(join(schemas, 'asyncapi.json'), JSON.stringify(documentOf(messages), undefined, 2));
    const args = [join(root, 'test', 'bench', 'codegen-process.ts'), 'generate', '--schemas', schemas, '--out', join(folder, `out-${messages}`)];
    print('ours: types, validators and clients', messages, costOf(args, root), bounds[messages]);
    const startedAt = performance.now();
    print('ours: unchanged', messages, costOf(args, root));
    process.stdout.write(`${''.padEnd(43)}${(performance.now() - startedAt).toFixed(0)} ms wall\n`);
  }
  printValidators();
  for (const [name, script] of isShort ? [] : others) compareWith(name, script);
} finally {
  rmSync(folder, { recursive: true });
}

function compareWith(name: string, script: string): void {
  const place = join(folder, name.replaceAll(/\W/g, '-'));
  mkdirSync(place);
  writeFileSync(join(place, 'package.json'), '{"private":true,"type":"module"}');
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', name], { cwd: place, timeout: 240_000 });
  if (status !== 0) {
    process.stdout.write(`${name}: skipped, it cannot be installed here\n`);
    return;
  }
  writeFileSync(join(place, 'run.js'), report + script);
  for (const messages of sizes) print(`${name}: types`, messages, costOf(['run.js', join(folder, `schemas-${messages}`, 'asyncapi.json')], place));
}

/** Size minified, runtime included, and the CPU time of loading and the first call in a fresh process: three ways, each the median of five. */
function printValidators(): void {
  const plain = join(folder, 'plain');
  // as other projects get them: the runtime is JavaScript beside them, nothing strips types at run time
  const { status } = spawnSync(process.execPath, [join(root, 'codegen', 'main.ts'), 'generate', '--schemas', join(root, 'schemas'), '--out', plain]);
  if (status !== 0) throw new Error('the project cannot be generated in the style for other projects');
  writeFileSync(join(plain, 'package.json'), '{"type":"module"}');
  const empty = join(folder, 'empty.mjs');
  writeFileSync(empty, 'export {};');
  process.stdout.write(`${'an empty module, cold: CPU ms'.padEnd(76)} ${coldMs(empty, false)}\n`);
  const validators = join(root, 'generated', 'validators');
  const paths = readdirSync(validators, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
  for (const path of paths.sort()) {
    const bundle = buildSync({ entryPoints: [join(validators, path)], bundle: true, minify: true, format: 'esm', write: false, platform: 'neutral' });
    const text = bundle.outputFiles[0]?.text ?? '';
    const file = join(folder, 'validator.mjs');
    writeFileSync(file, text);
    const cold = { bundled: coldMs(file, false), 'with compile cache': coldMs(file, true), unbundled: coldMs(join(plain, 'validators', path), false) };
    const told = Object.entries(cold).map(([how, ms]) => `${ms.padStart(5)} ${how}${Number(ms) > 5 ? ' ABOVE 5' : ''}`);
    const bytes = Buffer.byteLength(text);
    process.stdout.write(
      `${`validator ${path}`.padEnd(52)} ${(bytes / 1024).toFixed(1).padStart(5)} KB minified${bytes > 12 * 1024 ? '  ABOVE 12 KB' : ''}, cold CPU ms: ${told.join(', ')}\n`,
    );
  }
}

function coldMs(file: string, hasCache: boolean): string {
  const main = join(folder, 'cold.mjs');
  const cache = JSON.stringify(join(folder, 'compile-cache'));
  writeFileSync(
    main,
    `import { enableCompileCache, flushCompileCache } from 'node:module';
${hasCache ? `enableCompileCache(${cache});` : ''}
const before = process.cpuUsage();
for (const parse of Object.values(await import(${JSON.stringify(file)}))) parse({});
const { user, system } = process.cpuUsage(before);
flushCompileCache();
process.stdout.write(String((user + system) / 1e3));
`,
  );
  // the first run fills the cache
  const runs = Array.from({ length: 5 }, () => Number(spawnSync(process.execPath, [main], { encoding: 'utf8' }).stdout));
  return (runs.sort((a, b) => a - b)[2] ?? Number.NaN).toFixed(1);
}
