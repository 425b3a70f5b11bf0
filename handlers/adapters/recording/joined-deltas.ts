/**
 * The events of a stream with the pieces of each text and each tool input put together: a secret that was cut by the stream would
 * otherwise reach the file in two halves that no form of a secret fits. Whoever replays it gets longer pieces, and the same content.
 */
export function joinedDeltas(events: readonly unknown[]): readonly unknown[] {
  const joined: unknown[] = [];
  for (const event of events) {
    const before = deltaOf(joined.at(-1));
    const next = deltaOf(event);
    if (before === undefined || next === undefined || before.type !== next.type || before.index !== next.index) joined.push(event);
    else joined[joined.length - 1] = { ...asObject(joined.at(-1)), delta: { type: next.type, [next.member]: before.text + next.text } };
  }
  return joined;
}

interface Delta {
  readonly type: string;
  readonly index: unknown;
  /** Name of the member that holds the piece. */
  readonly member: 'text' | 'input';
  readonly text: string;
}

/** A piece of text, of a thought or of a tool's input and nothing else; undefined otherwise. */
function deltaOf(event: unknown): Delta | undefined {
  const { type, delta, contentBlockIndex } = asObject(event);
  if (type !== 'modelContentBlockDeltaEvent') return undefined;
  const { type: kind, ...rest } = asObject(delta);
  const [[member, text] = [], ...others] = Object.entries(rest).filter(([, value]) => value !== undefined);
  if (typeof kind !== 'string' || (member !== 'text' && member !== 'input') || typeof text !== 'string' || others.length > 0) return undefined;
  return { type: kind, index: contentBlockIndex, member, text };
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
