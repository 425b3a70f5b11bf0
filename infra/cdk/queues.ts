import { ArnFormat, Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption, RedrivePermission, type RedriveAllowPolicy } from 'aws-cdk-lib/aws-sqs';
import type { QueueContract } from '../../codegen/runtime/contracts.ts';
import { toConstructId } from './naming.ts';
import { resource, type Deployment } from './resources.ts';

/** How long SQS may reuse a data key before it asks KMS again: fewer KMS calls, the same protection at rest. */
const DATA_KEY_REUSE = Duration.minutes(5);

/**
 * A queue per contract, dead-letter queues first, so that others can name them. TLS only; a queue that a rule writes to
 * admits exactly that rule, every other sender needs a role of this account that says so.
 */
export function createQueues(deployment: Deployment, key: IKey): ReadonlyMap<string, Queue> {
  const queues = new Map<string, Queue>();
  const targets = new Set(deployment.contracts.queues.map(({ redrive }) => redrive?.deadLetterQueue));
  const ordered = deployment.contracts.queues.toSorted((a, b) => Number(targets.has(b.name)) - Number(targets.has(a.name)));
  for (const contract of ordered) queues.set(contract.name, createQueue(deployment, key, contract, queues));
  admitRules(deployment, queues);
  return queues;
}

function createQueue(deployment: Deployment, key: IKey, contract: QueueContract, queues: ReadonlyMap<string, Queue>): Queue {
  const { stack, settings, naming } = deployment;
  return new Queue(stack, `Queue${toConstructId(contract.name)}`, {
    queueName: naming.of(contract.name),
    visibilityTimeout: Duration.seconds(contract.visibilityTimeoutSeconds),
    retentionPeriod: Duration.seconds(contract.retentionSeconds),
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: key,
    dataKeyReuse: DATA_KEY_REUSE,
    enforceSSL: true,
    redriveAllowPolicy: redriveAllowed(deployment, contract),
    removalPolicy: settings.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    ...(contract.redrive !== undefined && {
      deadLetterQueue: { queue: resource('dead-letter queue', queues, contract.redrive.deadLetterQueue), maxReceiveCount: contract.redrive.maxReceiveCount },
    }),
  });
}

/** Only the queues that the contracts send there may use a queue for their dead letters. */
function redriveAllowed({ stack, contracts, naming }: Deployment, { name }: QueueContract): RedriveAllowPolicy {
  const sources = contracts.queues.filter(({ redrive }) => redrive?.deadLetterQueue === name);
  if (sources.length === 0) return { redrivePermission: RedrivePermission.DENY_ALL };
  // Named by ARN: a reference to the source would be a circle, since the source refers to its dead-letter queue.
  const arnOf = (queue: QueueContract) => stack.formatArn({ service: 'sqs', resource: naming.of(queue.name), arnFormat: ArnFormat.NO_RESOURCE_NAME });
  return {
    redrivePermission: RedrivePermission.BY_QUEUE,
    sourceQueues: sources.map((source) => Queue.fromQueueArn(stack, `SourceOf${toConstructId(source.name)}`, arnOf(source))),
  };
}

function admitRules({ stack, contracts, naming }: Deployment, queues: ReadonlyMap<string, Queue>): void {
  const arnOf = (rule: string) => stack.formatArn({ service: 'events', resource: 'rule', resourceName: `${naming.service}/${naming.of(rule)}` });
  for (const [name, queue] of queues) {
    const rules = contracts.rules.filter(({ targetQueue, deadLetterQueue }) => targetQueue === name || deadLetterQueue === name);
    if (rules.length === 0) continue;
    queue.addToResourcePolicy(
      new PolicyStatement({
        sid: 'OnlyItsRules',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': rules.map((rule) => arnOf(rule.name)) }, StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }
}
