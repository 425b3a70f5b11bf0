import { fileUri, resolveUri } from '../load/file-uri.ts';
import { appendPointer } from '../load/pointer.ts';
import type { SourceFile } from '../load/source-file.ts';
import { draftOfFormat } from './draft.ts';

/** Where `$id`s and anchors stand. */
export interface SchemaIndex {
  /** Absolute URI without fragment → file and pointer of the resource's root. */
  readonly resources: ReadonlyMap<string, Location>;
  /** `<URI>#<anchor>` → location. */
  readonly anchors: ReadonlyMap<string, Location>;
  /** Dynamic anchor → URI of its resource → location. With more than one location, what a reference means depends on the path taken. */
  readonly dynamicAnchors: ReadonlyMap<string, ReadonlyMap<string, Location>>;
}

export interface Location {
  readonly file: string;
  readonly pointer: string;
}

/** Keywords whose value is an instance, not a schema: an `$id` in there identifies nothing. */
const instanceKeywords = new Set(['enum', 'const', 'examples', 'example', 'default']);

export function indexSchemas(files: Iterable<SourceFile>): SchemaIndex {
  const resources = new Map<string, Location>();
  const anchors = new Map<string, Location>();
  const dynamicAnchors = new Map<string, Map<string, Location>>();
  for (const file of files) {
    const uri = fileUri(file.path);
    resources.set(uri, { file: file.path, pointer: '' });
    walk(file, file.data, '', uri, false, false);
  }
  return { resources, anchors, dynamicAnchors };

  function walk(file: SourceFile, value: unknown, pointer: string, outer: string, isMap: boolean, isOuterModern: boolean): void {
    if (value === null || typeof value !== 'object') return;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries())
        if (item !== null && typeof item === 'object') walk(file, item, `${pointer}/${index}`, outer, false, isOuterModern);
      return;
    }
    const record = value as Readonly<Record<string, unknown>>;
    let base = outer;
    const modern = isMap ? isOuterModern : isModern(record, isOuterModern);
    if (!isMap) {
      const location = { file: file.path, pointer };
      if (countsAsId(record, modern)) {
        const id = record['$id'];
        if (id.startsWith('#')) anchors.set(base + id, location);
        else {
          base = resolveUri(id.replace(/#$/, ''), outer) ?? outer;
          resources.set(base, location);
        }
      }
      for (const keyword of ['$anchor', '$dynamicAnchor']) {
        const anchor = record[keyword];
        if (typeof anchor !== 'string') continue;
        anchors.set(`${base}#${anchor}`, location);
        if (keyword !== '$dynamicAnchor' || file.path.startsWith('metaschema/')) continue;
        let places = dynamicAnchors.get(anchor);
        if (places === undefined) dynamicAnchors.set(anchor, (places = new Map()));
        places.set(base, location);
      }
    }
    for (const [key, item] of Object.entries(record)) {
      if (item === null || typeof item !== 'object' || (!isMap && instanceKeywords.has(key))) continue;
      walk(file, item, appendPointer(pointer, key), base, !isMap && mapKeywords.has(key), modern);
    }
  }
}

const mapKeywords = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependencies', 'schemas', 'messages']);

/** Whether a schema has an `$id` that names it: old drafts ignore everything beside a `$ref`. */
export function countsAsId(record: Readonly<Record<string, unknown>>, modern: boolean): record is Readonly<Record<string, unknown>> & { readonly $id: string } {
  return typeof record['$id'] === 'string' && (modern || typeof record['$ref'] !== 'string');
}

/** Whether an object says that what is in it is written in 2019-09 or later; what it does not say is as around it. */
export function isModern(record: Readonly<Record<string, unknown>>, outer: boolean): boolean {
  const { $schema: schema, schemaFormat: format } = record;
  if (typeof schema === 'string') return /draft\/20(19|20)/.test(schema);
  if (typeof format !== 'string') return outer;
  const draft = draftOfFormat(format);
  return draft === '2019-09' || draft === '2020-12';
}
