import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Contracts } from '../../codegen/runtime/contracts.ts';
import { acknowledgeFindings } from './acknowledgements.ts';
import { createBuckets } from './buckets.ts';
import { createBuses, createRules } from './buses.ts';
import { createKey } from './encryption-key.ts';
import { createFunctions, type BundleOf } from './functions.ts';
import { createMonitoring } from './monitoring/monitoring.ts';
import { Naming } from './naming.ts';
import { createOutputs } from './outputs.ts';
import { createQueues } from './queues.ts';
import type { Deployment, Resources } from './resources.ts';
import type { Settings } from './settings.ts';
import { createTables } from './tables.ts';
import { createTriggers } from './triggers.ts';

export interface ArbiterStackProps {
  readonly contracts: Contracts;
  readonly settings: Settings;
  readonly bundleOf: BundleOf;
}

/** The whole deployment of one environment. Everything in it follows from the contracts and the settings. */
export class ArbiterStack extends Stack {
  constructor(scope: Construct, { contracts, settings, bundleOf }: ArbiterStackProps) {
    const naming = new Naming(contracts, settings);
    super(scope, naming.service, stackProps(naming, settings));
    const deployment: Deployment = { stack: this, contracts, settings, naming };
    const key = createKey(deployment);
    const resources: Resources = {
      key,
      tables: createTables(deployment, key),
      queues: createQueues(deployment, key),
      buckets: createBuckets(deployment, key),
      buses: createBuses(deployment),
    };
    createRules(deployment, resources);
    const functions = createFunctions(deployment, resources, bundleOf);
    createTriggers(deployment, resources, functions);
    const topic = createMonitoring(deployment, key, functions);
    createOutputs(deployment, resources, topic.topicArn);
    acknowledgeFindings(deployment, resources);
  }
}

function stackProps(naming: Naming, settings: Settings): StackProps {
  return {
    stackName: naming.service,
    description: `The arbiter layer, ${settings.environment}`,
    env: { region: settings.region, ...(settings.account !== undefined && { account: settings.account }) },
    terminationProtection: settings.removal === 'retain',
    tags: { service: naming.service, environment: settings.environment },
  };
}
