import { expect, it } from 'vitest';
import { contracts } from '../../generated/contracts/index.ts';
import type { Contracts } from '../../codegen/runtime/contracts.ts';
import { synthesize } from './synthesize.ts';
import { list, object, text, type JsonObject, type Resource, type Template } from './template.ts';

const dev = () => synthesize({ env: 'dev' });
const prod = () => synthesize({ env: 'prod' });

const stateful = ['AWS::DynamoDB::Table', 'AWS::SQS::Queue', 'AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::Logs::LogGroup'];

function everyOf(template: Template, types: readonly string[]): readonly Resource[] {
  const found = types.flatMap((type) => template.of(type));
  expect(found.length).toBeGreaterThan(types.length);
  return found;
}

function statementsOf(policy: JsonObject): readonly JsonObject[] {
  return list(object(policy['PolicyDocument'])['Statement']).map(object);
}

it('destroys everything in dev and keeps everything stateful in prod', () => {
  expect(everyOf(dev(), stateful).filter(({ deletionPolicy }) => deletionPolicy !== 'Delete')).toEqual([]);
  expect(everyOf(prod(), stateful).filter(({ deletionPolicy }) => deletionPolicy !== 'Retain')).toEqual([]);
  expect(dev().of('Custom::S3AutoDeleteObjects')).toHaveLength(contracts.buckets.length);
  expect(prod().of('Custom::S3AutoDeleteObjects')).toEqual([]);
});

it('makes every table on demand, restorable, encrypted with the key, and undeletable in prod', () => {
  for (const { properties } of prod().of('AWS::DynamoDB::Table')) {
    expect(properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      DeletionProtectionEnabled: true,
    });
  }
  expect(
    dev()
      .of('AWS::DynamoDB::Table')
      .map(({ properties }) => properties['DeletionProtectionEnabled']),
  ).toEqual(contracts.tables.map(() => false));
});

it('makes the bucket private, encrypted, versioned and written once', () => {
  const [bucket] = prod().of('AWS::S3::Bucket');
  expect(bucket?.properties).toMatchObject({
    BucketName: 'arbiter-prod-code-111122223333-us-east-1',
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    VersioningConfiguration: { Status: 'Enabled' },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  });
  expect(JSON.stringify(bucket?.properties['BucketEncryption'])).toContain('aws:kms');
  expect(object(bucket?.properties['LifecycleConfiguration'])['Rules']).toEqual([
    {
      Id: 'versions',
      Status: 'Enabled',
      NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      ExpiredObjectDeleteMarker: true,
    },
    { Id: 'expire-payloads', Status: 'Enabled', Prefix: 'payloads/', ExpirationInDays: 90 },
  ]);
  const writtenOnce = prod()
    .of('AWS::S3::BucketPolicy')
    .flatMap(({ properties }) => statementsOf(properties))
    .find(({ Sid }) => Sid === 'WrittenOnce');
  expect(writtenOnce).toMatchObject({
    Effect: 'Deny',
    Action: 's3:PutObject',
    Condition: { Null: { 's3:if-none-match': 'true' } },
    Resource: ['agents/*', 'tools/*'].map((keys) => `arn:aws:s3:::arbiter-prod-code-111122223333-us-east-1/${keys}`),
  });
});

it('refuses whatever does not come over TLS', () => {
  const policies = everyOf(prod(), ['AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy', 'AWS::S3::BucketPolicy']);
  expect(policies).toHaveLength(contracts.queues.length + 1 + contracts.buckets.length);
  for (const { logicalId, properties } of policies) {
    const denied = statementsOf(properties).some(
      (statement) => statement['Effect'] === 'Deny' && JSON.stringify(statement['Condition']) === '{"Bool":{"aws:SecureTransport":"false"}}',
    );
    expect(denied, logicalId).toBe(true);
  }
});

it('lets only its own rule write to a queue from outside', () => {
  const rule = (name: string) => `arn:aws:events:us-east-1:111122223333:rule/arbiter-dev/arbiter-dev-${name}`;
  const allowed = dev()
    .of('AWS::SQS::QueuePolicy')
    .flatMap(({ properties }) => statementsOf(properties))
    .filter((statement) => statement['Effect'] === 'Allow');
  expect(
    allowed.map((statement) => ({
      queue: text(statement['Resource']).split(':').pop(),
      who: statement['Principal'],
      action: statement['Action'],
      when: statement['Condition'],
    })),
  ).toEqual(
    ['undelivered', 'inbox']
      .map((queue) => ({
        queue: `arbiter-dev-${queue}`,
        who: { Service: 'events.amazonaws.com' },
        action: 'sqs:SendMessage',
        when: { ArnEquals: { 'aws:SourceArn': [rule('task-request'), rule('task-completion')] }, StringEquals: { 'aws:SourceAccount': '111122223333' } },
      }))
      .toSorted((a, b) => order(allowed, a.queue) - order(allowed, b.queue)),
  );
});

