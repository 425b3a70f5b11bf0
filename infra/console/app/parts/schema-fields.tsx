/** The fields of a schema as a table; what it refers to is shown in its place, one step in. */
type Schema = Readonly<Record<string, unknown>>;
type Schemas = Readonly<Record<string, Schema>>;

export interface SchemaFieldsProps {
  /** Path of the schema below `schemas/`. */
  readonly file: string;
  readonly schemas: Schemas;
}

interface Field {
  readonly name: string;
  readonly depth: number;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
  readonly bounds: string;
}

/** Steps in; schemas may refer to themselves. */
const DEEPEST = 3;

export function SchemaFields({ file, schemas }: SchemaFieldsProps) {
  const fields = fieldsOf(schemas[file] ?? {}, file, schemas, 0);
  if (fields.length === 0) return <p class="nothing">It has no fields of its own.</p>;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Fields">
      <table class="fields">
        <thead>
          <tr>
            <th>Field</th>
            <th>Type</th>
            <th>What it is</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field, index) => (
            <tr key={index}>
              <td class={`depth-${field.depth}`}>
                <code>{field.name}</code>
                {field.isRequired && <small class="required">required</small>}
              </td>
              <td>{field.type}</td>
              <td>
                {field.description}
                {field.bounds !== '' && <small class="hint">{field.bounds}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function fieldsOf(schema: Schema, file: string, schemas: Schemas, depth: number): readonly Field[] {
  const required = new Set(list(schema['required']));
  return Object.entries(object(schema['properties'])).flatMap(([name, value]) => {
    const own = object(value);
    const target = resolved(own, file, schemas);
    const shape = target.schema;
    const item = resolved(object(shape['items']), target.file, schemas);
    const below =
      depth >= DEEPEST
        ? []
        : fieldsOf(shape['type'] === 'array' ? item.schema : shape, shape['type'] === 'array' ? item.file : target.file, schemas, depth + 1);
    const field: Field = {
      name,
      depth,
      type: shape['type'] === 'array' ? `${typeOf(item.schema)}[]` : typeOf(shape),
      isRequired: required.has(name),
      description: String(own['description'] ?? shape['description'] ?? ''),
      bounds: boundsOf(shape),
    };
    return [field, ...below];
  });
}

/** What a reference to a file, or within one, leads to. */
function resolved(schema: Schema, file: string, schemas: Schemas): { readonly schema: Schema; readonly file: string } {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return { schema, file };
  const [path = '', pointer = ''] = reference.split('#');
  const target = path === '' ? file : new URL(path, `file:///${file}`).pathname.slice(1);
  const found = pointer
    .split('/')
    .filter((part) => part !== '')
    .reduce<Schema>((at, part) => object(at[part]), schemas[target] ?? {});
  return { schema: found, file: target };
}

function typeOf(schema: Schema): string {
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum'])) return schema['enum'].map((one) => JSON.stringify(one)).join(' | ');
  for (const union of ['oneOf', 'anyOf']) if (Array.isArray(schema[union])) return `one of ${schema[union].length}`;
  return Array.isArray(schema['type']) ? schema['type'].join(' | ') : String(schema['type'] ?? 'any');
}

const bounds: Readonly<Record<string, string>> = {
  minLength: 'at least {} characters',
  maxLength: 'at most {} characters',
  minimum: 'at least {}',
  maximum: 'at most {}',
  minItems: 'at least {} items',
  maxItems: 'at most {} items',
  pattern: 'pattern {}',
  format: '{}',
  default: 'default {}',
};

function boundsOf(schema: Schema): string {
  return Object.entries(bounds)
    .flatMap(([name, words]) =>
      schema[name] === undefined ? [] : [words.replace('{}', typeof schema[name] === 'number' ? schema[name].toLocaleString('en-GB') : String(schema[name]))],
    )
    .join(', ');
}

function object(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}

function list(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
