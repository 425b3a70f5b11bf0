import type { Reference } from './reference.ts';

/** A Mermaid flowchart of what starts what: events by their rules to queues, queues to functions, functions to queues, bus and tables. */
export function flowDiagram({ functions, queues, rules, tables }: Reference): string {
  const id = (kind: string, name: string): string => `${kind}_${name.replaceAll(/[^A-Za-z0-9]/gu, '_')}`;
  const edges = new Set<string>();
  const consumed = new Set(functions.flatMap(({ trigger }) => (trigger.type === 'queues' ? trigger.queues : [])));
  for (const rule of rules) edges.add(`bus -- "${rule.pattern['detail-type'].join(', ')}" --> ${id('q', rule.targetQueue)}`);
  for (const { name, trigger, uses } of functions) {
    if (trigger.type === 'queues') for (const queue of trigger.queues) edges.add(`${id('q', queue)} --> ${id('f', name)}`);
    if (trigger.type === 'schedule') edges.add(`clock(["every ${trigger.everySeconds} s"]) --> ${id('f', name)}`);
    for (const use of uses) {
      if (use.type === 'queue' && use.actions.includes('Send')) edges.add(`${id('f', name)} --> ${id('q', use.queue)}`);
      if (use.type === 'bus') edges.add(`${id('f', name)} -- publishes --> bus`);
      if (use.type === 'table') edges.add(`${id('f', name)} --- ${id('t', use.table)}`);
    }
  }
  const nodes = [
    'bus{{"bus"}}',
    ...functions.map(({ name }) => `${id('f', name)}["${name}"]`),
    ...queues.filter(({ name, isDeadLetterQueue }) => !isDeadLetterQueue || consumed.has(name)).map(({ name }) => `${id('q', name)}[["${name}"]]`),
    ...tables.map(({ name }) => `${id('t', name)}[("${name}")]`),
  ];
  return ['flowchart LR', ...new Set(nodes), ...edges].join('\n  ');
}
