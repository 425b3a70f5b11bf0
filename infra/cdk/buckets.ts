import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { BucketContract } from '../../codegen/runtime/contracts.ts';
import { toConstructId } from './naming.ts';
import type { Deployment } from './resources.ts';

/** Days that an overwritten or deleted version can still be restored. */
const RESTORABLE_DAYS = 30;

/**
 * A bucket per contract: private, encrypted, versioned, TLS only. Its name carries account and region, because bucket
 * names are global; functions get it by environment variable, people by stack output.
 *
 * A prefix that never expires holds what is addressed by its hash and is written once: the policy refuses a write
 * there without If-None-Match, so that not even a role that may write can change code that has been activated.
 */
export function createBuckets(deployment: Deployment, key: IKey): ReadonlyMap<string, Bucket> {
  return new Map(deployment.contracts.buckets.map((contract) => [contract.name, createBucket(deployment, key, contract)]));
}

function createBucket({ stack, settings, naming }: Deployment, key: IKey, contract: BucketContract): Bucket {
  const retain = settings.removal === 'retain';
  const bucket = new Bucket(stack, `Bucket${toConstructId(contract.name)}`, {
    bucketName: `${naming.of(contract.name)}-${Aws.ACCOUNT_ID}-${Aws.REGION}`,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    lifecycleRules: [
      {
        id: 'versions',
        noncurrentVersionExpiration: Duration.days(RESTORABLE_DAYS),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
        expiredObjectDeleteMarker: true,
      },
      ...Object.entries(contract.expireDays).map(([prefix, days]) => ({ id: `expire-${prefix.replaceAll('/', '')}`, prefix, expiration: Duration.days(days) })),
    ],
    removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    autoDeleteObjects: !retain,
  });
  const written = contract.prefixes.filter((prefix) => contract.expireDays[prefix] === undefined);
  if (written.length > 0) {
    bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'WrittenOnce',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject'],
        resources: written.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
        conditions: { Null: { 's3:if-none-match': 'true' } },
      }),
    );
  }
  return bucket;
}
