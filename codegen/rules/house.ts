import type { Diagnostic } from '../diagnostics.ts';
import { description } from './description.ts';
import { example } from './example.ts';
import { openObject } from './open-object.ts';
import { permission } from './permission.ts';
import { queueTiming } from './queue-timing.ts';
import { requiredProperty } from './required-property.ts';
import type { Rule, RuleContext } from './rule.ts';
import { typeMissing } from './type-missing.ts';
import { unknownKeyword } from './unknown-keyword.ts';
import { unknownResource } from './unknown-resource.ts';

/** Rules of our own house, run by `check` only: foreign documents need not follow them. */
const house: readonly Rule[] = [description, example, openObject, requiredProperty, typeMissing, unknownResource, permission, queueTiming, unknownKeyword];

export function runHouse(context: RuleContext): readonly Diagnostic[] {
  return house.flatMap((rule) => [...rule(context)]);
}
