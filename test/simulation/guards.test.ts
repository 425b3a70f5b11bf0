/** Each guard, removed, is found. The removal happens in a process of its own, while it loads the source. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { guards } from './guards.ts';

it.each(guards.map((guard, index) => [guard.name, index, guard.removals.length] as const))(
  'finds out when this is missing: %s',
  async (_name, index, removals) => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      path.join(import.meta.dirname, 'without-guard.ts'),
      String(index),
    ]);
    const result = JSON.parse(stdout) as { readonly found?: string; readonly removed: number };
    expect(result.removed).toBe(removals);
    expect(result.found).toMatch(/^[SCLO]\d+: /u);
  },
);
