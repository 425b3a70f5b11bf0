/** Two texts side by side, line by line; within a changed line the words that differ. Long equal parts are folded. */
import { diffLines, diffWordsWithSpace } from 'diff';
import { useMemo } from 'preact/hooks';

interface Line {
  readonly number: number;
  readonly text: string;
}

type Row =
  | { readonly kind: 'same'; readonly left: Line; readonly right: Line }
  | { readonly kind: 'changed'; readonly left: Line | undefined; readonly right: Line | undefined }
  | { readonly kind: 'folded'; readonly lines: number };

/** Equal lines shown around a change. */
const CONTEXT = 3;
/** Characters of a line within which words are compared. */
const LONGEST_LINE = 400;

export function DiffView({ before, after, labels }: { readonly before: string; readonly after: string; readonly labels: readonly [string, string] }) {
  const rows = useMemo(() => folded(rowsOf(before, after)), [before, after]);
  if (before === after) return <p class="nothing">The code is the same.</p>;
  return (
    <div class="code diff" tabIndex={0} role="region" aria-label={`Difference between ${labels[0]} and ${labels[1]}`}>
      <table>
        <colgroup>
          <col class="line" />
          <col />
          <col class="line" />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th colSpan={2}>{labels[0]}</th>
            <th colSpan={2}>{labels[1]}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) =>
            row.kind === 'folded' ? (
              <tr key={index} class="folded">
                <td colSpan={4}>{row.lines} equal lines</td>
              </tr>
            ) : (
              <Pair key={index} row={row} />
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function Pair({ row }: { readonly row: Exclude<Row, { kind: 'folded' }> }) {
  const { left, right } = row;
  const compared =
    row.kind === 'changed' && left !== undefined && right !== undefined && left.text.length < LONGEST_LINE && right.text.length < LONGEST_LINE
      ? diffWordsWithSpace(left.text, right.text)
      : undefined;
  const words = (text: string | undefined, side: 'removed' | 'added') =>
    compared === undefined
      ? text
      : compared
          .filter((part) => part[side] || !(part.added || part.removed))
          .map((part, index) => (part[side] ? <mark key={index}>{part.value}</mark> : part.value));
  const changed = row.kind === 'changed';
  return (
    <tr>
      <td class="number">{left?.number}</td>
      <td class={changed ? (left === undefined ? 'void' : 'removed') : ''}>{words(left?.text, 'removed')}</td>
      <td class="number">{right?.number}</td>
      <td class={changed ? (right === undefined ? 'void' : 'added') : ''}>{words(right?.text, 'added')}</td>
    </tr>
  );
}

function rowsOf(before: string, after: string): readonly Row[] {
  const rows: Row[] = [];
  let removed: Line[] = [];
  let [left, right] = [1, 1];
  const settle = (added: readonly Line[]): void => {
    for (let index = 0; index < Math.max(removed.length, added.length); index++) rows.push({ kind: 'changed', left: removed[index], right: added[index] });
    removed = [];
  };
  for (const part of diffLines(before, after)) {
    const lines = part.value.replace(/\n$/u, '').split('\n');
    if (part.removed) removed = lines.map((text) => ({ number: left++, text }));
    else if (part.added) settle(lines.map((text) => ({ number: right++, text })));
    else {
      settle([]);
      for (const text of lines) rows.push({ kind: 'same', left: { number: left++, text }, right: { number: right++, text } });
    }
  }
  settle([]);
  return rows;
}

function folded(rows: readonly Row[]): readonly Row[] {
  const near = rows.map((_, index) => rows.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ kind }) => kind === 'changed'));
  const shown: Row[] = [];
  let lines = 0;
  for (const [index, row] of rows.entries()) {
    if (near[index] !== true) {
      lines += 1;
      continue;
    }
    if (lines > 0) shown.push({ kind: 'folded', lines });
    lines = 0;
    shown.push(row);
  }
  if (lines > 0) shown.push({ kind: 'folded', lines });
  return shown;
}
