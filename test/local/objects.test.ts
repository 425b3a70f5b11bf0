import { readdirSync } from 'node:fs';
import path from 'node:path';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveEndpoints, type ServedEndpoints } from './served-endpoints.ts';

let served: ServedEndpoints;
const Bucket = 'code-bucket';

beforeAll(async () => {
  served = await serveEndpoints();
  await served.s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => served[Symbol.asyncDispose]());

const put = (Key: string, Body: string | Uint8Array, more: object = {}) => served.s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const text = async (Key: string, more: object = {}): Promise<string | undefined> =>
  (await served.s3.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body?.transformToString();

describe('objects', () => {
  it('gives back what was put, with metadata, type and entity tag', async () => {
    const { ETag } = await put('agents/a b/ü+?.js', 'source', { ContentType: 'text/javascript', CacheControl: 'no-cache', Metadata: { by: 'test' } });
    const object = await served.s3.send(new GetObjectCommand({ Bucket, Key: 'agents/a b/ü+?.js' }));
    expect(await object.Body?.transformToString()).toBe('source');
    expect(object).toMatchObject({
      ETag,
      ContentType: 'text/javascript',
      CacheControl: 'no-cache',
      ContentLength: 6,
      Metadata: { by: 'test' },
      LastModified: expect.any(Date),
    });
    expect(await served.s3.send(new HeadObjectCommand({ Bucket, Key: 'agents/a b/ü+?.js' }))).toMatchObject({ ETag, ContentLength: 6 });
  });

  it('takes empty and large bodies, byte for byte', async () => {
    await put('empty', '');
    expect(await text('empty')).toBe('');
    const large = Buffer.alloc(3_000_000, 'äb');
    await put('large', large);
    const got = await (await served.s3.send(new GetObjectCommand({ Bucket, Key: 'large' }))).Body?.transformToByteArray();
    expect(Buffer.compare(Buffer.from(got ?? []), large)).toBe(0);
  });

  it('takes a stream with aws-chunked encoding and a trailing checksum', async () => {
    const { Readable } = await import('node:stream');
    const { ChecksumCRC32 } = await served.s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'streamed',
        Body: Readable.from([Buffer.from('first '), Buffer.from('second')]),
        ContentLength: 12,
        ChecksumAlgorithm: 'CRC32',
      }),
    );
    expect(await text('streamed')).toBe('first second');
    expect(ChecksumCRC32).toEqual(expect.any(String));
  });

  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)('checks and returns %s', async (ChecksumAlgorithm) => {
    const result = await put(`sum-${ChecksumAlgorithm}`, 'body', { ChecksumAlgorithm });
    const member = `Checksum${ChecksumAlgorithm}` as const;
    const got = await served.s3.send(new GetObjectCommand({ Bucket, Key: `sum-${ChecksumAlgorithm}`, ChecksumMode: 'ENABLED' }));
    expect(got[member]).toBe(result[member]);
    expect(await got.Body?.transformToString()).toBe('body');
    await expect(put('wrong', 'body', { [member]: Buffer.alloc(4).toString('base64') })).rejects.toMatchObject({ name: 'BadDigest' });
  });

  it('creates only what is not there with If-None-Match', async () => {
    await put('once', 'first', { IfNoneMatch: '*' });
    await expect(put('once', 'second', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
    expect(await text('once')).toBe('first');
    const results = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => put('race', `writer ${index}`, { IfNoneMatch: '*' })));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });

  it('replaces only what it has seen with If-Match', async () => {
    const { ETag } = await put('seen', 'first');
    await put('seen', 'second', { IfMatch: ETag });
    await expect(put('seen', 'third', { IfMatch: ETag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put('never', 'x', { IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('answers conditional reads', async () => {
    const { ETag = '' } = await put('conditional', 'x');
    await expect(text('conditional', { IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await expect(text('conditional', { IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(text('conditional', { IfModifiedSince: new Date(Date.now() + 5000) })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    expect(await text('conditional', { IfNoneMatch: '"other"' })).toBe('x');
  });

  it.each([
    ['bytes=0-2', 'abc', 'bytes 0-2/10'],
    ['bytes=7-', 'hij', 'bytes 7-9/10'],
    ['bytes=-2', 'ij', 'bytes 8-9/10'],
    ['bytes=8-99', 'ij', 'bytes 8-9/10'],
  ])('reads the range %s', async (Range, body, contentRange) => {
    await put('ranged', 'abcdefghij');
    const object = await served.s3.send(new GetObjectCommand({ Bucket, Key: 'ranged', Range }));
    expect([await object.Body?.transformToString(), object.ContentRange, object.$metadata.httpStatusCode]).toEqual([body, contentRange, 206]);
  });

  it('refuses a range beyond the end', async () => {
    await put('ranged', 'abcdefghij');
    await expect(text('ranged', { Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  it('names what is missing with the types that the SDK knows', async () => {
    await expect(text('nothing')).rejects.toBeInstanceOf(NoSuchKey);
    await expect(served.s3.send(new HeadObjectCommand({ Bucket, Key: 'nothing' }))).rejects.toBeInstanceOf(NotFound);
    await expect(served.s3.send(new GetObjectCommand({ Bucket: 'no-bucket', Key: 'x' }))).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await expect(served.s3.send(new HeadBucketCommand({ Bucket: 'no-bucket' }))).rejects.toBeInstanceOf(NotFound);
  });

  it('deletes one and many, and does not mind what is not there', async () => {
    for (const key of ['gone/1', 'gone/2&3', 'gone/<4>']) await put(key, 'x');
    await served.s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone/1' }));
    await served.s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone/1' }));
    const { Deleted } = await served.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'gone/2&3' }, { Key: 'gone/<4>' }] } }));
    expect(Deleted?.map((object) => object.Key)).toEqual(['gone/2&3', 'gone/<4>']);
    expect((await served.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'gone/' }))).KeyCount).toBe(0);
  });

  it('copies with metadata kept or replaced', async () => {
    await put('original', 'x', { Metadata: { a: '1' } });
    await served.s3.send(new CopyObjectCommand({ Bucket, Key: 'kept', CopySource: `${Bucket}/original` }));
    await served.s3.send(
      new CopyObjectCommand({ Bucket, Key: 'replaced', CopySource: `${Bucket}/original`, MetadataDirective: 'REPLACE', Metadata: { b: '2' } }),
    );
    const metadata = await Promise.all(['kept', 'replaced'].map(async (Key) => (await served.s3.send(new HeadObjectCommand({ Bucket, Key }))).Metadata));
    expect(metadata).toEqual([{ a: '1' }, { b: '2' }]);
  });

  it('leaves one file for each object on the disk', async () => {
    for (const body of ['1', '2', '3']) await put('replaced-often', body);
    const { Contents = [] } = await served.s3.send(new ListObjectsV2Command({ Bucket }));
    expect(readdirSync(path.join(served.endpoints.stateDir, 'objects'))).toHaveLength(Contents.length);
  });
});

describe('listing', () => {
  it('rolls up prefixes and pages in the order of keys', async () => {
    const bucket = 'listed-bucket';
    await served.s3.send(new CreateBucketCommand({ Bucket: bucket }));
    for (const Key of ['a', 'b/1', 'b/2', 'b/c/3', 'd', 'é', 'x&y']) await served.s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: Key }));
    const keys: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await served.s3.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 2, ContinuationToken }));
      keys.push(...(page.Contents ?? []).map((object) => object.Key ?? ''));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(keys).toEqual(['a', 'b/1', 'b/2', 'b/c/3', 'd', 'x&y', 'é']);
    const rolled = await served.s3.send(new ListObjectsV2Command({ Bucket: bucket, Delimiter: '/' }));
    expect([rolled.Contents?.map((object) => object.Key), rolled.CommonPrefixes?.map((common) => common.Prefix), rolled.KeyCount]).toEqual([
      ['a', 'd', 'x&y', 'é'],
      ['b/'],
      5,
    ]);
    const first = await served.s3.send(new ListObjectsV2Command({ Bucket: bucket, Delimiter: '/', MaxKeys: 2 }));
    const second = await served.s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Delimiter: '/', MaxKeys: 2, ContinuationToken: first.NextContinuationToken }),
    );
    expect([first.CommonPrefixes?.map((common) => common.Prefix), second.Contents?.map((object) => object.Key), second.CommonPrefixes]).toEqual([
      ['b/'],
      ['d', 'x&y'],
      undefined,
    ]);
    expect((await served.s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'b/', Delimiter: '/' }))).CommonPrefixes).toEqual([{ Prefix: 'b/c/' }]);
    expect((await served.s3.send(new ListObjectsV2Command({ Bucket: bucket, StartAfter: 'b/2' }))).Contents?.[0]?.Key).toBe('b/c/3');
    expect((await served.s3.send(new ListObjectsCommand({ Bucket: bucket, Prefix: 'b/', MaxKeys: 1 }))).Contents?.[0]?.Key).toBe('b/1');
  });

  it('lists and deletes buckets', async () => {
    await served.s3.send(new CreateBucketCommand({ Bucket: 'short-lived' }));
    expect((await served.s3.send(new ListBucketsCommand({}))).Buckets?.map((bucket) => bucket.Name)).toContain('short-lived');
    await served.s3.send(new DeleteBucketCommand({ Bucket: 'short-lived' }));
    await expect(served.s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'BucketNotEmpty' });
  });

  it('says what it does not serve', async () => {
    await expect(served.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }))).rejects.toMatchObject({
      name: 'NotImplemented',
    });
  });

  it('finds the bucket in the host name of a named endpoint', async () => {
    await put('by-host', 'x');
    const port = new URL(served.endpoints.endpoint).port;
    const client = new S3Client({
      endpoint: `http://localhost:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      forcePathStyle: true,
    });
    expect(await (await client.send(new GetObjectCommand({ Bucket, Key: 'by-host' }))).Body?.transformToString()).toBe('x');
    client.destroy();
    const http = await import('node:http');
    const status = await new Promise<number | undefined>((resolve, reject) =>
      http
        .get({ host: '127.0.0.1', port, path: '/by-host', headers: { host: `${Bucket}.localhost:${port}` } }, (response) =>
          resolve(response.resume().statusCode),
        )
        .on('error', reject),
    );
    expect(status).toBe(200);
  });
});
