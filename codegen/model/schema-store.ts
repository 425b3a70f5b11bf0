import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { fileUri, localCopy, resolveUri } from '../load/file-uri.ts';
import { appendPointer, pointerSegments, toPointer, valueAt } from '../load/pointer.ts';
import type { SourceSet } from '../load/source-set.ts';
import { nearest } from '../print/nearest.ts';
import { canonicalSchema } from './canonical-schema.ts';
import { draftOfUri, type Dialect, type Draft } from './draft.ts';
import { DynamicScopes, type Scope } from './dynamic-scopes.ts';
import { keyOf, placeOf, scopeOf, subschemas, withScope, type Schema, type SchemaKey } from './schema.ts';
import { readAsInheritance } from './inheritance.ts';
import { isObject, stringOf } from './json.ts';
import { countsAsId, indexSchemas, isModern, type Location, type SchemaIndex } from './schema-index.ts';

/** Canonical schemas by key, made on demand. The draft of the root document's inline schemas is given per payload. */
export class SchemaStore {
  readonly diagnostics: Diagnostic[] = [];
  readonly #sources: SourceSet;
  readonly #index: SchemaIndex;
  readonly #scopes: DynamicScopes;
  readonly #literal = new Map<SchemaKey, Schema>();
  readonly #schemas = new Map<SchemaKey, Schema>();
  /** Drafts told by the document (schemaFormat), by key of the payload's root. */
  readonly #drafts = new Map<SchemaKey, Draft>();

