import { diagnostic } from '../diagnostics.ts';
import { appendPointer } from '../load/pointer.ts';
import { isObject, stringOf } from '../model/json.ts';
import type { Rule } from './rule.ts';

/** Source and detail-type together say which event it is: no two channels share both. */
export const eventRoute: Rule = function* ({ document }) {
  const seen = new Map<string, string>();
  for (const channel of document.channels) {
    const bridge = channel.value['x-eventbridge'];
    if (!isObject(bridge)) continue;
    const route = `${stringOf(bridge['source'])} ${stringOf(bridge['detailType'])}`;
    const other = seen.get(route);
    if (other === undefined) seen.set(route, channel.id);
    else
      yield diagnostic(
        'event-ambiguous',
        { file: channel.location.file, pointer: appendPointer(channel.location.pointer, 'x-eventbridge') },
        `channels "${other}" and "${channel.id}" have the same source and detail-type`,
      );
  }
};
