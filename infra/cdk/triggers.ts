import { CustomResource, Duration } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Trigger } from '../../codegen/runtime/contracts.ts';
import type { DeployedFunction } from './functions.ts';
import { toConstructId } from './naming.ts';
import { resource, type Deployment, type Resources } from './resources.ts';

/** The smallest that an event source mapping can be limited to; enough for a queue whose contract sets no limit. */
const LEAST_CONCURRENCY = 2;

/** How many invocations one queue of the trigger may have running. Bounded always: a burst waits in the queue, where it is safe. */
export function maximumConcurrency(trigger: Extract<Trigger, { type: 'queues' }>): number {
  return trigger.maximumConcurrency ?? LEAST_CONCURRENCY;
}

/** Connects each function to what starts it. */
export function createTriggers(deployment: Deployment, resources: Resources, functions: readonly DeployedFunction[]): void {
  for (const deployed of functions) {
    const { trigger } = deployed.contract;
    switch (trigger.type) {
      case 'queues':
        for (const queue of trigger.queues) createMapping(deployment, resources, deployed, trigger, queue);
        break;
      case 'schedule':
        createSchedule(deployment, deployed, trigger.everySeconds);
        break;
      case 'customResource':
        createCustomResource(deployment, resources, deployed);
        break;
    }
  }
}

function createMapping(
  { stack }: Deployment,
  { queues }: Resources,
  { contract, lambda, role }: DeployedFunction,
  trigger: Extract<Trigger, { type: 'queues' }>,
  queue: string,
): void {
  const mapping = new EventSourceMapping(stack, `From${toConstructId(queue)}To${toConstructId(contract.name)}`, {
    target: lambda,
    eventSourceArn: resource('queue', queues, queue).queueArn,
    batchSize: trigger.batchSize,
    maxConcurrency: maximumConcurrency(trigger),
    reportBatchItemFailures: trigger.reportBatchItemFailures,
  });
  mapping.node.addDependency(role);
}

/** A rule on the account's default bus: schedules exist only there. A tick that is missed is not made up for, the next one follows. */
function createSchedule({ stack, naming }: Deployment, { contract, lambda }: DeployedFunction, everySeconds: number): void {
  const schedule = new CfnRule(stack, `Schedule${toConstructId(contract.name)}`, {
    name: naming.of(contract.name),
    description: `Starts ${contract.name} every ${everySeconds} s`,
    scheduleExpression: toRate(contract.name, everySeconds),
    state: 'ENABLED',
    targets: [{ id: contract.name, arn: lambda.functionArn, retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 } }],
  });
  lambda.addPermission('Schedule', { principal: new ServicePrincipal('events.amazonaws.com'), sourceArn: schedule.attrArn });
  lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.seconds(Math.max(60, everySeconds)) });
}

function toRate(name: string, everySeconds: number): string {
  const minutes = everySeconds / 60;
  if (!Number.isInteger(minutes) || minutes < 1)
    throw new Error(
      `the function "${name}" is to start every ${everySeconds} s: a schedule counts in whole minutes; give a multiple of 60 in schemas/asyncapi.yaml`,
    );
  return minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`;
}

/** CloudFormation starts the function on create, and again whenever its code has changed; everything it may write to is there first. */
function createCustomResource(
  { stack, naming }: Deployment,
  { tables, queues, buckets, buses }: Resources,
  { contract, version, lambda, role }: DeployedFunction,
): void {
  const custom = new CustomResource(stack, `${toConstructId(contract.name)}Run`, {
    serviceToken: lambda.functionArn,
    resourceType: `Custom::${toConstructId(naming.of(contract.name))}`,
    // A function that never answers fails the deployment after its own time, not after CloudFormation's hour.
    serviceTimeout: Duration.seconds(contract.timeoutSeconds + 60),
    properties: { version },
  });
  custom.node.addDependency(role, ...tables.values(), ...queues.values(), ...buckets.values(), ...buses.values());
}