function order(statements: readonly JsonObject[], queue: string): number {
  return statements.findIndex((statement) => text(statement['Resource']).endsWith(`:${queue}`));
}

it('retries an undelivered event twice within two hours, then keeps it, and takes events of its own account only', () => {
  const rules = dev()
    .of('AWS::Events::Rule')
    .filter(({ properties }) => properties['EventPattern'] !== undefined && properties['Name'] !== 'arbiter-dev-critical-errors');
  expect(rules.map(({ properties }) => properties)).toEqual(
    ['task.request', 'task.completion'].map((name) => ({
      Name: `arbiter-dev-${name.replace('.', '-')}`,
      Description: `${name} to inbox`,
      EventBusName: 'arbiter-dev',
      EventPattern: { source: [name], 'detail-type': [name], account: ['111122223333'] },
      State: 'ENABLED',
      Targets: [
        {
          Id: 'inbox',
          Arn: 'arn:aws:sqs:us-east-1:111122223333:arbiter-dev-inbox',
          RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 7200 },
          DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:111122223333:arbiter-dev-undelivered' },
        },
      ],
    })),
  );
});

it('tells the alarm topic of every critical error, and lets nothing but its alarms and that rule publish there', () => {
  const { properties } = dev().one('AWS::Events::Rule', 'Name', 'arbiter-dev-critical-errors');
  expect(properties).toMatchObject({
    EventBusName: 'arbiter-dev',
    EventPattern: { source: ['arbiter'], 'detail-type': ['error'], detail: { severity: ['critical'] }, account: ['111122223333'] },
    State: 'ENABLED',
    Targets: [{ Arn: 'arn:aws:sns:us-east-1:111122223333:arbiter-dev-alarms', RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 7200 } }],
  });
  const [target] = list(properties['Targets']).map(object);
  const { InputPathsMap, InputTemplate } = object(target?.['InputTransformer']);
  const asked = [...text(InputTemplate).matchAll(/<([a-z]+)>/gu)].map(([, name]) => name);
  expect(asked.toSorted()).toEqual(Object.keys(object(InputPathsMap)).toSorted());
  const allowed = dev()
    .of('AWS::SNS::TopicPolicy')
    .flatMap((policy) => statementsOf(policy.properties))
    .filter((statement) => statement['Effect'] === 'Allow')
    .map((statement) => [statement['Principal'], statement['Action'], statement['Condition']]);
  expect(allowed).toEqual([
    [{ Service: 'cloudwatch.amazonaws.com' }, 'sns:Publish', expect.objectContaining({ StringEquals: { 'aws:SourceAccount': '111122223333' } })],
    [
      { Service: 'events.amazonaws.com' },
      'sns:Publish',
      {
        ArnEquals: { 'aws:SourceArn': 'arn:aws:events:us-east-1:111122223333:rule/arbiter-dev/arbiter-dev-critical-errors' },
        StringEquals: { 'aws:SourceAccount': '111122223333' },
      },
    ],
  ]);
});

