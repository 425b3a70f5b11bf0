import { diagnostic } from '../diagnostics.ts';
import { appendPointer } from '../load/pointer.ts';
import type { Rule } from './rule.ts';

/** What a message supersedes is the version before it of the same event, declared before it. */
export const supersedes: Rule = function* ({ document, model }) {
  for (const message of document.messages) {
    // What is no text is the dialect's to tell.
    const older = message.value['x-supersedes'];
    if (typeof older !== 'string' || older === '') continue;
    const at = { file: message.location.file, pointer: appendPointer(message.location.pointer, 'x-supersedes') };
    const event = model.events.find(({ messageId }) => messageId === message.id);
    if (event === undefined)
      yield diagnostic('version-unknown', at, `"${message.id}" is no event of the bus, and only events have older versions that are still read`);
    else if (event.supersedes === undefined) yield diagnostic('version-unknown', at, `there is no event message "${older}" before "${message.id}"`);
    else if (event.supersedes.name !== event.name)
      yield diagnostic(
        'version-unknown',
        at,
        `"${message.id}" is a version of "${event.name}", what it supersedes one of "${event.supersedes.name}": name their files alike`,
      );
    else if (event.supersedes.version + 1 !== event.version)
      yield diagnostic('version-unknown', at, `version ${event.version} of "${event.name}" supersedes version ${event.supersedes.version}: name each in turn`);
  }
};
