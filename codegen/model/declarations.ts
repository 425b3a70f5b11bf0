import { posix } from 'node:path';
import { pointerSegments, appendPointer } from '../load/pointer.ts';
import { toKebabCase, toPascalCase, uniqueName } from './identifier.ts';
import type { Declaration, TypeModule } from './model.ts';
import { placeOf, subschemas, type Schema, type SchemaKey, type SchemaObject } from './schema.ts';
import { references, type SchemaStore } from './schema-store.ts';

/** A schema whose name and file are decided by what it is (an event, a table entity, …). */
export interface DeclaredRoot {
  readonly key: SchemaKey;
  readonly name: string;
  readonly module: string;
}

export interface Declarations {
  readonly byKey: ReadonlyMap<SchemaKey, Declaration>;
  readonly modules: readonly TypeModule[];
}

/**
 * Gives a name and a file to every schema that generated types need by name: the roots, everything that a `$ref`
 * reaches (so recursion is a type that names itself), and inline objects and enums with a title. Names are unique
 * within their file only, so a new schema never renames what stands in another file.
 */
export function declareTypes(roots: readonly DeclaredRoot[], store: SchemaStore): Declarations {
  const byKey = new Map<SchemaKey, Declaration>();
  const namesIn = new Map<string, Set<string>>();
  const order: Declaration[] = [];
  const homes = new Map<string, string>();
  const modulePaths = new Set(roots.map((root) => root.module.toLowerCase()));
  for (const root of roots) {
    const { file, pointer } = placeOf(root.key);
    if (pointer === '') homes.set(file, root.module);
  }

  for (const root of roots) add(root.key, root.name, root.module, root.name);
  // Declarations are appended while this loop runs: each may refer to further ones.
  for (let index = 0; index < order.length; index += 1) {
    const owner = order[index];
    if (owner === undefined) break;
    const schema = store.get(owner.key);
    for (const target of references(schema)) if (!byKey.has(target)) addReferenced(target);
    addTitled(schema, owner.key, owner);
  }

  const paths = [...new Set(order.map((one) => one.module))].sort();
  const modules = paths.map((path) => {
    const declarations = order.filter((one) => one.module === path);
    return { path, source: [...new Set(declarations.map((one) => placeOf(one.key).file))].sort().join(', '), declarations };
  });
  return { byKey, modules };

  function add(key: SchemaKey, wished: string, module: string, qualified: string): void {
    if (byKey.has(key)) return;
    let taken = namesIn.get(module);
    if (taken === undefined) namesIn.set(module, (taken = new Set()));
    const name = uniqueName(taken.has(wished.toLowerCase()) ? qualified : wished, taken);
    const declaration = { key, name, module };
    byKey.set(key, declaration);
    order.push(declaration);
  }

  function addReferenced(key: SchemaKey): void {
    const { file, pointer } = placeOf(key);
    const schema = store.get(key);
    const segments = pointerSegments(pointer).filter((segment) => !structural.has(segment));
    const last = segments.at(-1);
    const title = typeof schema === 'object' ? schema.title : undefined;
    const name = toPascalCase(last !== undefined && isDefinition(pointer) ? last : (title ?? last ?? fileStem(file)));
    add(key, name, homeOf(key), toPascalCase([...segments.slice(-3), ...(segments.length === 0 ? [fileStem(file)] : [])].join(' ')));
  }

  function addTitled(schema: Schema, key: SchemaKey, owner: Declaration): void {
    for (const [segments, sub] of subschemas(schema)) {
      const at: SchemaKey = `${key}${appendPointer('', ...segments)}` as SchemaKey;
      if (typeof sub === 'object' && sub.title !== undefined && isWorthAName(sub)) {
        add(at, toPascalCase(sub.title), owner.module, `${owner.name}${toPascalCase(segments.slice(-1).join(' '))}`);
      } else addTitled(sub, at, owner);
    }
  }

  /** The file for a schema that is no root: that of the root it stands in, else one of its own below `schemas/`. */
  function homeOf(key: SchemaKey): string {
    const { file, pointer } = placeOf(key);
    for (const root of roots) {
      const at = placeOf(root.key);
      if (at.file === file && (pointer === at.pointer || pointer.startsWith(`${at.pointer}/`)) && at.pointer !== '') return root.module;
    }
    const ofFile = homes.get(file);
    if (ofFile !== undefined) return ofFile;
    const segments = pointerSegments(pointer);
    const component = segments[0] === 'components' && segments[1] === 'schemas' ? segments[2] : undefined;
    const homeKey =
      component === undefined ? (segments[0] === 'components' || segments[0] === 'channels' ? `${file}#${pointer}` : file) : `${file}#${component}`;
    const known = homes.get(homeKey);
    if (known !== undefined) return known;
    const stem = component ?? (homeKey === file ? fileStem(file) : segments.slice(-2).join('-'));
    const folder = component === undefined && file.startsWith('common/') ? 'common' : 'schemas';
    const path = uniqueName(`${folder}/${toKebabCase(stem)}`, modulePaths);
    homes.set(homeKey, path);
    return path;
  }
}

const structural = new Set(['components', 'schemas', '$defs', 'definitions', 'properties', 'items', 'schema', 'payload', 'allOf', 'anyOf', 'oneOf']);

function isDefinition(pointer: string): boolean {
  return /\/(schemas|\$defs|definitions)\/[^/]+$/.test(pointer);
}

function isWorthAName(schema: SchemaObject): boolean {
  if (schema.$ref !== undefined) return false;
  return schema.properties !== undefined || schema.enum !== undefined || schema.oneOf !== undefined || schema.anyOf !== undefined || schema.allOf !== undefined;
}

function fileStem(file: string): string {
  return posix
    .basename(file)
    .replace(/\.(json|ya?ml)$/i, '')
    .replace(/\.schema$/i, '');
}
