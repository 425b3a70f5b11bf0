import { Aws } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Deployment } from '../resources.ts';

/** Logical name of the rule. */
export const errorRuleName = 'critical-errors';

/** The event that functions publish when a person should look at one thing, whatever the rates say. */
const errorEvent = 'error';

/** Critical errors go to the alarms' topic as one readable line each. */
export function createErrorRule({ stack, contracts, naming }: Deployment, topic: Topic): CfnRule {
  const event = contracts.events.find(({ name }) => name === errorEvent);
  if (event === undefined) throw new Error(`the contracts have no event "${errorEvent}": the alarm topic would never hear of critical errors`);
  const rule = new CfnRule(stack, 'RuleCriticalErrors', {
    name: naming.of(errorRuleName),
    description: 'critical errors to the alarm topic',
    eventBusName: naming.service,
    eventPattern: { source: [event.source], 'detail-type': [event.detailType], detail: { severity: ['critical'] }, account: [Aws.ACCOUNT_ID] },
    state: 'ENABLED',
    targets: [
      {
        id: 'alarms',
        arn: topic.topicArn,
        retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 7_200 },
        inputTransformer: {
          inputPathsMap: { component: '$.detail.component', code: '$.detail.code', message: '$.detail.message', time: '$.time' },
          inputTemplate: `"${naming.service} <time>: <component> reports <code>: <message> Runbook: infra/runbooks/incident-response.md"`,
        },
      },
    ],
  });
  const arn = stack.formatArn({ service: 'events', resource: 'rule', resourceName: `${naming.service}/${naming.of(errorRuleName)}` });
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'OnlyTheErrorRule',
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { ArnEquals: { 'aws:SourceArn': arn }, StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  return rule;
}
