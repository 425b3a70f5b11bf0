/**
 * Findings of cdk-nag that stand, each with its reason, at the resource that it is about. A finding that is not here
 * fails the synthesis.
 */
import { Stack, Validations } from 'aws-cdk-lib';
import type { CfnElement } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { FunctionContract } from '../../codegen/runtime/contracts.ts';
import { parseModelId } from './model-id.ts';
import { toConstructId } from './naming.ts';
import { resource, type Deployment, type Resources } from './resources.ts';

/** Acknowledges what stands in the finished stack. */
export function acknowledgeFindings(deployment: Deployment, resources: Resources): void {
  acknowledgeQueues(deployment, resources);
  for (const bucket of resources.buckets.values()) {
    acknowledge(
      bucket,
      'AwsSolutions-S1',
      "Only the roles of this stack reach the bucket and each write is immutable or versioned; who read what is a matter of the account's CloudTrail data events, not of a second bucket.",
    );
  }
  for (const contract of deployment.contracts.functions) {
    acknowledgeRole(deployment, resources, contract);
    acknowledgeTrigger(deployment, contract);
  }
  acknowledge(
    child(deployment.stack, 'RuleCriticalErrors'),
    'Serverless-EventBusDLQ',
    'What it carries is in the log of the function that published it; a dead letter of a notice, redriven, would reach the supervisor as a request.',
  );
  if (deployment.settings.alarmEmail !== undefined) {
    acknowledge(
      child(deployment.stack, 'Alarms'),
      'Serverless-SNSRedrivePolicy',
      'The subscriber is a mailbox: SNS has no dead letter for mail, and the alarm itself stays visible in CloudWatch.',
    );
  }
}

function acknowledgeQueues({ contracts }: Deployment, { queues }: Resources): void {
  for (const { name, redrive } of contracts.queues) {
    if (redrive !== undefined) continue;
    const queue = resource('queue', queues, name);
    acknowledge(
      queue,
      'Serverless-SQSRedrivePolicy',
      'This queue is a last resort itself: what lies here waits for its consumer or an operator, and an alarm says so.',
    );
    if (contracts.rules.some(({ deadLetterQueue }) => deadLetterQueue === name))
      acknowledge(queue, 'AwsSolutions-SQS3', "This is the dead-letter queue of the bus's rules.");
  }
}

function acknowledgeRole({ stack, settings }: Deployment, { buckets }: Resources, { name, uses }: FunctionContract): void {
  const role = child(stack, `Role${toConstructId(name)}`);
  const wildcard = (resourceText: string, reason: string) => acknowledge(role, `AwsSolutions-IAM5[Resource::${resourceText}]`, reason);
  wildcard('*', "X-Ray's write actions know no resources (Service Authorization Reference).");
  acknowledge(role, 'Serverless-LambdaStarPermissions', 'Every wildcard of the role is acknowledged one by one as AwsSolutions-IAM5.');
  for (const use of uses) {
    if (use.type === 'bucket') {
      const arn = `<${logicalId(resource('bucket', buckets, use.bucket))}.Arn>`;
      for (const prefix of use.prefixes)
        wildcard(`${arn}/${prefix}*`, `Object keys under ${prefix} are hashes that are not known before; the contract grants the prefix.`);
    }
    if (use.type === 'model') {
      for (const id of settings.models[use.role]?.ids ?? []) {
        const { model, profile } = parseModelId(id, settings.region);
        for (const region of profile?.regions ?? []) {
          if (region.includes('*'))
            wildcard(
              `arn:<AWS::Partition>:bedrock:${region}::foundation-model/${model}`,
              'The inference profile chooses among the regions of its prefix; the model may be called only by way of that profile.',
            );
        }
      }
    }
  }
}

function acknowledgeTrigger({ stack }: Deployment, { name, trigger }: FunctionContract): void {
  const id = toConstructId(name);
  const lambda = child(stack, `Function${id}`);
  switch (trigger.type) {
    case 'queues':
      acknowledge(lambda, 'Serverless-LambdaDLQ', 'Invoked by queues only: what fails goes back to its queue and from there to the dead-letter queue.');
      for (const queue of trigger.queues)
        acknowledge(
          child(stack, `From${toConstructId(queue)}To${id}`),
          'Serverless-LambdaEventSourceMappingDestination',
          "Lambda has no failure destination for SQS sources: the queue's redrive policy does this.",
        );
      break;
    case 'schedule':
      acknowledge(lambda, 'Serverless-LambdaDLQ', 'A tick carries nothing to be kept: the next one does the same, and an alarm tells when ticks fail to come.');
      acknowledge(
        lambda,
        'Serverless-LambdaAsyncFailureDestination',
        'A tick carries nothing to be kept: the next one does the same, and an alarm tells when ticks fail to come.',
      );
      acknowledge(child(stack, `Schedule${id}`), 'Serverless-EventBusDLQ', 'A tick that could not be delivered is replaced by the next.');
      break;
    case 'customResource':
      acknowledge(lambda, 'Serverless-LambdaDLQ', 'CloudFormation invokes it and waits for its answer: a failure fails the deployment, where it is seen.');
      break;
  }
}

function acknowledge(construct: IConstruct, id: string, reason: string): void {
  Validations.of(construct).acknowledge({ id, reason });
}

function child(stack: Stack, id: string): IConstruct {
  return stack.node.findChild(id);
}

function logicalId(construct: IConstruct): string {
  return String(Stack.of(construct).resolve(Stack.of(construct).getLogicalId(construct.node.defaultChild as CfnElement)));
}
