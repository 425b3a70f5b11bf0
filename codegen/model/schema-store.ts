import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { appendPointer, pointerSegments, toPointer, valueAt } from '../load/pointer.ts';
import type { SourceSet } from '../load/source-set.ts';
import { canonicalSchema } from './canonical-schema.ts';
import { draftOfUri, type Draft } from './draft.ts';
import { keyOf, placeOf, subschemas, type Schema, type SchemaKey } from './schema.ts';
import { readAsInheritance } from './inheritance.ts';
import { isObject } from './json.ts';
import { countsAsId, fileUri, indexSchemas, isModern, resolveUri, type Location, type SchemaIndex } from './schema-index.ts';

/** Canonical schemas by key, made on demand. The draft of the root document's inline schemas is given per payload. */
export class SchemaStore {
  readonly diagnostics: Diagnostic[] = [];
  readonly #sources: SourceSet;
  readonly #index: SchemaIndex;
  readonly #literal = new Map<SchemaKey, Schema>();
  readonly #schemas = new Map<SchemaKey, Schema>();
  /** Drafts told by the document (schemaFormat), by key of the payload's root. */
  readonly #drafts = new Map<SchemaKey, Draft>();

  constructor(sources: SourceSet) {
    this.#sources = sources;
    this.#index = indexSchemas(sources.files.values());
  }

  /** Says which draft a schema is written in unless its file says so itself. */
  declareDraft(key: SchemaKey, draft: Draft): void {
    this.#drafts.set(key, draft);
  }

  /** Says that a place which is no schema itself stands for one. */
  declareAlias(key: SchemaKey, target: SchemaKey): void {
    this.#literal.set(key, { $ref: target });
  }

  get(key: SchemaKey): Schema {
    const known = this.#schemas.get(key);
    if (known !== undefined) return known;
    const schema = readAsInheritance(
      key,
      (one) => this.#read(one),
      (extended) => {
        const name = pointerSegments(placeOf(extended).pointer).at(-1) ?? placeOf(extended).file;
        this.diagnostics.push(diagnostic('schema-circular', placeOf(key), `"${name}" is a choice of schemas that extend it, and this is one of them`));
      },
    );
    this.#schemas.set(key, schema);
    return schema;
  }

