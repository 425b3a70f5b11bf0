import { diagnostic } from '../diagnostics.ts';
import { appendPointer } from '../load/pointer.ts';
import { isObject, objectAt, stringOf } from '../model/json.ts';
import type { Rule } from './rule.ts';

/** What operations say a function sends and receives, and what x-functions lets it do, are the same. */
export const permission: Rule = function* ({ model, document, sources }) {
  const { contracts } = model;
  const file = sources.root.path;
  for (const operation of document.operations) {
    const name = stringOf(operation.value['x-function']);
    if (name === '' || name === 'external') continue;
    const place = { file: operation.location.file, pointer: appendPointer(operation.location.pointer, 'x-function') };
    const performer = contracts.functions.find((one) => one.name === name);
    if (performer === undefined) {
      yield diagnostic('resource-unknown', place, `there is no function "${name}"`);
      continue;
    }
    const bridge = operation.channel.value['x-eventbridge'];
    const queue = stringOf(objectAt(operation.channel.value, 'bindings', 'sqs', 'queue')['name']);
    if (operation.action === 'send' && isObject(bridge)) {
      const source = stringOf(bridge['source']);
      if (!performer.uses.some((use) => use.type === 'bus' && use.sources.includes(source)))
        yield diagnostic('permission-missing', place, `"${name}" sends events of source "${source}" but may not`);
    } else if (operation.action === 'send' && queue !== '') {
      if (!performer.uses.some((use) => use.type === 'queue' && use.queue === queue && use.actions.includes('Send')))
        yield diagnostic('permission-missing', place, `"${name}" sends to queue "${queue}" but may not`);
    } else if (operation.action === 'receive' && queue !== '' && !(performer.trigger.type === 'queues' && performer.trigger.queues.includes(queue))) {
      yield diagnostic('permission-missing', place, `"${name}" receives from queue "${queue}" but is not started by it`);
    }
  }
  for (const one of contracts.functions) {
    for (const [index, use] of one.uses.entries()) {
      if (use.type !== 'bus') continue;
      for (const source of use.sources) {
        const sends = document.operations.some(
          (operation) =>
            operation.action === 'send' &&
            operation.value['x-function'] === one.name &&
            objectAt(operation.channel.value, 'x-eventbridge')['source'] === source,
        );
        if (!sends)
          yield diagnostic(
            'permission-unused',
            { file, pointer: appendPointer('/x-functions', one.name, 'uses', index) },
            `"${one.name}" may send events of source "${source}" but no operation says that it does`,
          );
      }
    }
  }
};
