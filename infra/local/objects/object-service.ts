/** The S3 API over the object store: routing, bodies, checksums, conditions, ranges. */
import { createHash, randomUUID } from 'node:crypto';
import { AwsError } from '../http/aws-error.ts';
import { header, type Exchange, type Reply, type Service } from '../http/exchange.ts';
import { decodeChunked } from './aws-chunked.ts';
import { parseRange } from './byte-range.ts';
import { checkedChecksum } from './checksum.ts';
import { listObjects } from './listing.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';
import { isUnchanged, writeCondition } from './preconditions.ts';
import { element, textsOf, xmlDocument } from './xml.ts';

/** Headers that S3 keeps with an object and gives back. */
const kept = ['content-type', 'cache-control', 'content-disposition', 'content-language', 'expires'];

/** Query parameters that name a sub-resource which is not served. */
const subResources = [
  'acl',
  'versioning',
  'versions',
  'lifecycle',
  'policy',
  'encryption',
  'tagging',
  'notification',
  'cors',
  'uploads',
  'uploadId',
  'replication',
  'logging',
  'website',
  'object-lock',
  'attributes',
  'torrent',
  'restore',
  'select',
];

/** The operation in S3's own words, for instance `PutObject`; `undefined` for one that is not served. */
export function objectOperation(exchange: Exchange): string | undefined {
  const { bucket, key } = target(exchange);
  if (subResources.some((name) => exchange.query.has(name))) return undefined;
  if (bucket === '') return exchange.method === 'GET' ? 'ListBuckets' : undefined;
  if (key === '') {
    if (exchange.method === 'POST') return exchange.query.has('delete') ? 'DeleteObjects' : undefined;
    if (exchange.method === 'GET')
      return exchange.query.has('location') ? 'GetBucketLocation' : exchange.query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
    return { PUT: 'CreateBucket', HEAD: 'HeadBucket', DELETE: 'DeleteBucket' }[exchange.method];
  }
  if (exchange.method === 'PUT') return exchange.headers['x-amz-copy-source'] === undefined ? 'PutObject' : 'CopyObject';
  return { GET: 'GetObject', HEAD: 'HeadObject', DELETE: 'DeleteObject' }[exchange.method];
}

/** Serves buckets and objects by path: `/<bucket>/<key>`. */
export function objectService(store: ObjectStore): Service {
  return async (exchange) => {
    try {
      return await serve(store, exchange);
    } catch (error) {
      if (error instanceof AwsError) return objectError(error, exchange);
      throw error;
    }
  };
}

