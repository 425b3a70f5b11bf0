import { CfnOutput } from 'aws-cdk-lib';
import { toConstructId } from './naming.ts';
import type { Deployment, Resources } from './resources.ts';

/**
 * Outputs by which people and the command line find the deployment. Keys follow the logical names:
 * `Table<Name>Name|Arn`, `Queue<Name>Name|Url|Arn`, `Bucket<Name>Name|Arn`, `Bus<Name>Name|Arn`.
 */
export function createOutputs({ stack, settings }: Deployment, { tables, queues, buckets, buses, key }: Resources, topicArn: string): void {
  const output = (id: string, value: string, description: string) => new CfnOutput(stack, `Output${id}`, { value, description }).overrideLogicalId(id);
  output('Environment', settings.environment, 'Environment of this stack');
  for (const [name, table] of tables) {
    output(`Table${toConstructId(name)}Name`, table.tableName, `Name of table ${name}`);
    output(`Table${toConstructId(name)}Arn`, table.tableArn, `ARN of table ${name}`);
  }
  for (const [name, queue] of queues) {
    output(`Queue${toConstructId(name)}Name`, queue.queueName, `Name of queue ${name}`);
    output(`Queue${toConstructId(name)}Url`, queue.queueUrl, `URL of queue ${name}`);
    output(`Queue${toConstructId(name)}Arn`, queue.queueArn, `ARN of queue ${name}`);
  }
  for (const [name, bucket] of buckets) {
    output(`Bucket${toConstructId(name)}Name`, bucket.bucketName, `Name of bucket ${name}`);
    output(`Bucket${toConstructId(name)}Arn`, bucket.bucketArn, `ARN of bucket ${name}`);
  }
  for (const [name, bus] of buses) {
    output(`Bus${toConstructId(name)}Name`, bus.eventBusName, `Name of event bus ${name}`);
    output(`Bus${toConstructId(name)}Arn`, bus.eventBusArn, `ARN of event bus ${name}`);
  }
  output('KeyArn', key.keyArn, 'ARN of the encryption key');
  output('AlarmTopicArn', topicArn, 'ARN of the topic that alarms are published to');
}
