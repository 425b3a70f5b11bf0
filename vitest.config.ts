import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // One project a kind of test: what starts processes or synthesizes stacks gets more time and fewer neighbours.
    projects: [
      { test: { name: 'unit', include: ['test/{core,handlers,agents,architecture,examples,codegen,contract,eval}/**/*.test.ts'], testTimeout: 30_000 } },
      { test: { name: 'runtime', include: ['test/{local,cli}/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false } },
      { test: { name: 'simulation', include: ['test/simulation/**/*.test.ts'], testTimeout: 600_000 } },
      { test: { name: 'infra', include: ['test/infra/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000 } },
    ],
    passWithNoTests: false,
  },
});
