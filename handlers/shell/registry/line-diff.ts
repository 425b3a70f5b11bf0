/** One line of a diff. */
export interface LineChange {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Lines beyond which the middle is shown as replaced as a whole: the table below grows with the product. */
const TABLE_CELLS = 4_000_000;

/** The shortest way from one text to the other, by lines (longest common subsequence). */
export function diffLines(before: string, after: string): readonly LineChange[] {
  const a = before.split('\n');
  const b = after.split('\n');
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const same = (text: string): LineChange => ({ kind: 'same', text });
  return [...a.slice(0, start).map(same), ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)), ...a.slice(a.length - end).map(same)];
}

function middle(a: readonly string[], b: readonly string[]): LineChange[] {
  const removed = (text: string): LineChange => ({ kind: 'removed', text });
  const added = (text: string): LineChange => ({ kind: 'added', text });
  if (a.length * b.length > TABLE_CELLS) return [...a.map(removed), ...b.map(added)];
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const changes: LineChange[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const old = a[i];
    const next = b[j];
    if (old === undefined && next === undefined) return changes;
    if (old !== undefined && old === next) {
      changes.push({ kind: 'same', text: old });
      i++;
      j++;
    } else if (next === undefined || (old !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      changes.push(removed(old ?? ''));
      i++;
    } else {
      changes.push(added(next));
      j++;
    }
  }
}
