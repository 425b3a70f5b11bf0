import { appendPointer, valueAt } from '../load/pointer.ts';
import type { SourceSet } from '../load/source-set.ts';
import { isObject, objectAt, type JsonObject } from './json.ts';
import { keyOf, placeOf, type SchemaKey } from './schema.ts';
import type { SchemaStore } from './schema-store.ts';

/** A part of the document as plain, self-contained JSON: references are written out; a cycle is cut to "anything". Undefined when there is no such part. */
export function plainValue(sources: SourceSet, store: SchemaStore, key: SchemaKey): unknown {
  const written = (value: unknown, file: string, pointer: string, path: readonly SchemaKey[]): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => written(item, file, appendPointer(pointer, index), path));
    if (!isObject(value)) return value;
    if (typeof value['$ref'] === 'string') {
      const target = store.resolve(value['$ref'], { file, pointer });
      if (target === undefined) return {};
      const next = keyOf(target.file, target.pointer);
      if (path.includes(next)) return {};
      const { $ref: _, ...siblings } = value;
      const { $schema: __, ...content } = objectAt(
        written(valueAt(sources.files.get(target.file)?.data, target.pointer), target.file, target.pointer, [...path, next]),
      );
      return { ...content, ...siblings };
    }
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, written(item, file, appendPointer(pointer, name), path)]));
  };
  const { file, pointer } = placeOf(key);
  return written(valueAt(sources.files.get(file)?.data, pointer), file, pointer, [key]);
}

/** A schema so: what Bedrock is given. */
export function plainSchema(sources: SourceSet, store: SchemaStore, key: SchemaKey): JsonObject {
  return objectAt(plainValue(sources, store, key));
}
