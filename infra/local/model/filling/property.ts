import { takes, type Schema } from './schema.ts';

/** What a property of an input wants, judged by its name, type and description. */
export type PropertyKind =
  | 'document'
  | 'expression'
  | 'sourceUnit'
  | 'targetUnit'
  | 'date'
  | 'field'
  | 'groupField'
  | 'sortField'
  | 'path'
  | 'choice'
  | 'choices'
  | 'number'
  | 'numbers'
  | 'flag'
  | 'fields'
  | 'texts'
  | 'conditions'
  | 'phrase'
  | 'unknown';

export interface Property {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
  readonly kind: PropertyKind;
}

/** The properties of an input schema, required ones first. */
export function propertiesOf(schema: Schema): readonly Property[] {
  const required = new Set(schema.required ?? []);
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    schema: property,
    required: required.has(name),
    kind: kindOf(name, property),
  }));
  return [...properties.filter((property) => property.required), ...properties.filter((property) => !property.required)];
}

function kindOf(name: string, schema: Schema): PropertyKind {
  const description = (schema.description ?? '').toLowerCase();
  const lower = name.toLowerCase();
  if (takes(schema, 'array') && !takes(schema, 'string')) return arrayKind(lower, description, schema.items ?? {});
  if (schema.enum !== undefined) return 'choice';
  if (takes(schema, 'boolean') && !takes(schema, 'string')) return 'flag';
  if ((takes(schema, 'number') || takes(schema, 'integer')) && (!takes(schema, 'string') || !/text/.test(description))) return 'number';
  if (!takes(schema, 'string')) return 'unknown';
  if (schema.format === 'date' || schema.format === 'date-time' || /date$|^date|deadline|birthday/.test(lower)) return 'date';
  if (/expression|formula|equation|calculation/.test(lower)) return 'expression';
  if (/^(?:from|source)(?:_?unit|_?currency)?$/.test(lower) && /unit|currency/.test(`${description} ${lower}`)) return 'sourceUnit';
  if (/^(?:to|target|into)(?:_?unit|_?currency)?$/.test(lower) && /unit|currency/.test(`${description} ${lower}`)) return 'targetUnit';
  if (/group_?by/.test(lower)) return 'groupField';
  if (/(?:sort|order)_?by/.test(lower)) return 'sortField';
  if (/^(?:column|field|key|attribute)(?:_?name)?$/.test(lower)) return 'field';
  if (/path|query|selector/.test(lower) && /path/.test(`${lower} ${description}`)) return 'path';
  if (
    /csv|json|text|table|content|document|\bdata\b|body|lines?|^list$|source|^first$|^second$|^left$|^right$|^a$|^b$|original|modified|before|after|^old|^new|input|message|words?|sentence|phrase|string|password|plain|cipher|title/.test(
      lower,
    ) ||
    /attachment:/.test(description)
  )
    return 'document';
  return 'phrase';
}

function arrayKind(name: string, description: string, items: Schema): PropertyKind {
  if (items.enum !== undefined) return 'choices';
  if (takes(items, 'object') && !takes(items, 'string')) {
    const names = Object.keys(items.properties ?? {}).map((property) => property.toLowerCase());
    return names.some((property) => /column|field|key/.test(property)) && names.some((property) => /op/.test(property)) ? 'conditions' : 'unknown';
  }
  if (items.type === 'number' || items.type === 'integer') return 'numbers';
  if (/column|field/.test(name) || /column|field names?/.test(description)) return 'fields';
  return 'texts';
}
