/**
 * What a function's role allows, derived from its contract: statement by statement what it uses, on exactly the
 * resources it names. The tests list the result literally; whatever appears here appears there.
 */
import { Aws } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { FunctionContract, TableAction, TableContract, Use } from '../../codegen/runtime/contracts.ts';
import { modelStatements } from './model-policy.ts';
import { toConstructId } from './naming.ts';
import { resource, type Deployment, type Resources } from './resources.ts';
import { allow } from './statement.ts';

/** A transaction is authorised as the writes it consists of; on its own it adds the check of a condition. */
const tableActions: Readonly<Record<TableAction, string>> = {
  Get: 'dynamodb:GetItem',
  Query: 'dynamodb:Query',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  TransactWrite: 'dynamodb:ConditionCheckItem',
};

/** Statements of a function's role. */
export function functionStatements(deployment: Deployment, resources: Resources, contract: FunctionContract, logGroup: ILogGroup): readonly PolicyStatement[] {
  return [
    allow('Logs', ['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]),
    // X-Ray knows no resources.
    allow('Traces', ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], ['*']),
    ...triggerStatements(resources, contract),
    ...contract.uses.flatMap((use) => useStatements(deployment, resources, contract, use)),
    ...agentQueueStatements(deployment, contract),
    ...protectedRowStatements(deployment, resources, contract),
    keyStatement(resources, contract),
  ];
}

function triggerStatements({ queues }: Resources, { trigger }: FunctionContract): readonly PolicyStatement[] {
  if (trigger.type !== 'queues') return [];
  return [
    allow(
      'Receive',
      ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      trigger.queues.map((name) => resource('queue', queues, name).queueArn),
    ),
  ];
}

function useStatements(deployment: Deployment, resources: Resources, contract: FunctionContract, use: Use): readonly PolicyStatement[] {
  switch (use.type) {
    case 'table': {
      const table = deployment.contracts.tables.find(({ name }) => name === use.table);
      return [
        allow(
          `Table${toConstructId(use.table)}${toConstructId(use.index ?? '')}`,
          use.actions.map((action) => tableActions[action]),
          tableArns(resource('table', resources.tables, use.table).tableArn, table, use),
        ),
      ];
    }
    case 'queue': {
      // `Name` needs no permission: the URL comes by environment variable.
      if (!use.actions.includes('Send')) return [];
      return [allow(`Queue${toConstructId(use.queue)}`, ['sqs:GetQueueUrl', 'sqs:SendMessage'], [resource('queue', resources.queues, use.queue).queueArn])];
    }
    case 'bucket': {
      const bucket = resource('bucket', resources.buckets, use.bucket);
      const objects = use.prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`));
      return [
        allow(
          `Bucket${toConstructId(use.bucket)}${use.actions.join('')}`,
          use.actions.map((action) => `s3:${action}Object`),
          objects,
        ),
        // Without it S3 answers a missing key with "access denied", and a missing agent would look like a fault of ours.
        ...(use.actions.includes('Get') ? [allow(`Bucket${toConstructId(use.bucket)}Keys`, ['s3:ListBucket'], [bucket.bucketArn])] : []),
      ];
    }
    case 'bus':
      return [publishStatement(resource('bus', resources.buses, use.bus).eventBusArn, use.sources, use.detailTypes)];
    case 'model':
      return modelStatements(deployment, contract.name, use.role);
  }
}

/** An index that is named: only that index. Otherwise the table, and for queries its indexes, each by name. */
function tableArns(tableArn: string, table: TableContract | undefined, { index, actions }: Extract<Use, { type: 'table' }>): readonly string[] {
  if (index !== undefined) return [`${tableArn}/index/${index}`];
  const indexes = actions.includes('Query') ? (table?.indexes ?? []) : [];
  return [tableArn, ...indexes.map(({ name }) => `${tableArn}/index/${name}`)];
}

/**
 * Only the events that the contracts let the function publish. `ForAllValues` holds when a key is absent (IAM user
 * guide, multivalued context keys), hence `Null`.
 */
function publishStatement(busArn: string, sources: readonly string[], detailTypes: readonly string[]): PolicyStatement {
  return allow('Publish', ['events:PutEvents'], [busArn], {
    'ForAllValues:StringEquals': { 'events:source': [...sources], 'events:detail-type': [...detailTypes] },
    Null: { 'events:source': 'false', 'events:detail-type': 'false' },
  });
}

/** Whoever sends to agents' queues also reaches the queues of external agents, which are named in the settings. */
function agentQueueStatements({ contracts, settings }: Deployment, { uses }: FunctionContract): readonly PolicyStatement[] {
  const agentQueues = new Set(contracts.agents.map(({ queue }) => queue));
  const delegates = uses.some((use) => use.type === 'queue' && use.actions.includes('Send') && agentQueues.has(use.queue));
  if (!delegates || settings.agentQueueArns.length === 0) return [];
  return [allow('ExternalAgents', ['sqs:GetQueueUrl', 'sqs:SendMessage'], settings.agentQueueArns)];
}

/** The agents that the contracts declare are written by seeding alone: denied to everyone else who writes agents. */
function protectedRowStatements({ contracts }: Deployment, { tables }: Resources, { trigger, uses }: FunctionContract): readonly PolicyStatement[] {
  if (trigger.type === 'customResource') return [];
  const agentTables = new Set(contracts.tables.filter(({ partitionKey }) => partitionKey.name === 'agentId').map(({ name }) => name));
  const written = uses.flatMap((use) =>
    use.type === 'table' && agentTables.has(use.table) && use.actions.some((action) => action === 'Put' || action === 'Update')
      ? [resource('table', tables, use.table).tableArn]
      : [],
  );
  if (written.length === 0 || contracts.agents.length === 0) return [];
  return [
    new PolicyStatement({
      sid: 'ProtectDeclaredAgents',
      effect: Effect.DENY,
      actions: ['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      resources: written,
      conditions: { 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': contracts.agents.map(({ agentId }) => agentId) } },
    }),
  ];
}

/** The key, only through the services that the function uses. */
function keyStatement({ key }: Resources, { trigger, uses }: FunctionContract): PolicyStatement {
  const services = new Set<string>();
  if (trigger.type === 'queues') services.add('sqs');
  for (const use of uses) {
    if (use.type === 'table') services.add('dynamodb');
    if (use.type === 'bucket') services.add('s3');
    if (use.type === 'queue' && use.actions.includes('Send')) services.add('sqs');
  }
  return allow('Key', ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'], [key.keyArn], {
    StringEquals: { 'kms:ViaService': [...services].toSorted().map((service) => `${service}.${Aws.REGION}.amazonaws.com`) },
  });
}
