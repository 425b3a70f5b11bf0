import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { run } from '../../../codegen/commands/run.ts';

const root = join(import.meta.dirname, '..', '..', '..');

it('loads nothing that a run without findings does not need: each part costs as much as ten messages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'generate-'));
  try {
    const document = { asyncapi: '3.0.0', info: { title: 'x', version: '1' }, components: { messages: { a: { payload: { type: 'object' } } } } };
    writeFileSync(join(folder, 'asyncapi.json'), JSON.stringify(document));
    const script = `
      import { createRequire } from 'node:module';
      import { run } from ${JSON.stringify(join(root, 'codegen', 'commands', 'run.ts'))};
      const output = { out: () => {}, err: () => {}, cwd: ${JSON.stringify(folder)}, stdin: [] };
      process.exitCode = await run(['generate', '--schemas', '.', '--out', 'out'], output);
      process.stdout.write(Object.keys(createRequire(import.meta.url).cache).join('\\n'));`;
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    const packages = new Set(stdout.split('\n').map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path));
    expect(packages).toContain('json-schema-to-typescript');
    for (const heavy of ['prettier', '@apidevtools/json-schema-ref-parser', 'yaml', 'js-yaml']) expect(packages).not.toContain(heavy);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

// Node's recursive mkdir never comes back there.
it.skipIf(process.platform !== 'linux').each(['generate', 'docs'])('%s says that the output folder cannot be made', (command) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['codegen/main.ts', command, '--out', '/proc/none/deep'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`${command}: ENOENT: no such file or directory, mkdir '/proc/none'`);
});

it.each(['generate', 'check', 'docs'])('%s says that the output folder is a file', async (command) => {
  const folder = mkdtempSync(join(tmpdir(), 'generate-'));
  try {
    writeFileSync(join(folder, 'asyncapi.json'), JSON.stringify({ asyncapi: '3.0.0', info: { title: 'x', version: '1.0.0' }, channels: {} }));
    writeFileSync(join(folder, 'out'), '');
    let err = '';
    const output = { out: () => {}, err: (text: string) => void (err += text), cwd: folder, stdin: Readable.from([]) };
    expect(await run([command, '--schemas', '.', '--out', 'out'], output)).toBe(2);
    expect(err).toMatch(new RegExp(`^${command}: ENOTDIR: .*/out'.*\n$`));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
