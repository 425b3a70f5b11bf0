import type { Diagnostic } from '../diagnostics.ts';
import { dialect } from './dialect.ts';
import { eventRoute } from './event-route.ts';
import type { Rule, RuleContext } from './rule.ts';
import { supersedes } from './supersedes.ts';
import { supportedSchema } from './supported-schema.ts';
import { tableKey } from './table-key.ts';

/** Rules without which generated code or contracts would be wrong: they run at every generation. */
const always: readonly Rule[] = [dialect, supportedSchema, tableKey, eventRoute, supersedes];

export function runAlways(context: RuleContext): readonly Diagnostic[] {
  return always.flatMap((rule) => [...rule(context)]);
}
