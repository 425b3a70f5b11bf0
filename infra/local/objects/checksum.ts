/** Checksums of object bodies: what the sender gives is checked and kept, as S3 does. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../http/aws-error.ts';

type Headers = Readonly<Record<string, string | undefined>>;

/** Header and the function that computes its value; CRC-64/NVME is kept as given, for Node has no fast one. */
const algorithms: Readonly<Record<string, ((body: Buffer) => string) | undefined>> = {
  'x-amz-checksum-crc32': (body) => bigEndian(crc32(body)),
  'x-amz-checksum-crc32c': (body) => bigEndian(crc32c(body)),
  'x-amz-checksum-sha1': (body) => createHash('sha1').update(body).digest('base64'),
  'x-amz-checksum-sha256': (body) => createHash('sha256').update(body).digest('base64'),
  'x-amz-checksum-crc64nvme': undefined,
};

/** The checksum that the headers or trailers give; throws BadDigest when the body has another one. */
export function checkedChecksum(body: Buffer, ...sources: readonly Headers[]): readonly [header: string, value: string] | undefined {
  for (const headers of sources) {
    const md5 = headers['content-md5'];
    if (md5 !== undefined && createHash('md5').update(body).digest('base64') !== md5)
      throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  for (const [name, compute] of Object.entries(algorithms)) {
    const given = sources.map((headers) => headers[name]).find((value) => value !== undefined);
    if (given === undefined) continue;
    if (compute !== undefined && compute(body) !== given)
      throw new AwsError('BadDigest', `The ${name.replace('x-amz-checksum-', '').toUpperCase()} you specified did not match the calculated checksum.`);
    return [name, given];
  }
  return undefined;
}

function bigEndian(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes.toString('base64');
}

/** Reflected polynomial of CRC-32C (Castagnoli). */
const castagnoli = 0x82f63b78;

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ castagnoli : value >>> 1;
  return value;
});

function crc32c(body: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of body) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return crc ^ 0xffffffff;
}
