import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { appendPointer } from '../load/pointer.ts';
import type { Rule } from './rule.ts';

/** Functions, rules and agents name only tables, indexes, queues, buckets and buses that exist. */
export const unknownResource: Rule = function* ({ model, document, sources }) {
  const { contracts } = model;
  const file = sources.root.path;
  const queues = contracts.queues.map((queue) => queue.name);
  const tables = contracts.tables.map((table) => table.name);
  for (const [name, value] of contracts.functions.map((one) => [one.name, one] as const)) {
    const at = appendPointer('/x-functions', name);
    for (const [index, use] of value.uses.entries()) {
      const place = appendPointer(at, 'uses', index);
      if (use.type === 'table') {
        yield* known('table', use.table, tables, file, place);
        const indexes = contracts.tables.find((table) => table.name === use.table)?.indexes.map((one) => one.name) ?? [];
        if (use.index !== undefined) yield* known('index', use.index, indexes, file, place);
      } else if (use.type === 'queue') yield* known('queue', use.queue, queues, file, place);
      else if (use.type === 'bucket')
        yield* known(
          'bucket',
          use.bucket,
          contracts.buckets.map((bucket) => bucket.name),
          file,
          place,
        );
      else if (use.type === 'bus') yield* known('bus', use.bus, [contracts.bus.name], file, place);
    }
    if (value.trigger.type === 'queues') for (const queue of value.trigger.queues) yield* known('queue', queue, queues, file, appendPointer(at, 'trigger'));
  }
  for (const operation of document.operations) {
    const rule = contracts.rules.find((one) => one.name === (operation.value['x-rule'] as { name?: unknown } | undefined)?.name);
    if (rule === undefined) continue;
    const place = appendPointer(operation.location.pointer, 'x-rule');
    yield* known('queue', rule.targetQueue, queues, file, place);
    yield* known('queue', rule.deadLetterQueue, queues, file, place);
  }
  for (const queue of contracts.queues) if (queue.redrive !== undefined) yield* known('queue', queue.redrive.deadLetterQueue, queues, file, '/channels');
};

function* known(kind: string, name: string, names: readonly string[], file: string, pointer: string): Generator<Diagnostic> {
  if (names.includes(name)) return;
  const choice = names.length === 0 ? 'there is none' : `there are ${names.map((one) => `"${one}"`).join(', ')}`;
  yield diagnostic('resource-unknown', { file, pointer }, `there is no ${kind} "${name}": ${choice}`);
}
