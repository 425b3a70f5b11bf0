import { isObject, stringOf } from '../model/json.ts';

/** A payload with what tells which contract it is under. Pointers lead from the value that was read to its parts. */
export interface Unpacked {
  readonly payload: unknown;
  /** Pointer to the payload. When it is text that holds JSON, `isText`, and a pointer into it leads nowhere. */
  readonly pointer: string;
  readonly isText: boolean;
  readonly route?: { readonly source: string; readonly detailType: string; readonly pointer: string };
}

/**
 * What was read, as payloads: an event as the bus delivers it or an archive keeps it (`detail-type`), entries of
 * PutEvents (`DetailType`, with `Detail` as text), records of a queue (`body`), or the payload itself.
 */
export function unpack(value: unknown, pointer = ''): readonly Unpacked[] {
  if (!isObject(value)) return [{ payload: value, pointer, isText: false }];
  for (const list of ['Entries', 'Records', 'Events', 'Messages']) {
    const items = value[list];
    if (Array.isArray(items) && items.length > 0 && items.every(isWrapped)) return items.flatMap((item, index) => unpack(item, `${pointer}/${list}/${index}`));
  }
  if (typeof value['detail-type'] === 'string' && 'detail' in value)
    return [{ ...inside(value['detail'], `${pointer}/detail`, false), route: routeOf(value['source'], value['detail-type'], `${pointer}/detail-type`) }];
  if (typeof value['DetailType'] === 'string' && 'Detail' in value)
    return [{ ...inside(value['Detail'], `${pointer}/Detail`, true), route: routeOf(value['Source'], value['DetailType'], `${pointer}/DetailType`) }];
  for (const body of ['body', 'Body']) {
    if (!isRecord(value) || typeof value[body] !== 'string') continue;
    const { payload } = inside(value[body], '', true);
    return unpack(payload).map((one) => ({
      ...one,
      pointer: `${pointer}/${body}`,
      isText: true,
      ...(one.route && { route: { ...one.route, pointer: `${pointer}/${body}` } }),
    }));
  }
  return [{ payload: value, pointer, isText: false }];
}

function inside(value: unknown, pointer: string, mayBeText: boolean): Unpacked {
  if (!mayBeText || typeof value !== 'string') return { payload: value, pointer, isText: false };
  try {
    return { payload: JSON.parse(value), pointer, isText: true };
  } catch {
    return { payload: value, pointer, isText: true }; // the contract refuses the text, at the right place
  }
}

function routeOf(source: unknown, detailType: string, pointer: string): NonNullable<Unpacked['route']> {
  return { source: stringOf(source), detailType, pointer };
}

function isWrapped(item: unknown): boolean {
  return isObject(item) && (('Detail' in item && 'DetailType' in item) || ('detail' in item && 'detail-type' in item) || isRecord(item));
}

/** Whether it is what a queue delivers, to a function or to who polls. */
function isRecord(item: Readonly<Record<string, unknown>>): boolean {
  return (typeof item['body'] === 'string' && 'messageId' in item) || (typeof item['Body'] === 'string' && 'MessageId' in item);
}