  constructor(sources: SourceSet) {
    this.#sources = sources;
    this.#index = indexSchemas(sources.files.values());
    this.#scopes = new DynamicScopes(this.#index);
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
    const scope = this.#scopes.scopeOf(scopeOf(key), base);
    const schema = canonicalSchema(valueAt(source?.data, pointer), pointer, {
      file,
      ...this.#dialectOf(file, pointer),
      resolve: (reference, at, dynamic) => {
        const inner = pointer === at ? base : this.#baseOf(file, at);
        return this.#resolve(reference, { file, pointer: at }, inner, dynamic, inner === base ? scope : this.#enteredUpTo(file, pointer, at, scope));
      },
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
    const key = this.#resolve(reference, from, fileUri(from.file), false, new Map());
    return key === undefined ? undefined : placeOf(key);
  }

  #resolve(reference: string, from: Location, base: string, dynamic: boolean, scope: Scope): SchemaKey | undefined {
    const place = { file: from.file, pointer: appendPointer(from.pointer, dynamic ? '$dynamicRef' : '$ref') };
    const location = this.#find(reference, base) ?? this.#find(reference, fileUri(from.file));
    if (location === undefined) {
      this.diagnostics.push(this.#unresolved(reference, place));
      return undefined;
    }
    const target = this.#through(location);
    if (target === undefined) {
      this.diagnostics.push(diagnostic('ref-unresolved', place, `"${reference}" points to nothing`, this.#meant(location)));
      return undefined;
    }
    // nothing extends the official meta-schema here, so its parts mean it as a whole
    if (dynamic && from.file.startsWith('metaschema/') && reference === '#meta') return keyOf('metaschema/json-schema-2020-12/schema.json', '');
    const meant = dynamic ? (this.#dynamicTarget(reference, target, scope) ?? target) : target;
    if (!this.#scopes.isNeeded) return keyOf(meant.file, meant.pointer);
    const resource = this.#baseOf(meant.file, meant.pointer);
    const number = this.#scopes.numberOf(this.#scopes.entered(scope, resource), resource);
    const key = keyOf(meant.file, meant.pointer);
    return number === undefined ? key : withScope(key, number);
  }

  /** A hint at what stands beside the missing thing. */
  #meant({ file, pointer }: Location): string | undefined {
    const segments = pointerSegments(pointer);
    const holder = valueAt(this.#sources.files.get(file)?.data, toPointer(segments.slice(0, -1)));
    const meant = isObject(holder) ? nearest(segments.at(-1) ?? '', Object.keys(holder)) : undefined;
    return meant === undefined ? undefined : `Did you mean "${meant}"?`;
  }

  /** Where the path taken leads, when a reference is to a dynamic anchor. */
  #dynamicTarget(reference: string, target: Location, scope: Scope): Location | undefined {
    const anchor = reference.slice(reference.indexOf('#') + 1);
    const value = valueAt(this.#sources.files.get(target.file)?.data, target.pointer);
    return isObject(value) && value['$dynamicAnchor'] === anchor ? scope.get(anchor) : undefined;
  }

  /** The scope at a place inside a schema: resources on the way to it are gone into. */
  #enteredUpTo(file: string, from: string, to: string, scope: Scope): Scope {
    const segments = pointerSegments(to);
    let inner = scope;
    for (let length = pointerSegments(from).length + 1; length <= segments.length; length += 1)
      inner = this.#scopes.entered(inner, this.#baseOf(file, toPointer(segments.slice(0, length))));
    return inner;
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
    if (/^https?:/.test(reference)) {
      const copy = localCopy(resolveUri(reference.replace(/#.*$/, ''), reference) ?? '');
      if (copy !== undefined && this.#sources.files.has(copy))
        return diagnostic('ref-unresolved', place, `"${reference}" points to nothing in its copy "${copy}"`);
      const failure = copy === undefined ? undefined : this.#sources.failures.get(copy);
      if (failure?.code === 'file-syntax') return failure;
      const hint = copy === undefined ? undefined : `Put a copy at "${copy}" in the schema folder: it is read in place of the URL.`;
      return diagnostic('file-remote', place, `"${reference}" is a remote reference`, hint);
    }
    const uri = resolveUri(reference, fileUri(place.file));
    const path = uri?.startsWith('file:///') === true ? decoded(new URL(uri).pathname.slice(1)) : undefined;
    const failure = path === undefined ? undefined : this.#sources.failures.get(path);
    if (failure?.code === 'file-syntax') return failure;
    if (path !== undefined && !this.#sources.files.has(path)) return diagnostic('file-missing', place, `"${reference}": there is no readable file "${path}"`);
    const slashed = reference.replace('#', '#/');
    const meant = this.#find(slashed, fileUri(place.file));
    const isPointer = meant !== undefined && this.#through(meant) !== undefined;
    return diagnostic('ref-unresolved', place, `"${reference}" points to nothing`, isPointer ? `Did you mean "${slashed}"?` : undefined);
  }

  /** Base URI at a place: the nearest enclosing `$id`, else the file's. */
  #baseOf(file: string, pointer: string): string {
    let base = fileUri(file);
    let modern = false;
    let value: unknown = this.#sources.files.get(file)?.data;
    for (const segment of [undefined, ...pointerSegments(pointer)]) {
      if (segment !== undefined) value = (value as Readonly<Record<string, unknown>> | undefined)?.[segment];
      if (!isObject(value)) continue;
      modern = isModern(value, modern);
      if (countsAsId(value, modern) && !value['$id'].startsWith('#')) base = resolveUri(value['$id'].replace(/#$/, ''), base) ?? base;
    }
    return base;
  }

  /** The nearest enclosing `$schema`, else what the document declared, else AsyncAPI's default. */
  #dialectOf(file: string, pointer: string): Dialect {
    let dialect: Dialect = { draft: 'draft-07', hasValidation: true };
    let value: unknown = this.#sources.files.get(file)?.data;
    let path = '';
    for (const segment of [undefined, ...pointerSegments(pointer)]) {
      if (segment !== undefined) {
        value = (value as Readonly<Record<string, unknown>> | undefined)?.[segment];
        path += `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      }
      const declared = this.#drafts.get(keyOf(file, path));
      if (declared !== undefined) dialect = { draft: declared, hasValidation: true };
      const uri = value !== null && typeof value === 'object' && '$schema' in value ? value.$schema : undefined;
      if (typeof uri !== 'string') continue;
      const told = this.#dialectOfUri(uri, fileUri(file));
      if (told !== undefined) dialect = told;
      else
        this.diagnostics.push(
          diagnostic(
            'schema-unsupported',
            { file, pointer: `${path}/$schema` },
            `"$schema": "${uri}" is no version of JSON Schema that is known here`,
            'Use draft-04, -06, -07, 2019-09 or 2020-12, or put the meta-schema into the schema folder, at remote/<host>/<path>.',
          ),
        );
    }
    return dialect;
  }

  /** What a `$schema` says: a known draft, or a meta-schema of one's own that asks for no vocabulary but JSON Schema's. */
  #dialectOfUri(uri: string, base: string, limit = 8): Dialect | undefined {
    const draft = draftOfUri(uri);
    if (draft !== undefined) return { draft, hasValidation: true };
    const location = limit === 0 ? undefined : this.#find(uri.replace(/#$/, ''), base);
    const value = location === undefined ? undefined : valueAt(this.#sources.files.get(location.file)?.data, location.pointer);
    if (location === undefined || !isObject(value)) return undefined;
    const own = this.#dialectOfUri(stringOf(value['$schema']), fileUri(location.file), limit - 1);
    if (own === undefined || !isObject(value['$vocabulary'])) return own;
    const required = Object.entries(value['$vocabulary']).flatMap(([name, isRequired]) => (isRequired === true ? [name] : []));
    if (required.some((name) => !/^https:\/\/json-schema\.org\/draft\/[\d-]+\/vocab\//.test(name))) return undefined;
    return { draft: own.draft, hasValidation: Object.keys(value['$vocabulary']).some((name) => name.endsWith('/vocab/validation')) };
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
