import { expect, it } from 'vitest';
import { scenarios } from './scenario.ts';
import { explore } from './systematic.ts';

it.each(['oneTool', 'parallel', 'fabricate'] as const)('survives every pair of faults: %s', async (name) => {
  const { runs, failures } = await explore(scenarios[name], 2);
  expect(failures).toEqual([]);
  expect(runs).toBeGreaterThan(10_000);
});
