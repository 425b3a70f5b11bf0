/**
 * What each function may do, literally. A line here is the review of a grant: whoever widens a role meets it.
 * `E` is the environment's prefix; account and region are left out.
 */
import { expect, it } from 'vitest';
import { contracts } from '../../generated/contracts/index.ts';
import { describeStatement, statementsOfRole } from './role.ts';
import { synthesize } from './synthesize.ts';
import { object } from './template.ts';

const template = () => synthesize({ env: 'dev' });
const statements = (name: string) => statementsOfRole(template(), `arbiter-dev-${name}`).map(describeStatement);

const MODEL = 'anthropic.claude-sonnet-4-6';
const KEY = 'kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:ReEncryptFrom kms:ReEncryptTo on kms:key/Key961B73FD when';
const PRESENT = '"Null":{"events:source":"false","events:detail-type":"false"}';

function ownLogs(name: string): readonly string[] {
  return [
    `Allow logs:CreateLogStream logs:PutLogEvents on logs:log-group:/aws/lambda/E-${name}:*`,
    'Allow xray:PutTelemetryRecords xray:PutTraceSegments on *',
  ];
}

function receive(...queues: readonly string[]): string {
  return `Allow sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage on ${queues.map((queue) => `sqs:E-${queue}`).join(' ')}`;
}

function models(actions: string): readonly string[] {
  return [
    `Allow ${actions} on bedrock:inference-profile/us.${MODEL}`,
    `Allow ${actions} on bedrock:us-*::foundation-model/${MODEL} bedrock:ca-*::foundation-model/${MODEL} when {"StringEquals":{"bedrock:InferenceProfileArn":"arn:aws:bedrock:inference-profile/us.${MODEL}"}}`,
  ];
}

function publish(sources: readonly string[], detailTypes: readonly string[]): string {
  return `Allow events:PutEvents on events:event-bus/E when {"ForAllValues:StringEquals":${JSON.stringify({ 'events:source': sources, 'events:detail-type': detailTypes })},${PRESENT}}`;
}

function key(...services: readonly string[]): string {
  return `Allow ${KEY} {"StringEquals":{"kms:ViaService":${JSON.stringify(services.map((service) => `${service}.us-east-1.amazonaws.com`))}}}`;
}

it('lets the supervisor plan, delegate and tell, and nothing else', () => {
  expect(statements('supervisor')).toEqual([
    ...ownLogs('supervisor'),
    receive('inbox'),
    'Allow dynamodb:ConditionCheckItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem on dynamodb:table/E-orchestration dynamodb:table/E-orchestration/index/due dynamodb:table/E-orchestration/index/byDay',
    'Allow dynamodb:ConditionCheckItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem on dynamodb:table/E-worker-state',
    'Allow dynamodb:GetItem dynamodb:Query on dynamodb:table/E-agent-config dynamodb:table/E-agent-config/index/byState',
    'Allow dynamodb:GetItem on dynamodb:table/E-operator-switch',
    'Allow s3:GetObject s3:PutObject on s3:::E-code/payloads/*',
    'Allow s3:ListBucket on s3:::E-code',
    'Allow sqs:GetQueueUrl sqs:SendMessage on sqs:E-inbox',
    'Allow sqs:GetQueueUrl sqs:SendMessage on sqs:E-worker',
    'Allow sqs:GetQueueUrl sqs:SendMessage on sqs:E-fabricator',
    ...models('bedrock:InvokeModel'),
    publish(
      ['supervisor', 'arbiter'],
      [
        'orchestration.started',
        'orchestration.turn.completed',
        'task.dispatched',
        'orchestration.completed',
        'orchestration.failed',
        'orchestration.cancelled',
        'orchestration.rejected',
        'error',
      ],
    ),
    key('dynamodb', 's3', 'sqs'),
  ]);
});

