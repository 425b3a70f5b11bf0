import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { appendPointer } from '../load/pointer.ts';
import { nearest } from '../print/nearest.ts';
import type { Dialect, Draft } from './draft.ts';
import { unicodePattern } from './pattern.ts';
import { withoutPlainUnevaluated } from './plain-unevaluated.ts';
import { idleAdditionalItems, type Schema, type SchemaKey } from './schema.ts';

/** What canonicalisation needs to know of a schema's surroundings. */
export interface Surroundings extends Dialect {
  readonly file: string;
  /** Resolves a `$ref` that stands at `pointer`; undefined (and reported) when it points to nothing. */
  resolve(reference: string, pointer: string, dynamic: boolean): SchemaKey | undefined;
  report(diagnostic: Diagnostic): void;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Rewrites one schema of any draft to the 2020-12 vocabulary: tuples become `prefixItems`, `dependencies` are
 * split, boolean exclusive bounds become numbers, siblings of an old `$ref` are ignored as the old drafts say.
 * Definitions are left out: whoever is referred to is canonicalised under its own key.
 */
export function canonicalSchema(raw: unknown, pointer: string, around: Surroundings): Schema {
  if (typeof raw === 'boolean') return raw;
  const place = { file: around.file, pointer };
  if (!isJson(raw)) {
    around.report(diagnostic('schema-invalid', place, `a schema must be an object or a boolean, found ${shown(raw)}`));
    return true;
  }
  const modern = around.draft === '2019-09' || around.draft === '2020-12';
  if (typeof raw['$ref'] === 'string' && !modern) return { ...annotations(raw), ...reference(raw['$ref'], pointer, false, around) };

  const schema: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(raw)) {
    if (!around.hasValidation && validationVocabulary.has(keyword)) continue;
    const at = appendPointer(pointer, keyword);
    const sub = (item: unknown, ...segments: readonly (string | number)[]): Schema => canonicalSchema(item, appendPointer(at, ...segments), around);
    const invalid = (expected: string, meant?: string): void => {
      const hint = meant === undefined ? undefined : `Did you mean "${meant}"?`;
      around.report(diagnostic('schema-invalid', { file: around.file, pointer: at }, `"${keyword}" must be ${expected}, found ${shown(value)}`, hint));
    };
    switch (keyword) {
      case '$ref':
        if (typeof value === 'string') Object.assign(schema, reference(value, pointer, false, around));
        else invalid('a string');
        break;
      case '$dynamicRef':
      case '$recursiveRef':
        if (modern && typeof value === 'string') Object.assign(schema, reference(value, pointer, true, around));
        break;
      case 'items':
        if (Array.isArray(value) && around.draft !== '2020-12') {
          schema['prefixItems'] = value.map((item, index) => sub(item, index));
          if (raw['additionalItems'] !== undefined)
            schema['items'] = canonicalSchema(raw['additionalItems'], appendPointer(pointer, 'additionalItems'), around);
        } else if (Array.isArray(value)) invalid('a schema (2020-12 writes tuples with "prefixItems")');
        else schema['items'] = sub(value);
        break;
      case 'additionalItems':
        // without effect beside anything but a list; the comparison still reports that it changed, for readers that honour it
        if (around.draft !== '2020-12' && !Array.isArray(raw['items']) && !JSON.stringify(value).includes('"$ref"')) schema[idleAdditionalItems] = sub(value);
        break;
      case 'prefixItems':
        if (around.draft !== '2020-12') break;
        if (Array.isArray(value)) schema[keyword] = value.map((item, index) => sub(item, index));
        else invalid('a list of schemas');
        break;
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
        if (Array.isArray(value) && value.length > 0) schema[keyword] = value.map((item, index) => sub(item, index));
        else invalid('a list of at least one schema');
        break;
      case 'unevaluatedItems':
      case 'unevaluatedProperties':
        if (modern) schema[keyword] = sub(value);
        break;
      case 'if':
      case 'then':
      case 'else':
      case 'contains':
      case 'propertyNames':
      case 'additionalProperties':
      case 'not':
        schema[keyword] = sub(value);
        break;
      case 'properties':
      case 'patternProperties':
        if (!isJson(value)) invalid('an object of schemas');
        else
          schema[keyword] =
            keyword === 'properties'
              ? mapped(value, sub)
              : Object.fromEntries(Object.entries(mapped(value, sub)).map(([pattern, item]) => [unicodePattern(pattern), item]));
        break;
      case 'dependentSchemas':
        if (!modern) break;
        if (isJson(value)) schema[keyword] = { ...(schema[keyword] as object | undefined), ...mapped(value, sub) };
        else invalid('an object of schemas');
        break;
      case 'dependentRequired':
        if (!modern) break;
        if (isJson(value) && Object.values(value).every(isNameList)) schema[keyword] = { ...(schema[keyword] as object | undefined), ...value };
        else invalid('an object of lists of property names');
        break;
      case 'dependencies': {
        if (!isJson(value)) {
          invalid('an object');
          break;
        }
        if (around.draft === '2020-12') break;
        const entries = Object.entries(value);
        const required = entries.filter(([, item]) => Array.isArray(item));
        if (!required.every(([, item]) => isNameList(item))) invalid('an object of schemas and lists of property names');
        const schemas = entries.filter(([, item]) => !Array.isArray(item));
        if (required.length > 0) schema['dependentRequired'] = { ...(schema['dependentRequired'] as object | undefined), ...Object.fromEntries(required) };
        if (schemas.length > 0)
          schema['dependentSchemas'] = { ...(schema['dependentSchemas'] as object | undefined), ...mapped(Object.fromEntries(schemas), sub) };
        break;
      }
      case 'exclusiveMinimum':
      case 'exclusiveMaximum':
        if (typeof value === 'boolean') {
          const bound = keyword === 'exclusiveMinimum' ? 'minimum' : 'maximum';
          if (!isEarly(around.draft)) invalid('a number');
          else if (value && typeof raw[bound] === 'number') schema[keyword] = raw[bound];
        } else if (typeof value === 'number') schema[keyword] = value;
        else invalid('a number');
        break;
      case 'minimum':
      case 'maximum':
      case 'multipleOf':
        if (typeof value !== 'number' || (keyword === 'multipleOf' && value <= 0)) invalid(keyword === 'multipleOf' ? 'a number above 0' : 'a number');
        else schema[keyword] = value;
        break;
      case 'minLength':
      case 'maxLength':
      case 'minItems':
      case 'maxItems':
      case 'minProperties':
      case 'maxProperties':
      case 'minContains':
      case 'maxContains':
        if (!modern && keyword.endsWith('Contains')) break;
        if (typeof value === 'number' && Number.isInteger(value) && value >= 0) schema[keyword] = value;
        else invalid('a non-negative integer');
        break;
      case 'required':
        // draft-03 style booleans are common in the wild and mean nothing since draft-04
        if (isNameList(value)) schema[keyword] = [...new Set(value)];
        else invalid('a list of property names');
        break;
      case 'type':
        if (isType(value)) schema[keyword] = around.draft === 'openapi-3.0' && raw['nullable'] === true ? [value, 'null'].flat() : value;
        else {
          const meant = typeof value === 'string' ? nearest(value, typeNames) : undefined;
          invalid(`one or a list of ${typeNames.map((name) => `"${name}"`).join(', ')}`, meant);
        }
        break;
      case 'enum':
        if (Array.isArray(value)) schema[keyword] = value;
        else invalid('a list');
        break;
      case 'const':
        // draft-04 does not know it, but who writes it there means what it says
        schema[keyword] = value;
        break;
      case 'pattern':
      case 'format':
      case 'title':
      case 'description':
      case '$dynamicAnchor':
        if (typeof value === 'string') schema[keyword] = keyword === 'pattern' ? unicodePattern(value) : value;
        else if (keyword === 'description' || keyword === 'title') schema[keyword] = String(value);
        else invalid('a string');
        break;
      case 'uniqueItems':
        if (typeof value === 'boolean') schema[keyword] = value;
        else invalid('a boolean');
        break;
      case 'deprecated':
        // an annotation only, and many write the reason
        if (typeof value === 'boolean' || typeof value === 'string') schema[keyword] = value !== false;
        else invalid('a boolean');
        break;
      case 'examples':
        if (Array.isArray(value)) schema[keyword] = value;
        break;
      case 'default':
        schema[keyword] = value;
        break;
      default:
        if (keyword.startsWith('x-')) schema[keyword] = value;
    }
  }
  return withoutPlainUnevaluated(schema);
}

const validationVocabulary: ReadonlySet<string> = new Set(
  `type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems maxContains
  minContains maxProperties minProperties required dependentRequired`.split(/\s+/),
);

/** Before draft-06, when exclusive bounds were booleans. */
function isEarly(draft: Draft): boolean {
  return draft === 'draft-04' || draft === 'openapi-3.0';
}

function reference(value: string, pointer: string, dynamic: boolean, around: Surroundings): object {
  const target = around.resolve(value, pointer, dynamic);
  return target === undefined ? {} : { $ref: target };
}

function annotations(raw: Json): object {
  const kept: Record<string, unknown> = {};
  for (const keyword of ['description', 'deprecated', 'default', 'examples'] as const) {
    if (raw[keyword] !== undefined) kept[keyword] = raw[keyword];
  }
  return kept;
}

function mapped(value: Json, sub: (item: unknown, ...segments: readonly string[]) => Schema): Record<string, Schema> {
  // fromEntries defines own properties, so that a property called "__proto__" survives
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, sub(item, name)]));
}

function isNameList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

const typeNames: readonly string[] = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'];

function isType(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every((item) => typeNames.includes(String(item)));
  return typeof value === 'string' && typeNames.includes(value);
}

function isJson(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
