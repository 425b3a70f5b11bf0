import { Aws } from 'aws-cdk-lib';
import { CfnRule, EventBus } from 'aws-cdk-lib/aws-events';
import { toConstructId } from './naming.ts';
import { resource, type Deployment, type Resources } from './resources.ts';

/** The bus of the contracts. */
export function createBuses({ stack, contracts, naming }: Deployment): ReadonlyMap<string, EventBus> {
  const bus = new EventBus(stack, 'Bus', { eventBusName: naming.service, description: `Events of ${naming.service}` });
  return new Map([[contracts.bus.name, bus]]);
}

/** A rule per contract from the bus to its queue, with the contract's retries and a dead-letter queue. */
export function createRules({ stack, contracts, naming }: Deployment, { buses, queues }: Resources): readonly CfnRule[] {
  return contracts.rules.map(
    (rule) =>
      new CfnRule(stack, `Rule${toConstructId(rule.name)}`, {
        name: naming.of(rule.name),
        description: `${rule.pattern['detail-type'].join(', ')} to ${rule.targetQueue}`,
        eventBusName: resource('bus', buses, contracts.bus.name).eventBusName,
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
      }),
  );
}
