/**
 * Purpose: differences of two texts (by lines or words) or two lists (as sets).
 * Inputs: first, second (texts; lists have one item a line or are separated by commas or semicolons), mode, ignoreCase.
 * Outputs: equal, similarity (percent), added, removed, common (lists), diff (listing), summary.
 * Constraints: pure computation, no imports; the shortest edit is found up to 4 million comparisons, beyond that the middle
 *   parts are compared as sets and the summary says so.
 */

const MOST = 4000000;

export async function handler(input, _ctx) {
  const fold = input.ignoreCase === true ? (text) => text.toLowerCase() : (text) => text;
  const mode = input.mode ?? 'lines';
  if (mode === 'lists') return compareLists(items(input.first), items(input.second), fold);
  const cut =
    mode === 'words'
      ? (text) => text.split(/\s+/).filter((word) => word !== '')
      : (text) =>
          text
            .replace(/\n$/, '')
            .split('\n')
            .map((line) => line.trimEnd());
  const [a, b] = [input.first, input.second].map((text) =>
    cut(
      String(text ?? '')
        .replace(/^\uFEFF/, '')
        .replace(/\r\n?/g, '\n'),
    ),
  );
  return compareSequences(a, b, fold, mode === 'words' ? 'word' : 'line');
}

function items(text) {
  const source = String(text ?? '')
    .replace(/^\uFEFF/, '')
    .trim();
  const parts = /\n/.test(source) ? source.split(/\r\n|\n|\r/) : source.split(/\s*[,;]\s*/);
  return parts
    .map((part) =>
      part
        .trim()
        .replace(/^[-*•]\s+|^\d+[.)]\s+/, '')
        .replace(/[,;]$/, ''),
    )
    .filter((part) => part !== '');
}

function compareLists(first, second, fold) {
  const [a, b] = [first, second].map((list) => new Map(list.map((item) => [fold(item), item])));
  const removed = [...a].filter(([key]) => !b.has(key)).map(([, item]) => item);
  const added = [...b].filter(([key]) => !a.has(key)).map(([, item]) => item);
  const common = [...a].filter(([key]) => b.has(key)).map(([, item]) => item);
  const similarity = percent(common.length, a.size, b.size);
  const say = (label, list) => `${label}: ${list.length === 0 ? 'none' : list.slice(0, 20).join(', ')}${list.length > 20 ? ', …' : ''}`;
  return {
    equal: removed.length === 0 && added.length === 0,
    similarity,
    added,
    removed,
    common,
    summary: `${say(`in both (${common.length})`, common)}; ${say(`only in the first (${removed.length})`, removed)}; ${say(`only in the second (${added.length})`, added)}`,
  };
}

function compareSequences(a, b, fold, unit) {
  const [x, y] = [a.map(fold), b.map(fold)];
  let start = 0;
  while (start < x.length && start < y.length && x[start] === y[start]) start += 1;
  let end = 0;
  while (end < x.length - start && end < y.length - start && x[x.length - 1 - end] === y[y.length - 1 - end]) end += 1;
  const [left, right] = [x.slice(start, x.length - end), y.slice(start, y.length - end)];
  const rough = left.length * right.length > MOST;
  const kept = rough ? keptAsSets(left, right) : keptByEdit(left, right);
  const removed = a.slice(start, a.length - end).filter((_, index) => !kept.left.has(index));
  const added = b.slice(start, b.length - end).filter((_, index) => !kept.right.has(index));
  const shared = start + end + kept.left.size;
  const equal = removed.length === 0 && added.length === 0;
  const similarity = percent(shared, a.length, b.length);
  const count = (list, verb) => `${list.length} ${unit}${list.length === 1 ? '' : 's'} ${verb}`;
  const quote = (label, list) =>
    list.length === 0
      ? ''
      : `; ${label}: ${list
          .slice(0, 8)
          .map((text) => `"${text.slice(0, 80)}"`)
          .join(', ')}${list.length > 8 ? ', …' : ''}`;
  const summary = equal
    ? `The texts are identical (${a.length} ${unit}s)`
    : `${count(added, 'added')}, ${count(removed, 'removed')}, ${shared} unchanged, ${similarity} % similar${quote('only in the first', removed)}${quote('only in the second', added)}${rough ? ' (large texts: the order within the changed part was ignored)' : ''}`;
  return { equal, similarity, added, removed, diff: listing(a, b, start, end, kept), summary };
}

/** Longest common subsequence by dynamic programming over the changed middle. */
function keptByEdit(a, b) {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = a[i] === b[j] ? lengths[(i + 1) * width + j + 1] + 1 : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
  }
  const kept = { left: new Set(), right: new Set() };
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      kept.left.add(i);
      kept.right.add(j);
      i += 1;
      j += 1;
    } else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) i += 1;
    else j += 1;
  }
  return kept;
}

function keptAsSets(a, b) {
  const places = new Map();
  b.forEach((text, index) => {
    const list = places.get(text);
    if (list === undefined) places.set(text, [index]);
    else list.push(index);
  });
  const kept = { left: new Set(), right: new Set() };
  a.forEach((text, index) => {
    const at = places.get(text)?.shift();
    if (at !== undefined) {
      kept.left.add(index);
      kept.right.add(at);
    }
  });
  return kept;
}

function listing(a, b, start, end, kept) {
  const lines = [];
  let [i, j] = [start, start];
  while ((i < a.length - end || j < b.length - end) && lines.length < 200) {
    if (i < a.length - end && !kept.left.has(i - start)) {
      lines.push(`- ${a[i]}`);
      i += 1;
    } else if (j < b.length - end && !kept.right.has(j - start)) {
      lines.push(`+ ${b[j]}`);
      j += 1;
    } else {
      lines.push(`  ${a[i]}`);
      i += 1;
      j += 1;
    }
  }
  return lines.join('\n');
}

function percent(shared, a, b) {
  return a + b === 0 ? 100 : Math.round((2000 * shared) / (a + b)) / 10;
}
