import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CreateBucketCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { serveEndpoints, temporaryDirectory, type ServedEndpoints } from '../served-endpoints.ts';

const Bucket = 'large-bucket';

async function read(served: ServedEndpoints, Key: string, Range?: string): Promise<Buffer> {
  const { Body } = await served.s3.send(new GetObjectCommand({ Bucket, Key, ...(Range === undefined ? {} : { Range }) }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

describe('an object of 5 MB', () => {
  it('is the same after a restart, whole and in ranges, with its metadata', async () => {
    const stateDir = await temporaryDirectory();
    const body = randomBytes(5 * 1024 * 1024);
    let ETag: string | undefined;
    {
      await using first = await serveEndpoints({ stateDir });
      await first.s3.send(new CreateBucketCommand({ Bucket }));
      ({ ETag } = await first.s3.send(
        new PutObjectCommand({ Bucket, Key: 'five', Body: body, ContentType: 'application/x-five', Metadata: { kind: 'random' } }),
      ));
    }
    {
      await using second = await serveEndpoints({ stateDir });
      expect(body.equals(await read(second, 'five'))).toBe(true);
      expect(body.subarray(4_000_000, 4_000_100).equals(await read(second, 'five', 'bytes=4000000-4000099'))).toBe(true);
      expect(await second.s3.send(new HeadObjectCommand({ Bucket, Key: 'five' }))).toMatchObject({
        ETag,
        ContentLength: body.length,
        ContentType: 'application/x-five',
        Metadata: { kind: 'random' },
      });
      expect(ETag).toBe(`"${createHash('md5').update(body).digest('hex')}"`);
    }
    await rm(stateDir, { recursive: true, force: true });
  });

  it('streamed from a file arrives byte for byte, its checksum in the trailer', async () => {
    await using served = await serveEndpoints();
    await served.s3.send(new CreateBucketCommand({ Bucket }));
    const file = path.join(served.endpoints.stateDir, 'upload');
    const body = randomBytes(5 * 1024 * 1024 + 1);
    await writeFile(file, body);
    const { ChecksumSHA256 } = await served.s3.send(
      new PutObjectCommand({ Bucket, Key: 'streamed', Body: createReadStream(file), ContentLength: body.length, ChecksumAlgorithm: 'SHA256' }),
    );
    expect(ChecksumSHA256).toBe(createHash('sha256').update(body).digest('base64'));
    expect(body.equals(await read(served, 'streamed'))).toBe(true);
  });
});

describe('an aws-chunked upload', () => {
  const upload = (served: ServedEndpoints, body: string, headers: Readonly<Record<string, string>>) =>
    fetch(`${served.endpoints.endpoint}/${Bucket}/chunked`, {
      method: 'PUT',
      body,
      headers: { 'content-encoding': 'aws-chunked', 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', ...headers },
    });
  const sum = createHash('sha256').update('hello world').digest('base64');

  it.each([
    ['its checksum right', `6\r\nhello \r\n5\r\nworld\r\n0\r\nx-amz-checksum-sha256:${sum}\r\n\r\n`, '11', 200, ''],
    ['signed chunks', `b;chunk-signature=${'0'.repeat(64)}\r\nhello world\r\n0;chunk-signature=${'0'.repeat(64)}\r\n\r\n`, '11', 200, ''],
    ['a wrong checksum', `5\r\nHello\r\n0\r\nx-amz-checksum-sha256:${sum}\r\n\r\n`, '5', 400, 'BadDigest'],
    ['another length than announced', '5\r\nhello\r\n0\r\n\r\n', '6', 400, 'IncompleteBody'],
    ['a chunk cut off', '20\r\nhello', '32', 400, 'IncompleteBody'],
    ['no last chunk', '5\r\nhello\r\n', '5', 400, 'IncompleteBody'],
  ])('with %s is answered with the right status', async (_what, body, length, status, code) => {
    await using served = await serveEndpoints();
    await served.s3.send(new CreateBucketCommand({ Bucket }));
    const response = await upload(served, body, { 'x-amz-decoded-content-length': length });
    expect([response.status, /<Code>(\w+)</.exec(await response.text())?.[1] ?? '']).toEqual([status, code]);
    const stored = await fetch(`${served.endpoints.endpoint}/${Bucket}/chunked`);
    expect(await stored.text()).toEqual(status === 200 ? 'hello world' : expect.stringContaining('NoSuchKey'));
  });
});
