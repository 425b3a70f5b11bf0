import type { Options, ValidateFunction } from 'ajv/dist/core.js';
import type { Validate } from '../runtime/validation.ts';
import { AjvCore, applicatorVocabulary, coreVocabulary, formatVocabulary, nextVocabulary, unevaluatedVocabulary, validationVocabulary } from './ajv.ts';
import { formats } from './formats.ts';
import type { Schema, SchemaKey } from './schema.ts';
import { bundleSchemas } from './validation-schema.ts';

/** A bare Ajv with the vocabularies that canonical schemas use. `$dynamicRef` has been resolved already. */
export function createAjv(hasUnevaluated: boolean, hasPrototypeNames: boolean, messages = false): InstanceType<typeof AjvCore> {
  const options: Options = {
    strict: false,
    // what Ajv prints for evaluation tracking throws when it goes on after a failure, so there the first error ends it
    allErrors: !hasUnevaluated,
    messages,
    inlineRefs: false,
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    ownProperties: hasPrototypeNames,
    code: { source: true, esm: true, lines: true },
    // not in the public options, but what Ajv's own 2020 class passes
    ...{ next: true, unevaluated: hasUnevaluated },
  };
  const ajv = new AjvCore(options);
  ajv.addVocabulary(coreVocabulary);
  ajv.addVocabulary(validationVocabulary);
  ajv.addVocabulary(applicatorVocabulary);
  ajv.addVocabulary(formatVocabulary);
  ajv.addVocabulary(nextVocabulary);
  if (hasUnevaluated) ajv.addVocabulary(unevaluatedVocabulary);
  for (const [name, pattern] of Object.entries(formats)) ajv.addFormat(name, pattern);
  return ajv;
}

/** Compiles a schema to a predicate, for use while generating. */
export function predicateOf(schema: Schema, get: (key: SchemaKey) => Schema, assertFormats: boolean): (value: unknown) => boolean {
  const validate = compiled(schema, get, assertFormats);
  return (value) => validate(value) === true;
}

/** The same as generated validators work: what is wrong is added to a list. */
export function validateOf(schema: Schema, get: (key: SchemaKey) => Schema, assertFormats: boolean): Validate {
  const validate = compiled(schema, get, assertFormats);
  return (value, _at, errors) => {
    if (validate(value) !== true) errors.push(...(validate.errors ?? []));
  };
}

function compiled(schema: Schema, get: (key: SchemaKey) => Schema, assertFormats: boolean): ValidateFunction {
  const root: SchemaKey = 'inline:#';
  const bundle = bundleSchemas([root], (key) => (key === root ? schema : get(key)), assertFormats);
  const ajv = createAjv(bundle.hasUnevaluated, bundle.hasPrototypeNames);
  ajv.addSchema(bundle.schema, 'bundle');
  const validate = ajv.getSchema(`bundle#/$defs/${bundle.names.get(root) ?? ''}`);
  if (validate === undefined) throw new Error('a bundled schema has no validator');
  return validate;
}
