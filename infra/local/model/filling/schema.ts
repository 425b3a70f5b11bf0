/** The part of JSON Schema that inputs of tools are described in. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly examples?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** A schema from the wire; what is not an object says nothing. */
export function toSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}

/** Whether a schema takes values of a JSON type; a schema without type takes strings. */
export function takes(schema: Schema, type: string): boolean {
  const types = schema.type === undefined ? ['string'] : typeof schema.type === 'string' ? [schema.type] : schema.type;
  return types.includes(type);
}