it('runs functions on Node.js 24 on arm64 with a log group, tracing and a bounded concurrency each', () => {
  const functions = dev()
    .of('AWS::Lambda::Function')
    .filter(({ properties }) => properties['FunctionName'] !== undefined);
  expect(
    functions.map(({ properties: { FunctionName, ReservedConcurrentExecutions, RecursiveLoop, Timeout, MemorySize } }) => ({
      FunctionName,
      ReservedConcurrentExecutions,
      RecursiveLoop,
      Timeout,
      MemorySize,
    })),
  ).toEqual([
    { FunctionName: 'arbiter-dev-supervisor', ReservedConcurrentExecutions: 20, RecursiveLoop: 'Allow', Timeout: 600, MemorySize: 512 },
    { FunctionName: 'arbiter-dev-worker', ReservedConcurrentExecutions: 50, RecursiveLoop: 'Allow', Timeout: 900, MemorySize: 1024 },
    { FunctionName: 'arbiter-dev-fabricator', ReservedConcurrentExecutions: 5, RecursiveLoop: 'Allow', Timeout: 900, MemorySize: 1024 },
    { FunctionName: 'arbiter-dev-dead-letter', ReservedConcurrentExecutions: 4, RecursiveLoop: 'Allow', Timeout: 60, MemorySize: 256 },
    { FunctionName: 'arbiter-dev-sweeper', ReservedConcurrentExecutions: 1, RecursiveLoop: undefined, Timeout: 50, MemorySize: 256 },
    { FunctionName: 'arbiter-dev-seed', ReservedConcurrentExecutions: 1, RecursiveLoop: undefined, Timeout: 120, MemorySize: 256 },
  ]);
  for (const { properties } of functions) {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'INFO', LogGroup: `/aws/lambda/${text(properties['FunctionName'])}` },
    });
  }
});

it('keeps logs 7 days in dev and 30 in prod', () => {
  expect(
    new Set(
      dev()
        .of('AWS::Logs::LogGroup')
        .map(({ properties }) => properties['RetentionInDays']),
    ),
  ).toEqual(new Set([7]));
  expect(
    new Set(
      prod()
        .of('AWS::Logs::LogGroup')
        .map(({ properties }) => properties['RetentionInDays']),
    ),
  ).toEqual(new Set([30]));
  expect(prod().of('AWS::Logs::LogGroup')).toHaveLength(contracts.functions.length);
});

it('feeds each function from its queues, a record that fails alone going back alone', () => {
  expect(
    dev()
      .of('AWS::Lambda::EventSourceMapping')
      .map(({ properties }) => [
        text(properties['EventSourceArn']).split(':').pop(),
        properties['FunctionName'],
        properties['BatchSize'],
        properties['ScalingConfig'],
        properties['FunctionResponseTypes'],
      ]),
  ).toEqual([
    ['arbiter-dev-inbox', 'arbiter-dev-supervisor', 1, { MaximumConcurrency: 20 }, ['ReportBatchItemFailures']],
    ['arbiter-dev-worker', 'arbiter-dev-worker', 1, { MaximumConcurrency: 50 }, ['ReportBatchItemFailures']],
    ['arbiter-dev-fabricator', 'arbiter-dev-fabricator', 1, { MaximumConcurrency: 5 }, ['ReportBatchItemFailures']],
    ['arbiter-dev-worker-dead-letter', 'arbiter-dev-dead-letter', 10, { MaximumConcurrency: 2 }, ['ReportBatchItemFailures']],
    ['arbiter-dev-fabricator-dead-letter', 'arbiter-dev-dead-letter', 10, { MaximumConcurrency: 2 }, ['ReportBatchItemFailures']],
  ]);
});

it("seeds after every table, queue, bucket and bus is there, and gives up after the function's own time", () => {
  const [seed] = dev().of('Custom::ArbiterDevSeed');
  expect(seed?.properties).toEqual({ ServiceToken: 'arn:aws:lambda:us-east-1:111122223333:function:arbiter-dev-seed', ServiceTimeout: '180', version: 'v1' });
  const needed = dev()
    .resources.filter(({ type }) => ['AWS::DynamoDB::Table', 'AWS::SQS::Queue', 'AWS::S3::Bucket', 'AWS::Events::EventBus'].includes(type))
    .map(({ logicalId }) => logicalId);
  expect(needed.length).toBeGreaterThan(10);
  expect(needed.filter((id) => seed?.dependsOn.includes(id) !== true)).toEqual([]);
});

it('puts names, URLs and ARNs of tables, queues, bucket and bus into the outputs', () => {
  const { outputs } = prod();
  expect(outputs).toMatchObject({
    Environment: 'prod',
    TableOrchestrationName: 'arbiter-prod-orchestration',
    TableWorkerStateArn: 'arn:aws:dynamodb:us-east-1:111122223333:table/arbiter-prod-worker-state',
    QueueWorkerUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/arbiter-prod-worker',
    QueueFabricatorArn: 'arn:aws:sqs:us-east-1:111122223333:arbiter-prod-fabricator',
    BucketCodeName: 'arbiter-prod-code-111122223333-us-east-1',
    BusArbiterName: 'arbiter-prod',
    AlarmTopicArn: 'arn:aws:sns:us-east-1:111122223333:arbiter-prod-alarms',
  });
  expect(Object.keys(outputs)).toHaveLength(3 + 2 * contracts.tables.length + 3 * contracts.queues.length + 2 * contracts.buckets.length + 2);
});

