import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3ServiceException, type S3Client } from '@aws-sdk/client-s3';
import type { Payloads } from '../../shell/ports.ts';
import { sha256 } from '../../shell/hash.ts';

/** Hashes an instance remembers as written; each is 64 characters. */
const REMEMBERED = 1_000;

/**
 * Payloads under `payloads/<sha256>`. Written without a condition, since the content of a key is always the same, and
 * once per instance and hash. Throws on what is not an expected outcome (access, network).
 */
export function createPayloadStore(s3: S3Client, bucket: string): Payloads {
  const written = new Set<string>();
  return {
    async put(text) {
      const hash = sha256(text);
      if (written.has(hash)) return hash;
      await s3.send(
        new PutObjectCommand({ Bucket: bucket, Key: `payloads/${hash}`, Body: Buffer.from(text, 'utf8'), ContentType: 'application/json; charset=utf-8' }),
      );
      if (written.size >= REMEMBERED) written.clear();
      written.add(hash);
      return hash;
    },
    get: (hash) => readText(s3, bucket, `payloads/${hash}`),
  };
}

/** The object as UTF-8 text; undefined when there is none. */
export async function readText(s3: S3Client, bucket: string, key: string): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return Body === undefined ? '' : await Body.transformToString('utf-8');
  } catch (cause) {
    if (cause instanceof NoSuchKey) return undefined;
    // S3 hides whether a key exists from a role without s3:ListBucket (GetObject, permissions).
    if (cause instanceof S3ServiceException && cause.name === 'AccessDenied')
      throw new Error(
        `reading "${key}" from bucket "${bucket}" was denied: the role needs s3:GetObject on it, and s3:ListBucket to be told that a key is missing`,
        { cause },
      );
    throw cause;
  }
}
