import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/core.js';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { fileUri } from '../load/file-uri.ts';
import { appendPointer } from '../load/pointer.ts';
import { decodeFile } from '../load/source-set.ts';
import { isObject, listOf, objectAt } from '../model/json.ts';
import { createAjv } from '../model/validation-engine.ts';
import type { Location } from '../model/schema-index.ts';
import { nearest } from '../print/nearest.ts';
import type { Rule, RuleContext } from './rule.ts';

const folder = join(import.meta.dirname, '..', '..', 'schemas', 'dialect');

/** Every x- extension that is read is what its meta-schema in schemas/dialect says. */
export const dialect: Rule = function* (context) {
  for (const { keyword, value, at } of extensions(context)) {
    const validate = validatorOf(keyword);
    if (validate(value)) continue;
    const meant = nearestAlternative(validate.errors ?? []);
    for (const error of mostTelling(meant)) yield toDiagnostic(keyword, error, at, meant);
  }
};

interface Extension {
  readonly keyword: string;
  readonly value: unknown;
  readonly at: Location;
}

function* extensions({ document, sources }: RuleContext): Generator<Extension> {
  const file = sources.root.path;
  for (const keyword of ['x-tables', 'x-agents', 'x-buckets', 'x-functions', 'x-unknown-fields', 'x-formats']) {
    yield* one(document.root, keyword, { file, pointer: '' });
  }
  for (const [name, server] of Object.entries(objectAt(document.root, 'servers')))
    yield* one(server, 'x-eventbridge', { file, pointer: appendPointer('/servers', name) });
  for (const channel of document.channels) yield* one(channel.value, 'x-eventbridge', channel.location);
  for (const message of document.messages) yield* one(message.value, 'x-supersedes', message.location);
  for (const operation of document.operations) {
    yield* one(operation.value, 'x-function', operation.location);
    yield* one(operation.value, 'x-rule', operation.location);
  }
  for (const [list, keyword] of [
    ['x-tables', 'x-table'],
    ['x-agents', 'x-agent'],
  ] as const) {
    for (const item of listOf(document.root[list])) {
      const reference = objectAt(item)['$ref'];
      // a reference that is no URI, or leads to nothing, is reported where the model resolves it
      const path = typeof reference === 'string' ? decodeFile(URL.parse(reference, fileUri(file))?.pathname.slice(1) ?? '') : '';
      const data = sources.files.get(path)?.data;
      if (!isObject(data)) continue;
      if (data[keyword] === undefined) yield { keyword, value: undefined, at: { file: path, pointer: '' } };
      else yield* one(data, keyword, { file: path, pointer: '' });
    }
  }
}

function* one(holder: unknown, keyword: string, at: Location): Generator<Extension> {
  if (isObject(holder) && holder[keyword] !== undefined)
    yield { keyword, value: holder[keyword], at: { file: at.file, pointer: appendPointer(at.pointer, keyword) } };
}

const validators = new Map<string, ValidateFunction>();

function validatorOf(keyword: string): ValidateFunction {
  let validate = validators.get(keyword);
  if (validate === undefined) {
    const schema = JSON.parse(readFileSync(join(folder, `${keyword}.json`), 'utf8')) as object;
    validate = createAjv(false, false, true).compile(schema);
    validators.set(keyword, validate);
  }
  return validate;
}

/** Without the errors of all alternatives but the one of which least is wrong: that was meant. */
function nearestAlternative(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const alternative = (error: ErrorObject): string | undefined => /^#\/oneOf\/(\d+)\//.exec(error.schemaPath)?.[1];
  const groups = [
    ...Map.groupBy(
      errors.filter((error) => alternative(error) !== undefined),
      alternative,
    ),
  ];
  const [meant] = groups.toSorted(([, a], [, b]) => a.length - b.length);
  return meant === undefined ? errors : errors.filter((error) => [undefined, meant[0]].includes(alternative(error)));
}

/** Of a union's errors the deepest say what is meant; "must match exactly one schema" says nothing. */
function mostTelling(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const plain = errors.filter((error) => error.keyword !== 'oneOf' && error.keyword !== 'const');
  const specific = plain.filter(
    (error) =>
      !(error.keyword === 'required' && plain.length > 1 && errors.some((other) => other.keyword === 'oneOf' && other.instancePath === error.instancePath)),
  );
  const chosen = specific.length > 0 ? specific : plain.length > 0 ? plain : errors;
  return chosen.slice(0, 5);
}

function toDiagnostic(keyword: string, error: ErrorObject, at: Location, all: readonly ErrorObject[]): Diagnostic {
  const extra = error.keyword === 'additionalProperties' ? String((error.params as { additionalProperty: unknown }).additionalProperty) : undefined;
  const pointer = at.pointer + error.instancePath + (extra === undefined ? '' : appendPointer('', extra));
  const allowed =
    error.keyword === 'enum'
      ? `: ${listOf((error.params as { allowedValues: unknown }).allowedValues)
          .map((value) => JSON.stringify(value))
          .join(', ')}`
      : '';
  const message =
    extra === undefined
      ? `"${keyword}"${error.instancePath === '' ? '' : ` ${error.instancePath}`} ${error.message ?? 'is invalid'}${allowed}`
      : `"${keyword}" has no field "${extra}"`;
  const missing = all.flatMap((one) => (one.keyword === 'required' && one.instancePath === error.instancePath ? [String(one.params['missingProperty'])] : []));
  const meant = extra === undefined ? undefined : nearest(extra, missing);
  return diagnostic(
    'extension-invalid',
    { file: at.file, pointer },
    message,
    `${meant === undefined ? '' : `Did you mean "${meant}"? `}See schemas/dialect/${keyword}.json.`,
  );
}
