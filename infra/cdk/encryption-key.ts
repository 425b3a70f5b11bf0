import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Deployment } from './resources.ts';

/**
 * One key for everything at rest. The account may delegate it by IAM; beyond that three services use it on our
 * behalf: EventBridge (to write to encrypted queues), CloudWatch Logs, and CloudWatch (to publish alarms to the topic).
 */
export function createKey({ stack, settings, naming }: Deployment): Key {
  const key = new Key(stack, 'Key', {
    alias: naming.service,
    description: `Everything at rest of ${naming.service}`,
    enableKeyRotation: true,
    removalPolicy: settings.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  const ofThisAccount = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
  key.addToResourcePolicy(admit('events.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey'], ofThisAccount));
  key.addToResourcePolicy(admit('cloudwatch.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey'], ofThisAccount));
  key.addToResourcePolicy(
    admit(
      `logs.${Aws.REGION}.amazonaws.com`,
      ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:DescribeKey'],
      {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:/aws/lambda/${naming.service}-*`,
        },
      },
    ),
  );
  return key;
}

function admit(service: string, actions: readonly string[], conditions: Readonly<Record<string, unknown>>): PolicyStatement {
  // In a key policy the resource is the key itself.
  return new PolicyStatement({ effect: Effect.ALLOW, principals: [new ServicePrincipal(service)], actions: [...actions], resources: ['*'], conditions });
}