it('subscribes the address for alarms', () => {
  const template = synthesize({ env: 'prod', alarmEmail: 'on-call@example.com' });
  expect(template.of('AWS::SNS::Subscription').map(({ properties }) => [properties['Protocol'], properties['Endpoint']])).toEqual([
    ['email', 'on-call@example.com'],
  ]);
});

it('reserves no concurrency where the account has none to spare', () => {
  const functions = synthesize({ env: 'dev', reserveConcurrency: 'false' }).of('AWS::Lambda::Function');
  expect(functions.filter(({ properties }) => properties['ReservedConcurrentExecutions'] !== undefined)).toEqual([]);
});

it('refuses an environment, a model and a number that it does not know, saying what to give', () => {
  expect(() => synthesize({ env: 'staging' })).toThrow('there is no environment "staging": give "-c env=dev" or "-c env=prod"');
  expect(() => synthesize({ env: 'dev', 'model.agent': 'arn:aws:bedrock:eu-west-1:1:application-inference-profile/x' })).toThrow(
    'is an ARN: give the id of a foundation model',
  );
  expect(() => synthesize({ env: 'dev', 'model.agent': 'amazon.nova-micro-v1:0,ollama:llama' })).toThrow(
    'names "ollama:llama", which works on this machine only',
  );
  expect(() => synthesize({ env: 'dev', 'model.guardrail': 'gr1' })).toThrow('give "<guardrail id>:<version>"');
  expect(() => synthesize({ env: 'dev', 'model.prices': 'no-such-file.json' })).toThrow('the prices in no-such-file.json cannot be read');
  expect(() => synthesize({ env: 'dev', costPerHourUsd: 'much' })).toThrow('"-c costPerHourUsd=much" is not a positive number');
});

it('deploys a table, a queue, a rule and a function that only the schemas know of', () => {
  const more: Contracts = {
    ...contracts,
    tables: [...contracts.tables, { name: 'audit', description: 'Audit.', partitionKey: { name: 'id', type: 'S' }, indexes: [], entities: ['audit'] }],
    queues: [
      ...contracts.queues,
      {
        name: 'audit',
        description: 'Audit.',
        visibilityTimeoutSeconds: 60,
        retentionSeconds: 3600,
        redrive: { deadLetterQueue: 'audit-dead-letter', maxReceiveCount: 3 },
        isDeadLetterQueue: false,
        messages: [],
      },
      {
        name: 'audit-dead-letter',
        description: 'Dead letters of audit.',
        visibilityTimeoutSeconds: 60,
        retentionSeconds: 1209600,
        isDeadLetterQueue: true,
        messages: [],
      },
    ],
    rules: [
      ...contracts.rules,
      {
        name: 'audit',
        pattern: { source: ['supervisor'], 'detail-type': ['orchestration.completed'] },
        targetQueue: 'audit',
        maximumRetryAttempts: 2,
        maximumEventAgeSeconds: 7200,
        deadLetterQueue: 'undelivered',
      },
    ],
    functions: [
      ...contracts.functions,
      {
        name: 'audit',
        description: 'Audit.',
        entry: 'handlers/audit/index.ts',
        timeoutSeconds: 10,
        memoryMb: 128,
        trigger: { type: 'queues', queues: ['audit'], batchSize: 10, reportBatchItemFailures: true },
        uses: [{ type: 'table', table: 'audit', actions: ['Put'] }],
        environment: { TABLE_AUDIT: { table: 'audit' } },
      },
    ],
  };
  const template = synthesize({ env: 'dev' }, more);
  const lambda = template.one('AWS::Lambda::Function', 'FunctionName', 'arbiter-dev-audit');
  expect(object(object(lambda.properties['Environment'])['Variables'])['TABLE_AUDIT']).toBe('arbiter-dev-audit');
  expect(template.one('AWS::Events::Rule', 'Name', 'arbiter-dev-audit').properties['EventBusName']).toBe('arbiter-dev');
  expect(template.of('AWS::CloudWatch::Alarm').filter(({ properties }) => text(properties['AlarmName']).endsWith('-audit')).length).toBeGreaterThan(4);
});
