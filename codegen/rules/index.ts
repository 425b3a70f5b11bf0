import type { Diagnostic } from '../diagnostics.ts';
import { description } from './description.ts';
import { dialect } from './dialect.ts';
import { eventRoute } from './event-route.ts';
import { example } from './example.ts';
import { openObject } from './open-object.ts';
import { permission } from './permission.ts';
import { queueTiming } from './queue-timing.ts';
import { supportedSchema } from './supported-schema.ts';
import { supersedes } from './supersedes.ts';
import { tableKey } from './table-key.ts';
import type { Rule, RuleContext } from './rule.ts';
import { typeMissing } from './type-missing.ts';
import { unknownKeyword } from './unknown-keyword.ts';
import { unknownResource } from './unknown-resource.ts';

/** Rules without which generated code or contracts would be wrong: they run at every generation. */
const always: readonly Rule[] = [dialect, supportedSchema, tableKey, eventRoute, supersedes];

/** Rules of our own house, run by `check` only: foreign documents need not follow them. */
const house: readonly Rule[] = [description, example, openObject, typeMissing, unknownResource, permission, queueTiming, unknownKeyword];

export function runAlways(context: RuleContext): readonly Diagnostic[] {
  return always.flatMap((rule) => [...rule(context)]);
}

export function runHouse(context: RuleContext): readonly Diagnostic[] {
  return house.flatMap((rule) => [...rule(context)]);
}
