import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { appendPointer } from '../load/pointer.ts';
import { objectAt, listOf } from '../model/json.ts';
import { isSchemaObject, placeOf, subschemas, type Schema, type SchemaKey } from '../model/schema.ts';
import { validateOf } from '../model/validation-engine.ts';
import { parsed } from '../runtime/validation.ts';
import type { Rule, RuleContext } from './rule.ts';

/** Examples, of schemas and of messages, are what they are examples of: reference pages and tests are made from them. */
export const example: Rule = function* (context) {
  const { model, document, isSound } = context;
  // a schema with an error cannot be compiled
  if (!isSound) return;
  for (const { key } of model.declarations.values()) yield* ofSchema(model.schemas(key), key, context);
  for (const message of document.messages) {
    if (message.payload === undefined) continue;
    const { payload } = message;
    for (const [index, item] of listOf(message.value['examples']).entries()) {
      const shown = objectAt(item);
      if (!Object.hasOwn(shown, 'payload')) continue;
      const pointer = appendPointer(message.location.pointer, 'examples', index, 'payload');
      yield* ofValue({ $ref: payload }, shown['payload'], { file: message.location.file, pointer }, context);
    }
  }
};

function* ofSchema(schema: Schema, key: SchemaKey, context: RuleContext): Generator<Diagnostic> {
  if (!isSchemaObject(schema)) return;
  for (const [index, value] of (schema.examples ?? []).entries())
    yield* ofValue(schema, value, placeOf(appendPointer(key, 'examples', index) as SchemaKey), context);
  for (const [segments, sub] of subschemas(schema)) yield* ofSchema(sub, appendPointer(key, ...segments) as SchemaKey, context);
}

function* ofValue(schema: Schema, value: unknown, place: { readonly file: string; readonly pointer: string }, { model }: RuleContext): Generator<Diagnostic> {
  const checked = parsed(validateOf(schema, model.schemas, model.assertFormats), value);
  if (checked.ok) return;
  const [problem] = checked.problems;
  const text = JSON.stringify(value);
  const why = problem === undefined ? '' : `: ${problem.pointer === '' ? '' : `${problem.pointer} `}${problem.message}`;
  yield diagnostic('example-invalid', place, `the example ${text.length > 80 ? `${text.slice(0, 77)}...` : text} is not valid under its schema${why}`);
}
