import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // One project a kind of test, one kind after the other: what starts processes or synthesizes stacks gets more time and
    // no neighbours, so that a busy machine changes no outcome.
    projects: [
      { test: { name: 'unit', include: ['test/{core,handlers,agents,architecture,codegen,contract,eval,recipes}/**/*.test.ts', 'test/local/model/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 60_000, sequence: { groupOrder: 0 } } },
      { test: { name: 'runtime', include: ['test/{local,cli,sdk,console}/**/*.test.ts'], exclude: ['test/local/model/**'], testTimeout: 240_000, hookTimeout: 120_000, fileParallelism: false, sequence: { groupOrder: 1 } } },
      { test: { name: 'simulation', include: ['test/simulation/**/*.test.ts'], testTimeout: 900_000, sequence: { groupOrder: 2 } } },
      { test: { name: 'infra', include: ['test/infra/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000, sequence: { groupOrder: 3 } } },
    ],
    passWithNoTests: false,
  },
});
