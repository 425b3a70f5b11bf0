/** The workflows run scripts and commands that exist, with no more rights than they need. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { expect, it } from 'vitest';
import { commands } from '../../codegen/commands/index.ts';
import { run } from '../../codegen/commands/run.ts';
import { list, object, text, type Json, type JsonObject } from './template.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, '.github/workflows');
const workflows = readdirSync(folder).map((file) => ({ file, workflow: object(load(readFileSync(path.join(folder, file), 'utf8')) as Json) }));

function stepsOf(workflow: JsonObject): readonly JsonObject[] {
  return Object.values(object(workflow['jobs'])).flatMap((job) => list(object(job)['steps']).map(object));
}

const steps = workflows.flatMap(({ workflow }) => stepsOf(workflow));
const runs = steps.flatMap(({ run }) => (run === undefined ? [] : [text(run)]));

it('are the two of this repository and the reusable one', () => {
  expect(workflows.map(({ file }) => file).toSorted()).toEqual(['ci.yml', 'publish-sdk.yml', 'validate-contracts.yml']);
  expect(Object.keys(object(workflows.find(({ file }) => file === 'ci.yml')?.workflow['jobs']))).toEqual(['contracts', 'test', 'synth', 'sdk']);
});

it('may read the repository and nothing else, but for the identity that provenance needs', () => {
  for (const { workflow } of workflows) expect(workflow['permissions']).toEqual({ contents: 'read' });
  const jobs = workflows.flatMap(({ file, workflow }) => Object.values(object(workflow['jobs'])).map((job) => [file, object(job)['permissions']] as const));
  expect(jobs.filter(([, permissions]) => permissions !== undefined)).toEqual([['publish-sdk.yml', { contents: 'read', 'id-token': 'write' }]]);
});

it('use actions of GitHub at a fixed major version, and a time limit for every job', () => {
  const used = steps.flatMap(({ uses }) => (uses === undefined ? [] : [text(uses)]));
  expect(used.length).toBeGreaterThan(8);
  expect(used.filter((action) => !/^actions\/[\w-]+@v\d+$/u.test(action))).toEqual([]);
  for (const { workflow } of workflows)
    for (const job of Object.values(object(workflow['jobs']))) expect(object(job)['timeout-minutes']).toBeLessThanOrEqual(45);
});

it('run only scripts of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };
  const used = new Set(
    runs
      .flatMap((run) => [...run.matchAll(/\bnpm (?:run )?([\w:-]+)/gu)].map(([, script]) => script ?? ''))
      .filter((script) => !['ci', 'install', 'publish'].includes(script)),
  );
  expect([...used].toSorted()).toEqual(['check', 'diff', 'sdk', 'synth', 'test']);
  expect([...used].filter((script) => scripts[script] === undefined).toSorted()).toEqual([]);
});

it('run only commands of the toolchain', () => {
  const used = new Set(runs.flatMap((run) => [...run.matchAll(/codegen\/main\.ts ([a-z]+)/gu)].map(([, command]) => command ?? '')));
  expect([...used].toSorted()).toEqual(['check', 'diff', 'validate']);
  expect([...used].filter((name) => !Object.keys(commands).includes(name))).toEqual([]);
});

it('compare with a released baseline that is there', async () => {
  let said = '';
  const add = (part: string): void => void (said += part);
  async function* nothing(): AsyncGenerator<string> {}
  const code = await run(['diff', '--format', 'json'], { out: add, err: add, cwd: root, stdin: nothing() });
  expect(code, said).toBeLessThan(2);
});

it('put no expression that a stranger writes into a shell', () => {
  expect(runs.filter((run) => /\$\{\{(?! matrix\.)/u.test(run))).toEqual([]);
});
