/** Contracts of a small service with one of everything, for tests of the runtime itself. */
import type { Contracts, FunctionContract } from '../../codegen/runtime/contracts.ts';

const base = {
  description: 'A function of a test.',
  timeoutSeconds: 1,
  memoryMb: 128,
  uses: [],
  environment: {
    QUEUE_URL_WORK: { queueUrl: 'work' },
    BUS: { bus: 'small' },
    TABLE_THINGS: { table: 'things' },
    BUCKET_FILES: { bucket: 'files' },
    MODEL_MAIN: { modelRole: 'main' },
  },
} as const;

export const workFunction: FunctionContract = {
  ...base,
  name: 'work',
  entry: 'work.ts',
  trigger: { type: 'queues', queues: ['work'], batchSize: 2, maximumConcurrency: 3, reportBatchItemFailures: true },
};
export const clockFunction: FunctionContract = { ...base, name: 'clock', entry: 'clock.ts', trigger: { type: 'schedule', everySeconds: 3600 } };
export const setupFunction: FunctionContract = { ...base, name: 'setup', entry: 'setup.ts', trigger: { type: 'customResource' } };

export const smallContracts: Contracts = {
  service: 'small',
  bus: { name: 'small' },
  queues: [
    {
      name: 'work',
      description: 'Work.',
      visibilityTimeoutSeconds: 1,
      retentionSeconds: 3600,
      redrive: { deadLetterQueue: 'dead', maxReceiveCount: 2 },
      isDeadLetterQueue: false,
      messages: [],
    },
    { name: 'dead', description: 'Dead letters.', visibilityTimeoutSeconds: 30, retentionSeconds: 3600, isDeadLetterQueue: true, messages: [] },
  ],
  tables: [
    {
      name: 'things',
      description: 'Things.',
      partitionKey: { name: 'id', type: 'S' },
      indexes: [{ name: 'byKind', partitionKey: { name: 'kind', type: 'S' }, projection: [] }],
      timeToLiveAttribute: 'expiresAt',
      entities: [],
    },
  ],
  rules: [
    {
      name: 'order',
      pattern: { source: ['shop'], 'detail-type': ['order'] },
      targetQueue: 'work',
      maximumRetryAttempts: 2,
      maximumEventAgeSeconds: 60,
      deadLetterQueue: 'dead',
    },
  ],
  buckets: [{ name: 'files', description: 'Files.', prefixes: ['old/'], expireDays: { 'old/': 1 } }],
  functions: [workFunction, clockFunction, setupFunction],
  events: [],
  agents: [],
};