it('lets the worker claim, read, run and complete, and write no code or config', () => {
  expect(statements('worker')).toEqual([
    ...ownLogs('worker'),
    receive('worker'),
    'Allow dynamodb:GetItem dynamodb:UpdateItem on dynamodb:table/E-worker-state',
    'Allow dynamodb:GetItem on dynamodb:table/E-agent-config',
    'Allow dynamodb:GetItem on dynamodb:table/E-agent-version',
    'Allow dynamodb:GetItem on dynamodb:table/E-tools-config',
    'Allow dynamodb:GetItem on dynamodb:table/E-operator-switch',
    'Allow s3:GetObject on s3:::E-code/agents/* s3:::E-code/tools/* s3:::E-code/payloads/*',
    'Allow s3:ListBucket on s3:::E-code',
    'Allow s3:PutObject on s3:::E-code/payloads/*',
    ...models('bedrock:InvokeModel'),
    publish(['task.completion', 'arbiter'], ['task.completion', 'error']),
    key('dynamodb', 's3', 'sqs'),
  ]);
});

it('lets the fabricator write code and agents but no agent that the contracts declare', () => {
  expect(statements('fabricator')).toEqual([
    ...ownLogs('fabricator'),
    receive('fabricator'),
    'Allow dynamodb:GetItem dynamodb:UpdateItem on dynamodb:table/E-worker-state',
    'Allow dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem on dynamodb:table/E-agent-config dynamodb:table/E-agent-config/index/byState',
    'Allow dynamodb:GetItem dynamodb:PutItem dynamodb:Query on dynamodb:table/E-agent-version',
    'Allow dynamodb:GetItem dynamodb:PutItem dynamodb:Query on dynamodb:table/E-tools-config dynamodb:table/E-tools-config/index/byState',
    'Allow dynamodb:GetItem on dynamodb:table/E-operator-switch',
    'Allow s3:GetObject s3:PutObject on s3:::E-code/agents/* s3:::E-code/tools/* s3:::E-code/payloads/*',
    'Allow s3:ListBucket on s3:::E-code',
    ...models('bedrock:InvokeModel bedrock:InvokeModelWithResponseStream'),
    publish(
      ['task.completion', 'agent.fabricated', 'registry', 'arbiter'],
      ['task.completion', 'agent.fabricated', 'agent.registered', 'agent.activated', 'tool.registered', 'error'],
    ),
    'Deny dynamodb:DeleteItem dynamodb:PutItem dynamodb:UpdateItem on dynamodb:table/E-agent-config dynamodb:table/E-agent-version when {"ForAnyValue:StringEquals":{"dynamodb:LeadingKeys":["fabricator"]}}',
    key('dynamodb', 's3', 'sqs'),
  ]);
});

it('lets the dead-letter function read dead letters and complete', () => {
  expect(statements('dead-letter')).toEqual([
    ...ownLogs('dead-letter'),
    receive('worker-dead-letter', 'fabricator-dead-letter'),
    publish(['task.completion', 'arbiter'], ['task.completion', 'error']),
    key('sqs'),
  ]);
});

it('lets the sweeper query what is due and wake it', () => {
  expect(statements('sweeper')).toEqual([
    ...ownLogs('sweeper'),
    'Allow dynamodb:Query on dynamodb:table/E-orchestration/index/due',
    'Allow sqs:GetQueueUrl sqs:SendMessage on sqs:E-inbox',
    publish(['arbiter'], ['error']),
    key('dynamodb', 'sqs'),
  ]);
});

it('lets seeding write agents and their code', () => {
  expect(statements('seed')).toEqual([
    ...ownLogs('seed'),
    'Allow dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem on dynamodb:table/E-agent-config',
    'Allow dynamodb:GetItem dynamodb:PutItem dynamodb:Query on dynamodb:table/E-agent-version',
    'Allow s3:PutObject on s3:::E-code/agents/*',
    publish(['registry', 'arbiter'], ['agent.activated', 'error']),
    key('dynamodb', 's3'),
  ]);
});

it('knows the role of every function', () => {
  expect(contracts.functions.map(({ name }) => name)).toEqual(['supervisor', 'worker', 'fabricator', 'dead-letter', 'sweeper', 'seed']);
  // Beside these only CDK's own helper, which empties the bucket when a dev stack is deleted.
  expect(
    template()
      .of('AWS::IAM::Role')
      .map(({ logicalId }) => logicalId.replace(/[0-9A-F]{8}$/u, ''))
      .toSorted(),
  ).toEqual(
    ['CustomS3AutoDeleteObjectsCustomResourceProviderRole', 'RoleDeadLetter', 'RoleFabricator', 'RoleSeed', 'RoleSupervisor', 'RoleSweeper', 'RoleWorker'].map(
      (id) => expect.stringContaining(id.slice(0, 10)),
    ),
  );
});

