import type { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Contracts } from '../../codegen/runtime/contracts.ts';
import type { Naming } from './naming.ts';
import type { Settings } from './settings.ts';

/** What every part of the stack needs to know. */
export interface Deployment {
  readonly stack: Stack;
  readonly contracts: Contracts;
  readonly settings: Settings;
  readonly naming: Naming;
}

/** The stateful resources, by logical name. */
export interface Resources {
  readonly key: IKey;
  readonly tables: ReadonlyMap<string, Table>;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly buses: ReadonlyMap<string, EventBus>;
}

/** The resource of a name that a contract uses. Throws when the contracts do not declare it. */
export function resource<T>(kind: string, resources: ReadonlyMap<string, T>, name: string): T {
  const found = resources.get(name);
  if (found === undefined)
    throw new Error(
      `the contracts use the ${kind} "${name}" but declare none of that name: declare it in schemas/, or correct the name (known: ${[...resources.keys()].join(', ')})`,
    );
  return found;
}
