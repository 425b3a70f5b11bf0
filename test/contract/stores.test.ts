/** One set of cases holds the stores in memory, which the simulator runs on, and those for AWS to the same behaviour. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blobCases } from './blob-cases.ts';
import { dueCases } from './due-cases.ts';
import { startEmbeddedBackend, type EmbeddedBackend } from './embedded-backend.ts';
import { memoryBackend } from './memory-backend.ts';
import { orchestrationCases } from './orchestration-cases.ts';
import type { ConformanceCase } from './ports-under-test.ts';
import { registryCases } from './registry-cases.ts';
import { taskCases } from './task-cases.ts';

const groups: readonly (readonly [string, readonly ConformanceCase[]])[] = [
  ['orchestrations', orchestrationCases],
  ['tasks', taskCases],
  ['due', dueCases],
  ['registry', registryCases],
  ['payloads and code', blobCases],
];

test('there are at least 60 cases, each with a name of its own', () => {
  const names = groups.flatMap(([, cases]) => cases.map(({ name }) => name));
  expect(names.length).toBeGreaterThanOrEqual(60);
  expect(new Set(names).size).toBe(names.length);
});

describe('in memory', () => {
  const ports = memoryBackend();
  describe.each(groups)('%s', (_group, cases) => {
    test.each(cases)('$name', async ({ run }) => {
      await expect(run(ports)).resolves.toBeUndefined();
    });
  });
});

describe('on the embedded DynamoDB and S3', () => {
  let backend: EmbeddedBackend;
  beforeAll(async () => {
    backend = await startEmbeddedBackend();
  });
  afterAll(() => backend.stop());
  describe.each(groups)('%s', (_group, cases) => {
    test.each(cases)('$name', async ({ run }) => {
      await expect(run(backend.ports)).resolves.toBeUndefined();
    });
  });
});
