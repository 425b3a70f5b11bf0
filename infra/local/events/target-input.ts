/** What a target receives of an event: all of it, a part, a constant, or a template filled from it. */
import { ruleArn } from '../arn.ts';
import { isObject } from '../http/fields.ts';
import type { Rule, Target } from './bus-store.ts';

/** The text that a target receives. `event` is the event's JSON text. */
export function targetInput(target: Target, rule: Rule, event: string): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(at(JSON.parse(event), target.InputPath) ?? null);
  if (target.InputTransformer === undefined) return event;
  const { InputPathsMap: paths = {}, InputTemplate: template } = target.InputTransformer;
  const parsed: unknown = JSON.parse(event);
  const variables = new Map<string, unknown>([
    ['aws.events.rule-arn', ruleArn(rule.bus, rule.name)],
    ['aws.events.rule-name', rule.name],
    ['aws.events.event.ingestion-time', at(parsed, '$.time')],
    ['aws.events.event', parsed],
    ['aws.events.event.json', parsed],
    ...Object.entries(paths).map(([name, path]) => [name, at(parsed, path)] as const),
  ]);
  return fill(template, variables);
}

/** Replaces `<name>`: inside quotes by the bare value, outside by its JSON; an unknown name stays. */
function fill(template: string, variables: ReadonlyMap<string, unknown>): string {
  let isQuoted = false;
  return template.replace(/\\.|"|<([^<>\s"]+)>/g, (token, name: string | undefined) => {
    if (token === '"') isQuoted = !isQuoted;
    if (name === undefined || !variables.has(name)) return token;
    const value = variables.get(name);
    if (!isQuoted) return JSON.stringify(value ?? '');
    return JSON.stringify(typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)).slice(1, -1);
  });
}

/** Value at a JSONPath of the simple kind that EventBridge takes: `$.detail.items[0].id`. */
function at(value: unknown, path: string): unknown {
  let current = value;
  for (const [, name, index] of path.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)) {
    if (name !== undefined) current = isObject(current) ? current[name] : undefined;
    else current = Array.isArray(current) ? (current[Number(index)] as unknown) : undefined;
  }
  return current;
}
