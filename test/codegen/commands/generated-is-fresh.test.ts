import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { styleFor } from '../../../codegen/commands/generate.ts';
import { run } from '../../../codegen/commands/run.ts';
import { readFrom } from '../../../codegen/load/source-set.ts';
import { findDrift } from '../../../codegen/output/folder.ts';
import { generate } from '../../../codegen/pipeline.ts';

const root = join(import.meta.dirname, '..', '..', '..');

async function cli(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await run(args, { out: (text) => (out += text), err: (text) => (err += text), cwd: root, stdin: process.stdin });
  return { code, out, err };
}

describe('our own schemas', () => {
  it('give what is committed, with no finding', async () => {
    const out = join(root, 'generated');
    const { files, diagnostics } = await generate('asyncapi.yaml', readFrom(join(root, 'schemas')), styleFor(out, true), true);
    expect(diagnostics).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
    expect(findDrift(out, files, (path) => !path.startsWith('reference/'))).toEqual({ missing: [], changed: [], stale: [] });
  });
});

describe('the command line', () => {
  it('tells its commands', async () => {
    expect((await cli('--help')).code).toBe(0);
  });

  it('exits 2 on misuse and says what to do', async () => {
    const unknown = await cli('frobnicate');
    expect(unknown.code).toBe(2);
    expect(unknown.err).toMatch(/^unknown command "frobnicate": use one of generate, check, .*, or --help\n$/);
    expect((await cli('check', '--nonsense')).code).toBe(2);
    expect((await cli('check', '--format', 'xml')).err).toBe('check: --format must be one of text, json, github, sarif, found "xml" (see "check --help")\n');
  });

  it('finds nothing changed against the same schemas', async () => {
    expect(await cli('diff', 'schemas')).toEqual({ code: 0, out: 'nothing changed that anybody could notice\n', err: '' });
  });
});
