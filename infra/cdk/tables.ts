import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption, type Attribute } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IndexContract, KeyAttribute, TableContract } from '../../codegen/runtime/contracts.ts';
import { toConstructId } from './naming.ts';
import type { Deployment } from './resources.ts';

/** A table per contract: on demand, encrypted, restorable to any second of the last 35 days; kept in prod. */
export function createTables(deployment: Deployment, key: IKey): ReadonlyMap<string, Table> {
  return new Map(deployment.contracts.tables.map((contract) => [contract.name, createTable(deployment, key, contract)]));
}

function createTable({ stack, settings, naming }: Deployment, key: IKey, contract: TableContract): Table {
  const retain = settings.removal === 'retain';
  const table = new Table(stack, `Table${toConstructId(contract.name)}`, {
    tableName: naming.of(contract.name),
    partitionKey: toAttribute(contract.partitionKey),
    ...(contract.sortKey !== undefined && { sortKey: toAttribute(contract.sortKey) }),
    ...(contract.timeToLiveAttribute !== undefined && { timeToLiveAttribute: contract.timeToLiveAttribute }),
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: key,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: retain,
    removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  for (const index of contract.indexes)
    table.addGlobalSecondaryIndex({
      indexName: index.name,
      partitionKey: toAttribute(index.partitionKey),
      ...(index.sortKey !== undefined && { sortKey: toAttribute(index.sortKey) }),
      ...toProjection(index),
    });
  return table;
}

function toProjection({ projection }: IndexContract): { readonly projectionType: ProjectionType; readonly nonKeyAttributes?: string[] } {
  if (projection === 'ALL') return { projectionType: ProjectionType.ALL };
  return projection.length === 0 ? { projectionType: ProjectionType.KEYS_ONLY } : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...projection] };
}

function toAttribute({ name, type }: KeyAttribute): Attribute {
  return { name, type: type === 'N' ? AttributeType.NUMBER : AttributeType.STRING };
}
