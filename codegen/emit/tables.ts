import type { EntityModel, Model } from '../model/model.ts';
import { isSchemaObject, type Schema } from '../model/schema.ts';
import { docComment } from '../print/doc-comment.ts';
import type { GeneratedFile } from '../print/generated-file.ts';
import { literal, propertyName } from '../print/literal.ts';
import { header, ModuleText, quoted, type ImportStyle } from '../print/module-text.ts';
import type { KeyAttribute } from '../runtime/contracts.ts';
import { printTypes } from './types.ts';

/** One file an entity: its types and its ElectroDB model. */
export async function emitTables(model: Model, style: ImportStyle): Promise<readonly GeneratedFile[]> {
  const files: GeneratedFile[] = [];
  for (const [path, entities] of Map.groupBy(model.entities, (entity) => entity.module)) {
    const types = model.modules.find((one) => one.path === path);
    if (types === undefined) continue;
    const declared = [
      ...types.declarations.map((one) => one.name),
      ...entities.flatMap((entity) => [entity.modelFunction, `${entity.typeName}Model`, `build${entity.typeName}Model`]),
    ];
    const module = new ModuleText(path, style, declared);
    await printTypes(model, types, module);
    for (const entity of entities) module.add(...entityModel(model, entity, module));
    files.push({ path: `${path}.ts`, text: module.toString(header(types.source)) });
  }
  return files;
}

function entityModel(model: Model, entity: EntityModel, module: ModuleText): readonly string[] {
  const Entity = module.packageValue('Entity', 'electrodb');
  const client = module.packageType('DynamoDBDocumentClient', '@aws-sdk/lib-dynamodb');
  const perTable = module.runtimeValue('perTable', 'entity-model');
  const name = `${entity.typeName}Model`;
  const custom = (property: string): string => {
    const create = module.packageValue('CustomAttributeType', 'electrodb');
    return `${create}<NonNullable<${entity.typeName}[${quoted(property)}]>>('any')`;
  };
  const schema = model.schemas(entity.key);
  const required = isSchemaObject(schema) ? (schema.required ?? []) : [];
  const attributes = Object.entries(isSchemaObject(schema) ? (schema.properties ?? {}) : {}).map(([property, value]) => {
    const type = attributeType(resolved(model, value)) ?? custom(property);
    return `        ${propertyName(property)}: { type: ${type}${required.includes(property) ? ', required: true' : ''} },`;
  });
  const { table } = entity;
  const indexes = [
    `        primary: ${indexText(undefined, table.partitionKey, table.sortKey)},`,
    ...table.indexes.map((index) => `        ${propertyName(index.name)}: ${indexText(index.name, index.partitionKey, index.sortKey)},`),
  ];
  const build = [
    `function build${name}(client: ${client}, table: string) {`,
    `  return new ${Entity}(`,
    '    {',
    `      model: ${literal({ entity: entity.entity, version: '1', service: entity.service })},`,
    '      attributes: {',
    ...attributes,
    '      },',
    '      indexes: {',
    ...indexes,
    '      },',
    '    } as const,',
    '    { client, table },',
    '  );',
    '}',
  ].join('\n');
  const about = `The ElectroDB model of ${entity.typeName} in table "${table.name}". Keys are the attributes themselves; validate with ${entity.parserName} before a put. Built once for each client and table.`;
  return [
    build,
    `export type ${name} = ReturnType<typeof build${name}>;`,
    `${docComment(about)}export const ${entity.modelFunction} = /* @__PURE__ */ ${perTable}(build${name});`,
  ];
}

function indexText(index: string | undefined, partitionKey: KeyAttribute, sortKey: KeyAttribute | undefined): string {
  const key = ({ name }: KeyAttribute): string =>
    `{ field: ${quoted(name)}, composite: [${quoted(name)}], template: ${quoted(`\${${name}}`)}, casing: 'none' }`;
  const parts = [
    ...(index === undefined ? [] : [`index: ${quoted(index)}`]),
    `pk: ${key(partitionKey)}`,
    ...(sortKey === undefined ? [] : [`sk: ${key(sortKey)}`]),
  ];
  return `{ ${parts.join(', ')} }`;
}

/** ElectroDB's own type of a scalar; undefined for what only a custom type can say. */
function attributeType(schema: Schema): string | undefined {
  if (!isSchemaObject(schema)) return undefined;
  const values = typeof schema.const === 'string' ? [schema.const] : schema.enum;
  if (values !== undefined) return values.every((value) => typeof value === 'string') ? `[${values.map(quoted).join(', ')}]` : undefined;
  switch (schema.type) {
    case 'string':
      return quoted('string');
    case 'integer':
    case 'number':
      return quoted('number');
    case 'boolean':
      return quoted('boolean');
    default:
      return undefined;
  }
}

function resolved(model: Model, schema: Schema, limit = 16): Schema {
  return isSchemaObject(schema) && schema.$ref !== undefined && limit > 0 ? resolved(model, model.schemas(schema.$ref), limit - 1) : schema;
}
