import { PutObjectCommand, S3ServiceException, type S3Client } from '@aws-sdk/client-s3';
import type { CodeStore } from '../../shell/ports.ts';
import { readText } from './payload-store.ts';

/** Code is immutable: the first writer of a key wins (S3 conditional write, If-None-Match). */
export function createCodeStore(s3: S3Client, bucket: string): CodeStore {
  return {
    get: (key) => readText(s3, bucket, key),
    async putIfAbsent(key, source) {
      try {
        await s3.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: Buffer.from(source, 'utf8'),
            ContentType: 'text/javascript; charset=utf-8',
            IfNoneMatch: '*',
          }),
        );
        return true;
      } catch (cause) {
        // 412 only. A 409 (somebody writes it at this moment) is thrown: that write may still fail.
        if (cause instanceof S3ServiceException && cause.name === 'PreconditionFailed') return false;
        throw cause;
      }
    },
  };
}
