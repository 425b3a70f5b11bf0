import { Aws } from 'aws-cdk-lib';
import { CfnRule, EventBus } from 'aws-cdk-lib/aws-events';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { toConstructId } from './naming.ts';
import { resource, type Deployment } from './resources.ts';

/** The bus, and a rule per contract to its queue, with the contract's retries and a dead-letter queue. */
export function createBuses({ stack, contracts, naming }: Deployment, queues: ReadonlyMap<string, IQueue>): ReadonlyMap<string, EventBus> {
  const bus = new EventBus(stack, 'Bus', { eventBusName: naming.service, description: `Events of ${naming.service}` });
  for (const rule of contracts.rules) {
    new CfnRule(stack, `Rule${toConstructId(rule.name)}`, {
      name: naming.of(rule.name),
      description: `${rule.pattern['detail-type'].join(', ')} to ${rule.targetQueue}`,
      eventBusName: bus.eventBusName,
      // The account too: a bus may one day admit others, and what they send is not a request of ours.
      eventPattern: { ...rule.pattern, account: [Aws.ACCOUNT_ID] },
      state: 'ENABLED',
      targets: [
        {
          id: rule.targetQueue,
          arn: resource('queue', queues, rule.targetQueue).queueArn,
          retryPolicy: { maximumRetryAttempts: rule.maximumRetryAttempts, maximumEventAgeInSeconds: rule.maximumEventAgeSeconds },
          deadLetterConfig: { arn: resource('queue', queues, rule.deadLetterQueue).queueArn },
        },
      ],
    });
  }
  return new Map([[contracts.bus.name, bus]]);
}
