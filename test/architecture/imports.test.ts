/** Who may import whom (handlers/ARCHITECTURE.md). Resolves every import, static, type-only and dynamic alike. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

interface Rule {
  readonly from: RegExp;
  /** Project files it may import, beside its own folder as matched. */
  readonly files: readonly RegExp[];
  /** Packages it may import; `node:` counts as one. */
  readonly packages: readonly RegExp[];
}

const rules: readonly Rule[] = [
  {
    from: /^codegen\/emit\//u,
    files: [/^codegen\/(emit\/[^/]+\/|model\/|print\/|runtime\/|diagnostics|load\/pointer\.ts)/u],
    packages: [/^json-schema-to-typescript$/u, /^ajv/u],
  },
  { from: /^codegen\/runtime\//u, files: [/^codegen\/runtime\//u], packages: [/^@aws-sdk\//u] },
  { from: /^codegen\//u, files: [/^codegen\//u], packages: [/./u] },
  { from: /^generated\//u, files: [/^generated\//u, /^codegen\/runtime\//u], packages: [/^electrodb$/u, /^@aws-sdk\//u] },
  { from: /^handlers\/core\//u, files: [/^generated\/(events|messages|tables|agents)\//u, /^handlers\/core\//u], packages: [] },
  {
    from: /^handlers\/shell\//u,
    files: [/^handlers\/(core|shell)\//u, /^generated\//u, /^codegen\/runtime\//u],
    packages: [/^node:(crypto|util|vm)$/u, /^ajv/u, /^aws-lambda$/u, /^minisearch$/u],
  },
  { from: /^handlers\/adapters\/aws\//u, files: [/^handlers\//u, /^generated\//u, /^codegen\/runtime\//u], packages: [/./u] },
  // By provider: what is of one provider, what records, and what chooses among them.
  { from: /^handlers\/adapters\/openai\//u, files: [/^handlers\/(core|shell|fabricator)\//u], packages: [/^openai/u, /^@strands-agents\/sdk/u] },
  { from: /^handlers\/adapters\/recording\//u, files: [/^handlers\/(core|shell|fabricator)\//u], packages: [/^node:fs$/u, /^@strands-agents\/sdk$/u] },
  {
    from: /^handlers\/adapters\/models\//u,
    files: [/^handlers\/(shell|fabricator|adapters)\//u, /^codegen\/runtime\//u],
    packages: [/^@aws-sdk\/client-bedrock-runtime$/u, /^node:fs$/u],
  },
  { from: /^handlers\/adapters\/[^/]+\.ts$/u, files: [/^handlers\/(core|shell)\//u, /^generated\//u, /^codegen\/runtime\//u], packages: [] },
  {
    from: /^handlers\/adapters\/memory\//u,
    files: [
      /^handlers\/adapters\/[^/]+\.ts$/u,
      /^handlers\/(core|shell|adapters\/memory|supervisor|worker|seed|sweeper|dead-letter|fabricator)\//u,
      /^generated\//u,
      /^codegen\/runtime\//u,
    ],
    packages: [/^node:crypto$/u],
  },
  { from: /^handlers\/[^/]+\/index\.ts$/u, files: [/^handlers\/(adapters\/aws|agents)\//u, /^handlers\/[^/]+\//u], packages: [] },
  { from: /^handlers\/sandbox\//u, files: [/^handlers\/(sandbox|shell|core)\//u, /^generated\//u], packages: [/^node:/u, /^quickjs-wasi/u] },
  {
    from: /^handlers\/fabricator\//u,
    files: [/^handlers\/(fabricator|core|shell|sandbox|prompts)\//u, /^generated\//u, /^codegen\/runtime\//u],
    packages: [/^node:/u, /^aws-lambda$/u, /^@strands-agents\/sdk/u, /^oxc-parser$/u, /^typescript/u, /^json-schema-/u, /^ajv/u, /^zod$/u, /^minisearch$/u],
  },
  {
    from: /^handlers\/operator\//u,
    files: [
      /^handlers\/(operator|core|shell|supervisor)\//u,
      /^handlers\/fabricator\/(register-|gate\/gate)/u,
      /^handlers\/adapters\/memory\//u,
      /^generated\//u,
    ],
    packages: [/^node:util$/u],
  },
  { from: /^handlers\/prompts\//u, files: [], packages: [/^node:(fs|crypto)$/u] },
  { from: /^handlers\/agents\//u, files: [/^handlers\/(agents|sandbox)\//u], packages: [/^node:/u] },
  {
    from: /^handlers\//u,
    files: [/^handlers\/(core|shell|prompts)\//u, /^handlers\/(supervisor|worker|seed|sweeper|dead-letter)\//u, /^generated\//u],
    packages: [/^aws-lambda$/u],
  },
  {
    from: /^infra\/cdk\//u,
    files: [/^infra\/cdk\//u, /^generated\/contracts\//u, /^codegen\/runtime\//u],
    packages: [/^aws-cdk-lib/u, /^constructs$/u, /^cdk-nag$/u, /^node:/u, /^esbuild$/u],
  },
  {
    from: /^infra\/local\//u,
    files: [
      /^infra\/local\//u,
      /^generated\//u,
      /^codegen\/runtime\//u,
      /^codegen\/output\/create-directory\.ts$/u,
      /^handlers\/adapters\/models\/model-reference\.ts$/u,
    ],
    packages: [/^(?!aws-cdk-lib)/u],
  },
  { from: /^infra\/sdk\//u, files: [/^generated\//u, /^codegen\/runtime\//u], packages: [/^@aws-sdk\//u] },
  // Types only: what the two halves of the console say to each other.
  { from: /^infra\/console\/api\.ts$/u, files: [/^generated\/tables\//u], packages: [] },
  {
    from: /^infra\/console\/app\//u,
    files: [/^infra\/console\/(app|api\.ts)/u, /^generated\/(tables|validators\/events)\//u],
    packages: [/^preact(\/hooks)?$/u, /^@preact\/signals$/u, /^diff$/u],
  },
  {
    from: /^infra\/console\/server\//u,
    files: [
      /^infra\/console\/(server\/|api\.ts)/u,
      /^infra\/local\/(endpoints|arn|traces)\.ts$/u,
      /^handlers\/operator\/(index|handed-over)\.ts$/u,
      /^codegen\/(runtime|commands\/diff\.ts|load)/u,
      /^generated\//u,
    ],
    packages: [/^node:/u, /^@aws-sdk\//u, /^esbuild$/u],
  },
  {
    from: /^infra\/cli\//u,
    files: [
      /^infra\/(cli|local)\//u,
      /^infra\/console\/server\/(console|address)\.ts$/u,
      /^handlers\/operator\/(index|handed-over)\.ts$/u,
      /^handlers\/adapters\/(models\/(model-reference|price-list)|openai\/(connection|advice|openai-model)|recording\/(recording|recorder))\.ts$/u,
      /^handlers\/adapters\/aws\/(converse-(answer|request)|model-settings)\.ts$/u,
      /^handlers\/shell\/ports\.ts$/u,
      /^codegen\//u,
      /^generated\//u,
    ],
    packages: [/^(?!aws-cdk-lib)/u],
  },
];

const sources = ['codegen', 'generated', 'handlers', 'infra']
  .flatMap((folder) => filesBelow(folder))
  .filter((file) => /\.(ts|tsx|js|mjs)$/u.test(file) && !file.endsWith('.d.ts'));

it('finds the source files it is to judge', () => {
  expect(sources.length).toBeGreaterThan(50);
});

it('lets every file import only what its place allows', () => {
  const offences = sources.flatMap((file) => {
    const rule = rules.find(({ from }) => from.test(file));
    if (rule === undefined) return [`${file}: no rule covers it`];
    return importsOf(file).flatMap((specifier) => offence(file, specifier, rule));
  });
  expect(offences).toEqual([]);
});

it('keeps test code out of the product', () => {
  expect(sources.filter((file) => importsOf(file).some((specifier) => resolved(file, specifier).startsWith('test/')))).toEqual([]);
});

it('keeps clocks, randomness and I/O out of the core', () => {
  const core = sources.filter((file) => file.startsWith('handlers/core/'));
  expect(core.length).toBeGreaterThan(8);
  const offences = core.filter((file) =>
    /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|\bfetch\(|\bsetTimeout\b|\bcrypto\b/u.test(readFileSync(path.join(root, file), 'utf8')),
  );
  expect(offences).toEqual([]);
});

it('names no event, queue or table literally in handlers: they come from the contracts', () => {
  const handlers = sources.filter((file) => /^handlers\/(?!agents|sandbox|adapters\/memory)/u.test(file));
  const literal =
    /['"`](task\.(request|completion|dispatched)|agent\.(fabricated|activated|suspended)|tool\.registered|orchestration\.(completed|failed|cancelled|rejected)|arbiter-)/u;
  expect(handlers.filter((file) => literal.test(readFileSync(path.join(root, file), 'utf8').replaceAll(/metrics\.\w+\([^)]*\)/gu, '')))).toEqual([]);
});

function offence(file: string, specifier: string, rule: Rule): readonly string[] {
  if (!specifier.startsWith('.')) return rule.packages.some((allowed) => allowed.test(specifier)) ? [] : [`${file} imports the package ${specifier}`];
  const target = resolved(file, specifier);
  return rule.files.some((allowed) => allowed.test(target)) || sameFolder(file, target) ? [] : [`${file} imports ${target}`];
}

function sameFolder(file: string, target: string): boolean {
  return path.dirname(file) === path.dirname(target);
}

function resolved(file: string, specifier: string): string {
  return specifier.startsWith('.') ? path.relative(root, path.resolve(root, path.dirname(file), specifier)) : specifier;
}

function importsOf(file: string): readonly string[] {
  const source = readFileSync(path.join(root, file), 'utf8');
  const { module } = parseSync(file, source);
  const exported = module.staticExports
    .flatMap(({ entries }) => entries.map((entry) => entry.moduleRequest?.value))
    .filter((value) => value !== undefined && value !== null);
  const dynamic = module.dynamicImports
    .map(({ moduleRequest }) => /^['"](.*)['"]$/u.exec(source.slice(moduleRequest.start, moduleRequest.end))?.[1])
    .filter((value) => value !== undefined);
  return [...module.staticImports.map(({ moduleRequest }) => moduleRequest.value), ...exported, ...dynamic];
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}
