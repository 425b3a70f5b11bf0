/** Follows the recipes of the README to the letter, each in a copy of the repository. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
let copy = '';

afterEach(() => rmSync(copy, { recursive: true, force: true }));

/** A copy of what generating and compiling need, with the same packages. */
function copyRepository(): void {
  copy = mkdtempSync(path.join(root, 'dist-sdk-recipe-'));
  for (const name of ['schemas', 'codegen', 'generated', 'handlers', 'package.json', 'tsconfig.json'])
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  rmSync(path.join(copy, 'schemas/released'), { recursive: true, force: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
}

function run(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { cwd: copy, encoding: 'utf8' });
  expect([status, stderr], `${args.join(' ')}\n${stdout}`).toEqual([0, '']);
  return stdout;
}

/** Each code block of a recipe, with the text before it, which says where it goes. */
function blocksOf(title: string): readonly { readonly where: string; readonly text: string }[] {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  const recipe = readme.slice(readme.indexOf(`### ${title}\n`)).split(/\n##+ /u)[0] ?? '';
  let before = 0;
  return [...recipe.matchAll(/```\w+\n(.*?)```\n/gsu)].map((match) => {
    const where = recipe.slice(before, match.index);
    before = match.index + match[0].length;
    return { where, text: match[1] ?? '' };
  });
}

/** Writes a block to the file that the text before it names, or inserts it below the line that it names. */
function follow(title: string): void {
  const blocks = blocksOf(title).filter(({ where }) => !where.includes('`info.version`'));
  expect(blocks.length).toBeGreaterThan(1);
  let file = '';
  for (const { where, text } of blocks) {
    const names = [...where.matchAll(/`([^`]+)`/gu)].map(([, name]) => name ?? '');
    file = names.find((name) => name.includes('/')) ?? file;
    const keys = names.filter((name) => name.endsWith(':'));
    const target = path.join(copy, file);
    const insert = where.includes('at the end of') ? appended : inserted;
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, keys.length === 0 ? text : insert(readFileSync(target, 'utf8'), keys, text));
  }
}

function inserted(yaml: string, keys: readonly string[], text: string): string {
  const at = keys.reduce((from, key, depth) => yaml.indexOf(`\n${'  '.repeat(depth)}${key}\n`, from), 0);
  const line = yaml.indexOf('\n', at + 1) + 1;
  expect(at).toBeGreaterThan(0);
  return yaml.slice(0, line) + text + yaml.slice(line);
}

/** As {@link inserted}, below the last line of what the keys name. */
function appended(yaml: string, keys: readonly string[], text: string): string {
  const depth = keys.length - 1;
  const head = inserted(yaml, keys, '\0').indexOf('\0');
  const end = new RegExp(`^ {0,${depth * 2}}\\S`, 'mu').exec(yaml.slice(head));
  const at = end === null ? yaml.length : head + end.index;
  return yaml.slice(0, at) + text + yaml.slice(at);
}

function compile(): void {
  writeFileSync(
    path.join(copy, 'tsconfig.json'),
    readFileSync(path.join(copy, 'tsconfig.json'), 'utf8').replace(/"include": \[.*\]/u, '"include": ["generated", "handlers", "use.ts"]'),
  );
  run(path.join(root, 'node_modules/typescript/bin/tsc'), '-p', '.');
}

it('adds an event', () => {
  copyRepository();
  follow('Add an event');
  run('codegen/main.ts', 'generate');
  expect(run('codegen/main.ts', 'check')).toBe('all is well\n');
  writeFileSync(
    path.join(copy, 'use.ts'),
    "import { readAgentRated } from './generated/clients/consume.ts';\nimport { publishAgentRated } from './generated/clients/publish.ts';\nimport type { AgentRated } from './generated/events/agent-rated.v1.ts';\nconst rated: AgentRated = { agentId: 'calculator', stars: 5 };\nexport const used = [readAgentRated(JSON.stringify(rated)), publishAgentRated];\n",
  );
  compile();
  expect(readFileSync(path.join(copy, 'generated/reference/events/agent-rated.v1.md'), 'utf8')).toContain('| `stars` | `integer` | yes | 1 to 5 |');
});

it('adds the next version of an event, which check holds to a higher version of the contracts', () => {
  copyRepository();
  follow('Add an event');
  run('codegen/main.ts', 'release');
  const title = 'Add the next version of an event';
  follow(title);
  run('codegen/main.ts', 'generate');
  const low = spawnSync(process.execPath, ['codegen/main.ts', 'check'], { cwd: copy, encoding: 'utf8' });
  expect([low.status, low.stdout + low.stderr]).toEqual([1, expect.stringContaining('it must be at least')]);
  const document = path.join(copy, 'schemas/asyncapi.yaml');
  writeFileSync(document, readFileSync(document, 'utf8').replace(/^ {2}version: .*$/mu, '  version: 99.0.0'));
  run('codegen/main.ts', 'generate');
  expect(run('codegen/main.ts', 'check')).toBe('all is well\n');
  writeFileSync(path.join(copy, 'use.ts'), blocksOf(title).at(-1)?.text ?? '');
  compile();
  const event = "{ id: 'e', source: 'registry', 'detail-type': 'agent.rated', time: '', detail: { agentId: 'calculator', stars: 4 } }";
  const script = `import { readRating } from './use.ts'; console.log(JSON.stringify(readRating(${event}).message.value))`;
  expect(run('--input-type=module', '-e', script)).toBe('{"agentId":"calculator","percent":80}\n');
});

it('adds an agent', () => {
  copyRepository();
  follow('Add an agent');
  const index = path.join(copy, 'handlers/agents/index.ts');
  const text = readFileSync(index, 'utf8');
  writeFileSync(
    index,
    text
      .replace('import { unitConverter }', "import { wordReverse } from './word-reverse/descriptor.ts';\nimport { unitConverter }")
      .replace('unitConverter].map', 'unitConverter, wordReverse].map'),
  );
  run('handlers/agents/embed.ts');
  compile();
  const script =
    "import { builtInAgents } from './handlers/agents/index.ts'; console.log(builtInAgents.at(-1).agentId, builtInAgents.at(-1).source.includes('handler'))";
  expect(run('--input-type=module', '-e', script)).toBe('word-reverse true\n');
});

it('adds a table', () => {
  copyRepository();
  follow('Add a table');
  run('codegen/main.ts', 'generate');
  expect(run('codegen/main.ts', 'check')).toBe('all is well\n');
  expect(readFileSync(path.join(copy, 'generated/contracts/index.ts'), 'utf8')).toContain("name: 'agent-ratings'");
  writeFileSync(
    path.join(copy, 'use.ts'),
    "import { createAgentRatingModel } from './generated/tables/agent-rating.ts';\nexport const used = createAgentRatingModel;\n",
  );
  compile();
  expect(existsSync(path.join(copy, 'generated/reference/tables/agent-ratings.md'))).toBe(true);
});
