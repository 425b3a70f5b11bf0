import { diagnostic } from '../diagnostics.ts';
import { appendPointer } from '../load/pointer.ts';
import type { Rule } from './rule.ts';

/** A message stays invisible for longer than the function that works on it may run; otherwise two work on it at once. */
export const queueTiming: Rule = function* ({ model, sources }) {
  for (const one of model.contracts.functions) {
    if (one.trigger.type !== 'queues') continue;
    for (const name of one.trigger.queues) {
      const queue = model.contracts.queues.find((candidate) => candidate.name === name);
      if (queue === undefined || queue.visibilityTimeoutSeconds > one.timeoutSeconds) continue;
      yield diagnostic(
        'queue-visibility',
        { file: sources.root.path, pointer: appendPointer('/x-functions', one.name, 'timeoutSeconds') },
        `"${one.name}" may run ${one.timeoutSeconds} s, but queue "${name}" shows a message again after ${queue.visibilityTimeoutSeconds} s`,
      );
    }
  }
};