it('names exactly the models that are configured, in the regions that their profile routes to', () => {
  const bedrock = (context: Readonly<Record<string, string>>) =>
    statementsOfRole(synthesize({ env: 'dev', ...context }), 'arbiter-dev-worker')
      .map(describeStatement)
      .filter((line) => line.includes('bedrock:'));
  expect(bedrock({ 'model.agent': 'amazon.nova-micro-v1:0' })).toEqual([
    'Allow bedrock:InvokeModel on bedrock:us-east-1::foundation-model/amazon.nova-micro-v1:0',
  ]);
  expect(bedrock({ 'model.agent': 'eu.amazon.nova-lite-v1:0' })[1]).toContain('on bedrock:eu-*::foundation-model/amazon.nova-lite-v1:0 when');
  expect(bedrock({ 'model.agent': 'jp.anthropic.claude-x' })[1]).toContain('on bedrock:ap-northeast-*::foundation-model/anthropic.claude-x when');
  expect(bedrock({ 'model.agent': 'global.anthropic.claude-x' })).toEqual([
    'Allow bedrock:InvokeModel on bedrock:inference-profile/global.anthropic.claude-x',
    'Allow bedrock:InvokeModel on bedrock:::foundation-model/anthropic.claude-x bedrock:us-east-1::foundation-model/anthropic.claude-x when {"StringEquals":{"bedrock:InferenceProfileArn":"arn:aws:bedrock:inference-profile/global.anthropic.claude-x"}}',
  ]);
});

it('names those that stand in for a model too, and the guardrail; the function is told the same', () => {
  const template = synthesize({
    env: 'dev',
    'model.agent': 'us.anthropic.claude-x, amazon.nova-micro-v1:0',
    'model.guardrail': 'gr12ab34cd56:3',
    'model.temperature': '0.2',
    'model.prices': '{"asOf": "2026-11-24", "models": {"us.anthropic.claude-x": {"input": 1, "output": 2}}}',
  });
  expect(
    statementsOfRole(template, 'arbiter-dev-worker')
      .map(describeStatement)
      .filter((line) => line.includes('bedrock:')),
  ).toEqual([
    'Allow bedrock:InvokeModel on bedrock:inference-profile/us.anthropic.claude-x',
    expect.stringContaining('Allow bedrock:InvokeModel on bedrock:us-*::foundation-model/anthropic.claude-x'),
    'Allow bedrock:InvokeModel on bedrock:us-east-1::foundation-model/amazon.nova-micro-v1:0',
    'Allow bedrock:ApplyGuardrail on bedrock:guardrail/gr12ab34cd56',
  ]);
  const variables = (name: string) =>
    object(object(template.one('AWS::Lambda::Function', 'FunctionName', `arbiter-dev-${name}`).properties['Environment'])['Variables']);
  expect(variables('worker')).toMatchObject({
    MODEL_AGENT: 'us.anthropic.claude-x,amazon.nova-micro-v1:0',
    MODEL_GUARDRAIL: 'gr12ab34cd56:3',
    MODEL_TEMPERATURE: '0.2',
    MODEL_PRICES: '{"asOf":"2026-11-24","models":{"us.anthropic.claude-x":{"input":1,"output":2,"cacheRead":1,"cacheWrite":1}}}',
  });
  expect(Object.keys(variables('sweeper')).filter((name) => name.startsWith('MODEL_'))).toEqual([]);
});

it('grants the queues of external agents to whoever delegates, and to nobody else', () => {
  const external = synthesize({ env: 'dev', agentQueues: 'arn:aws:sqs:us-east-1:999988887777:pricing' });
  const granted = contracts.functions
    .map(({ name }) => name)
    .filter((name) =>
      statementsOfRole(external, `arbiter-dev-${name}`)
        .map(describeStatement)
        .some((line) => line.includes('999988887777')),
    );
  expect(granted).toEqual(['supervisor']);
});