/** An error as S3 writes it. */
export function objectError(error: AwsError, exchange: Exchange): Reply {
  const members = Object.entries(error.members).map(([name, value]) => element(name, String(value)));
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${element('Code', error.code)}${element('Message', error.message)}${members.join('')}${element('Resource', exchange.path)}</Error>`;
  return { status: error.status, headers: { 'content-type': 'application/xml', 'x-amz-request-id': randomUUID() }, body };
}

async function serve(store: ObjectStore, exchange: Exchange): Promise<Reply> {
  const { bucket, key } = target(exchange);
  const operation = objectOperation(exchange);
  if (operation !== 'ListBuckets' && operation !== 'CreateBucket' && operation !== undefined) store.assertBucket(bucket);
  switch (operation) {
    case 'ListBuckets': {
      const buckets = store
        .buckets()
        .map((entry) => `<Bucket>${element('Name', entry.name)}${element('CreationDate', new Date(entry.createdAt).toISOString())}</Bucket>`);
      return xml(xmlDocument('ListAllMyBucketsResult', `<Owner>${element('ID', 'local')}</Owner><Buckets>${buckets.join('')}</Buckets>`));
    }
    case 'CreateBucket':
      store.createBucket(bucket);
      return empty(200, { location: `/${bucket}` });
    case 'HeadBucket':
      return empty(200, { 'x-amz-bucket-region': 'us-east-1' });
    case 'DeleteBucket':
      store.deleteBucket(bucket);
      return empty(204);
    case 'GetBucketLocation':
      return xml(xmlDocument('LocationConstraint', ''));
    case 'ListObjects':
    case 'ListObjectsV2':
      return xml(listObjects(store, bucket, exchange.query));
    case 'DeleteObjects':
      return deleteObjects(store, bucket, exchange);
    case 'PutObject':
      return putObject(store, bucket, key, exchange);
    case 'CopyObject':
      return copyObject(store, bucket, key, exchange);
    case 'GetObject':
    case 'HeadObject':
      return getObject(store, bucket, key, exchange);
    case 'DeleteObject':
      await store.delete(bucket, key, header(exchange, 'if-match') === undefined ? () => undefined : writeCondition(exchange));
      return empty(204);
    case undefined:
    default:
      throw new AwsError(
        'NotImplemented',
        `The embedded runtime does not serve ${exchange.method} ${exchange.path}${exchange.query.size === 0 ? '' : `?${exchange.query.toString()}`}: it has objects and buckets, no versions, multipart uploads or bucket settings.`,
        501,
      );
  }
}

async function putObject(store: ObjectStore, bucket: string, key: string, exchange: Exchange): Promise<Reply> {
  if (Buffer.byteLength(key) > 1024) throw new AwsError('KeyTooLongError', 'Your key is too long');
  const condition = writeCondition(exchange);
  const encoding = header(exchange, 'content-encoding') ?? '';
  const isChunked = encoding.includes('aws-chunked') || (header(exchange, 'x-amz-content-sha256') ?? '').startsWith('STREAMING-');
  const announced = header(exchange, 'x-amz-decoded-content-length');
  const { body, trailers } = isChunked
    ? decodeChunked(exchange.body, announced === undefined ? undefined : Number(announced))
    : { body: exchange.body, trailers: {} };
  const given = singleHeaders(exchange);
  const checksum = checkedChecksum(body, given, trailers);
  const object = await store.write(
    bucket,
    { key, etag: etagOf(body), headers: keptHeaders(given), ...(checksum === undefined ? {} : { checksum }) },
    body,
    condition,
  );
  return empty(200, { etag: object.etag, ...checksumHeaders(object) });
}

async function copyObject(store: ObjectStore, bucket: string, key: string, exchange: Exchange): Promise<Reply> {
  const [, fromBucket = '', fromKey = ''] = /^\/?([^/]+)\/(.+)$/s.exec(decode(header(exchange, 'x-amz-copy-source') ?? '')) ?? [];
  store.assertBucket(fromBucket);
  const source = await store.read(fromBucket, fromKey);
  if (source === undefined) throw noSuchKey(fromKey);
  const headers = header(exchange, 'x-amz-metadata-directive') === 'REPLACE' ? keptHeaders(singleHeaders(exchange)) : source.object.headers;
  const object = await store.write(bucket, { ...source.object, key, headers }, source.body, writeCondition(exchange));
  return xml(xmlDocument('CopyObjectResult', element('ETag', object.etag) + element('LastModified', new Date(object.modifiedAt).toISOString())));
}

async function getObject(store: ObjectStore, bucket: string, key: string, exchange: Exchange): Promise<Reply> {
  const found = exchange.method === 'HEAD' ? store.find(bucket, key) : undefined;
  const read = found === undefined ? await store.read(bucket, key) : { object: found, body: Buffer.alloc(0) };
  if (read === undefined) throw noSuchKey(key);
  const { object, body } = read;
  const headers = { etag: object.etag, 'last-modified': new Date(object.modifiedAt).toUTCString(), 'accept-ranges': 'bytes', ...object.headers };
  if (isUnchanged(exchange, object)) return { status: 304, headers, body: '' };
  const range = parseRange(header(exchange, 'range'), object.size);
  if (range !== undefined) {
    const { first, last } = range;
    return {
      status: 206,
      headers: { ...headers, 'content-range': `bytes ${first}-${last}/${object.size}`, 'content-length': String(last - first + 1) },
      body: body.subarray(first, last + 1),
    };
  }
  const checksum = header(exchange, 'x-amz-checksum-mode') === 'ENABLED' ? checksumHeaders(object) : {};
  return { status: 200, headers: { ...headers, ...checksum, 'content-length': String(object.size) }, body };
}

async function deleteObjects(store: ObjectStore, bucket: string, exchange: Exchange): Promise<Reply> {
  const request = exchange.body.toString();
  checkedChecksum(exchange.body, singleHeaders(exchange));
  const keys = textsOf(request, 'Key');
  if (keys.length === 0 || keys.length > 1000)
    throw new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
  for (const key of keys) await store.delete(bucket, key, () => undefined);
  const isQuiet = textsOf(request, 'Quiet')[0] === 'true';
  return xml(xmlDocument('DeleteResult', isQuiet ? '' : keys.map((key) => `<Deleted>${element('Key', key)}</Deleted>`).join('')));
}

function target(exchange: Exchange): { readonly bucket: string; readonly key: string } {
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(exchange.path) ?? [];
  return { bucket: decode(bucket), key: decode(key) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw Object.assign(new AwsError('InvalidURI', "Couldn't parse the specified URI."), { cause });
  }
}

function singleHeaders(exchange: Exchange): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.keys(exchange.headers).map((name) => [name, header(exchange, name)]));
}

function keptHeaders(given: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const pairs = Object.entries(given).flatMap(([name, value]) =>
    value !== undefined && (kept.includes(name) || name.startsWith('x-amz-meta-')) ? [[name, value] as const] : [],
  );
  const encoding = (given['content-encoding'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'aws-chunked')
    .join(', ');
  return { 'content-type': 'application/octet-stream', ...Object.fromEntries(pairs), ...(encoding === '' ? {} : { 'content-encoding': encoding }) };
}

function checksumHeaders(object: StoredObject): Readonly<Record<string, string>> {
  return object.checksum === undefined ? {} : { [object.checksum[0]]: object.checksum[1], 'x-amz-checksum-type': 'FULL_OBJECT' };
}

function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

function noSuchKey(key: string): AwsError {
  return new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
}

function xml(body: string): Reply {
  return { status: 200, headers: { 'content-type': 'application/xml', 'x-amz-request-id': randomUUID() }, body };
}

function empty(status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'x-amz-request-id': randomUUID(), ...headers }, body: '' };
}
