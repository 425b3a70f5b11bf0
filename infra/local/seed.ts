import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { isObject } from './http/fields.ts';
import type { FunctionPool } from './functions/function-pool.ts';

/**
 * Runs the seeding function as CloudFormation does: its answer is put to a URL, here an object of the code bucket. Throws
 * when it says FAILED.
 */
export async function runSeed(pool: FunctionPool, s3: S3Client, endpoint: string, bucket: string): Promise<void> {
  const Key = 'seed/response.json';
  await pool.run('seed', {
    RequestType: 'Create',
    ResponseURL: `${endpoint}/${bucket}/${Key}`,
    StackId: 'local',
    RequestId: 'local',
    LogicalResourceId: 'Seed',
    ResourceType: 'Custom::Seed',
    ServiceToken: 'local',
    ResourceProperties: { ServiceToken: 'local' },
  });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
  const answer: unknown = JSON.parse((await Body?.transformToString()) ?? '{}');
  if (!isObject(answer) || answer['Status'] !== 'SUCCESS') throw new Error(`seeding the built-in agents failed: ${isObject(answer) ? String(answer['Reason']) : 'no answer'}`);
}
