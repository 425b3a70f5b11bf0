/** ListObjects, both versions: one walk over the keys, with prefixes rolled up at the delimiter. */
import { AwsError } from '../http/aws-error.ts';
import { element, xmlDocument } from './xml.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';

interface Walk {
  readonly objects: readonly StoredObject[];
  readonly prefixes: readonly string[];
  /** Last key or prefix shown, when there is more. */
  readonly next: string | undefined;
}

/** The XML answer to a list request with this query. */
export function listObjects(store: ObjectStore, bucket: string, query: URLSearchParams): string {
  const isSecond = query.get('list-type') === '2';
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const limit = readLimit(query.get('max-keys'));
  const token = isSecond ? query.get('continuation-token') : query.get('marker');
  const after = token === null ? (query.get('start-after') ?? '') : isSecond ? Buffer.from(token, 'base64url').toString() : token;
  const { objects, prefixes, next } = walk(store, bucket, prefix, delimiter, after, limit);
  const show = query.get('encoding-type') === 'url' ? (key: string): string => encodeURIComponent(key).replaceAll('%2F', '/') : (key: string): string => key;
  const parts = [
    element('Name', bucket),
    element('Prefix', show(prefix)),
    ...(delimiter === '' ? [] : [element('Delimiter', show(delimiter))]),
    element('MaxKeys', limit),
    ...(query.has('encoding-type') ? [element('EncodingType', 'url')] : []),
    element('IsTruncated', next !== undefined),
    ...(isSecond ? [element('KeyCount', objects.length + prefixes.length)] : [element('Marker', show(after))]),
    ...(isSecond && token !== null ? [element('ContinuationToken', token)] : []),
    ...(isSecond && query.has('start-after') ? [element('StartAfter', show(query.get('start-after') ?? ''))] : []),
    ...(next === undefined ? [] : [isSecond ? element('NextContinuationToken', Buffer.from(next).toString('base64url')) : element('NextMarker', show(next))]),
    ...objects.map(
      (object) =>
        `<Contents>${element('Key', show(object.key))}${element('LastModified', new Date(object.modifiedAt).toISOString())}${element('ETag', object.etag)}${element('Size', object.size)}${element('StorageClass', 'STANDARD')}</Contents>`,
    ),
    ...prefixes.map((common) => `<CommonPrefixes>${element('Prefix', show(common))}</CommonPrefixes>`),
  ];
  return xmlDocument('ListBucketResult', parts.join(''));
}

function walk(store: ObjectStore, bucket: string, prefix: string, delimiter: string, after: string, limit: number): Walk {
  const objects: StoredObject[] = [];
  const prefixes: string[] = [];
  let shown = '';
  for (const object of store.objectsFrom(bucket, prefix > after ? prefix : after)) {
    const { key } = object;
    if (!key.startsWith(prefix)) {
      if (key > prefix) break;
      continue;
    }
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const common = cut < 0 ? undefined : key.slice(0, cut + delimiter.length);
    // A rolled-up prefix that was the last thing shown covers all its keys.
    if (key === after || (common !== undefined && (common === prefixes.at(-1) || common === after))) continue;
    if (objects.length + prefixes.length === limit) return { objects, prefixes, next: limit === 0 ? undefined : shown };
    if (common === undefined) objects.push(object);
    else prefixes.push(common);
    shown = common ?? key;
  }
  return { objects, prefixes, next: undefined };
}

function readLimit(text: string | null): number {
  const limit = text === null ? 1000 : Number(text);
  if (!Number.isInteger(limit) || limit < 0) throw new AwsError('InvalidArgument', 'Argument maxKeys must be an integer between 0 and 2147483647');
  return Math.min(limit, 1000);
}