  /** As it is written, circular choices included. */
  #read(key: SchemaKey): Schema {
    const known = this.#literal.get(key);
    if (known !== undefined) return known;
    const { file, pointer } = placeOf(key);
    const source = this.#sources.files.get(file);
    const base = this.#baseOf(file, pointer);
    const schema = canonicalSchema(valueAt(source?.data, pointer), pointer, {
      file,
      draft: this.#draftOf(file, pointer),
      resolve: (reference, at, dynamic) => this.#resolve(reference, { file, pointer: at }, pointer === at ? base : this.#baseOf(file, at), dynamic),
      report: (one) => this.diagnostics.push(one),
    });
    this.#literal.set(key, schema);
    return schema;
  }

  /** Keys that can be reached from `roots` by references, the roots included, in order of discovery. */
  reachable(roots: Iterable<SchemaKey>): readonly SchemaKey[] {
    const found = new Set<SchemaKey>();
    const visit = (key: SchemaKey): void => {
      if (found.has(key)) return;
      found.add(key);
      for (const target of references(this.get(key))) visit(target);
    };
    for (const root of roots) visit(root);
    return [...found];
  }

  /** Resolves a reference of the document itself (not of a schema); reports when it points to nothing. */
  resolve(reference: string, from: Location): Location | undefined {
    const key = this.#resolve(reference, from, fileUri(from.file), false);
    return key === undefined ? undefined : placeOf(key);
  }

  #resolve(reference: string, from: Location, base: string, dynamic: boolean): SchemaKey | undefined {
    const place = { file: from.file, pointer: from.pointer };
    const location = this.#find(reference, base) ?? this.#find(reference, fileUri(from.file));
    if (location === undefined) {
      this.diagnostics.push(this.#unresolved(reference, place));
      return undefined;
    }
    const target = this.#through(location);
    if (target === undefined) {
      this.diagnostics.push(diagnostic('ref-unresolved', place, `"${reference}" points to nothing`));
      return undefined;
    }
    // nothing extends the official meta-schema here, so its parts mean it as a whole
    if (dynamic && from.file.startsWith('metaschema/') && reference === '#meta') return keyOf('metaschema/json-schema-2020-12/schema.json', '');
    if (dynamic && this.#isAmbiguous(reference)) {
      this.diagnostics.push(diagnostic('ref-unsupported', place, `"$dynamicRef": "${reference}" has more than one "$dynamicAnchor" that it may mean`));
      return undefined;
    }
    return keyOf(target.file, target.pointer);
  }

  /** Where a pointer leads when the `$ref`s on its way are followed, as public tools do: `#/channels/a/messages/b` where `a` is in another file. */
  #through(location: Location, limit = 32): Location | undefined {
    const data = this.#sources.files.get(location.file)?.data;
    if (valueAt(data, location.pointer) !== undefined) return location;
    const segments = pointerSegments(location.pointer);
    for (let length = segments.length - 1; length > 0 && limit > 0; length -= 1) {
      const at = { file: location.file, pointer: toPointer(segments.slice(0, length)) };
      const value = valueAt(data, at.pointer);
      if (value === undefined) continue;
      const found = isObject(value) && typeof value['$ref'] === 'string' ? this.#find(value['$ref'], this.#baseOf(at.file, at.pointer)) : undefined;
      return found && this.#through({ file: found.file, pointer: appendPointer(found.pointer, ...segments.slice(length)) }, limit - 1);
    }
    return undefined;
  }

  #find(reference: string, base: string): Location | undefined {
    const uri = resolveUri(reference, base);
    if (uri === undefined) return undefined;
    const at = uri.indexOf('#');
    const resource = at === -1 ? uri : uri.slice(0, at);
    const fragment = at === -1 ? '' : decoded(uri.slice(at + 1));
    const root = this.#index.resources.get(resource);
    if (root === undefined) return undefined;
    if (fragment === '' || fragment.startsWith('/')) return { file: root.file, pointer: root.pointer + fragment };
    return this.#index.anchors.get(`${resource}#${fragment}`);
  }

  #unresolved(reference: string, place: Location): Diagnostic {
    if (/^https?:/.test(reference)) return diagnostic('file-remote', place, `"${reference}" is a remote reference`);
    const uri = resolveUri(reference, fileUri(place.file));
    const path = uri?.startsWith('file:///') === true ? decoded(new URL(uri).pathname.slice(1)) : undefined;
    const failure = path === undefined ? undefined : this.#sources.failures.get(path);
    if (failure?.code === 'file-syntax') return failure;
    if (path !== undefined && !this.#sources.files.has(path)) return diagnostic('file-missing', place, `"${reference}": there is no readable file "${path}"`);
    return diagnostic('ref-unresolved', place, `"${reference}" points to nothing`);
  }

  #isAmbiguous(reference: string): boolean {
    const anchor = reference.split('#')[1] ?? '';
    return (this.#index.dynamicAnchors.get(anchor) ?? 0) > 1;
  }

  /** Base URI at a place: the nearest enclosing `$id`, else the file's. */
  #baseOf(file: string, pointer: string): string {
    let base = fileUri(file);
    const modern = isModern(this.#sources.files.get(file)?.data);
    let value: unknown = this.#sources.files.get(file)?.data;
    for (const segment of [undefined, ...pointerSegments(pointer)]) {
      if (segment !== undefined) value = (value as Readonly<Record<string, unknown>> | undefined)?.[segment];
      if (isObject(value) && countsAsId(value, modern) && !value['$id'].startsWith('#')) base = resolveUri(value['$id'].replace(/#$/, ''), base) ?? base;
    }
    return base;
  }

  /** The nearest enclosing `$schema`, else what the document declared, else AsyncAPI's default. */
  #draftOf(file: string, pointer: string): Draft {
    let draft: Draft = 'draft-07';
    let value: unknown = this.#sources.files.get(file)?.data;
    let path = '';
    for (const segment of [undefined, ...pointerSegments(pointer)]) {
      if (segment !== undefined) {
        value = (value as Readonly<Record<string, unknown>> | undefined)?.[segment];
        path += `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      }
      draft = this.#drafts.get(keyOf(file, path)) ?? draft;
      const uri = value !== null && typeof value === 'object' && '$schema' in value ? value.$schema : undefined;
      if (typeof uri !== 'string') continue;
      const told = draftOfUri(uri);
      if (told !== undefined) draft = told;
      else
        this.diagnostics.push(
          diagnostic(
            'schema-unsupported',
            { file, pointer: `${path}/$schema` },
            `"$schema": "${uri}" is no version of JSON Schema that is known here`,
            'Use draft-04, -06, -07, 2019-09 or 2020-12.',
          ),
        );
    }
    return draft;
  }
}

/** All `$ref` targets inside one schema. */
export function* references(schema: Schema): Generator<SchemaKey> {
  if (typeof schema === 'boolean') return;
  if (schema.$ref !== undefined) yield schema.$ref;
  for (const [, sub] of subschemas(schema)) yield* references(sub);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a "%" that is no escape
  }
}
