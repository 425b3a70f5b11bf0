/**
 * Purpose: answers questions over a JSON document with a path, filters and an aggregate.
 * Inputs: json (text, or one JSON value a line), path, where [{field, operator, value}], field, aggregate, groupBy, sortBy, order, limit.
 * Outputs: matched (entries found), result (aggregate, groups or list), summary.
 * Constraints: pure computation, no imports; paths of names, [index], [*], [a:b], [?field op value], and ..name for any
 *   depth; at most 500,000 visited nodes. Example: orders[?status == "paid" && total > 100].customer.name
 */

const WORDS = { eq: 'is', ne: 'is not', gt: 'is above', gte: 'is at least', lt: 'is below', lte: 'is at most', contains: 'contains' };
const OPERATORS = { '==': 'eq', '=': 'eq', '!=': 'ne', '>=': 'gte', '<=': 'lte', '>': 'gt', '<': 'lt', '~': 'contains' };
const LABELS = {
  count: 'count',
  sum: 'sum',
  mean: 'mean',
  median: 'median',
  min: 'minimum',
  max: 'maximum',
  distinct: 'distinct values',
  list: 'values',
  keys: 'keys',
};

export async function handler(input, _ctx) {
  const root = parse(input.json);
  const entries = input.path === undefined || input.path.trim() === '' ? entriesOf(root) : follow(root, input.path);
  const conditions = input.where ?? [];
  for (const condition of conditions) known(entries, condition.field);
  const matched = entries.filter((entry) => conditions.every((condition) => meets(read(entry, condition.field), condition.operator, condition.value)));
  if (input.field !== undefined) known(entries, input.field);
  if (input.sortBy !== undefined) known(entries, input.sortBy);
  const aggregate = input.aggregate ?? 'list';
  const found = input.groupBy === undefined ? compute(aggregate, matched, input) : grouped(aggregate, matched, input, entries);
  const result = aggregate === 'list' && found.length === 1 && pointsAtOne(input) ? found[0] : found;
  return { matched: matched.length, result, summary: summarise(aggregate, result, matched, input) };
}

function parse(text) {
  const source = String(text ?? '')
    .replace(/^\uFEFF/, '')
    .trim();
  if (source === '') throw new Error('the JSON text is empty: give the document in "json"');
  try {
    return JSON.parse(source);
  } catch (error) {
    const lines = source.split('\n').filter((line) => line.trim() !== '');
    if (lines.length > 1 && lines.every((line) => /^[[{]/.test(line.trim()))) {
      try {
        return lines.map((line) => JSON.parse(line));
      } catch {
        // Neither one document nor one value a line: the first error says more.
      }
    }
    throw new Error(`the text is not JSON: ${error.message}`, { cause: error });
  }
}

/** The document's main array: itself, the first array below it, or the values of a map of objects. */
function entriesOf(root) {
  if (Array.isArray(root)) return root;
  if (!isObject(root)) return [root];
  let level = [root];
  for (let depth = 0; depth < 4 && level.length > 0; depth += 1) {
    const values = level.flatMap((node) => Object.values(node));
    const array =
      values.find((value) => Array.isArray(value) && value.length > 0 && isObject(value[0])) ?? (depth === 0 ? values.find(Array.isArray) : undefined);
    if (array !== undefined) return array;
    level = values.filter(isObject);
  }
  const values = Object.values(root);
  return values.length > 1 && values.every(isObject) ? values : [root];
}

/** Whether the path can meet one value only: names and indexes, no wildcard, filter, slice or descent. */
function pointsAtOne(input) {
  return input.path !== undefined && input.path.trim() !== '' && stepsOf(input.path).every((step) => step.kind === 'name' || step.kind === 'index');
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function follow(root, path) {
  const steps = stepsOf(path);
  let nodes = [root];
  for (const step of steps) {
    nodes = nodes.flatMap((node) => apply(node, step));
    if (nodes.length > 500000) throw new Error(`the path "${path}" visits more than 500,000 values`);
  }
  if (nodes.length === 1 && Array.isArray(nodes[0]) && !/\]\s*$/.test(path)) return nodes[0];
  return nodes;
}

function stepsOf(path) {
  const text = path.trim().replace(/^\$/, '');
  const pattern =
    /\s*(?:\.\.\s*([\p{L}\p{N}_$-]+|\*)|\.?\[\s*\?\s*((?:"[^"]*"|'[^']*'|[^\]"'])+)\]|\.?\[\s*(-?\d*)\s*:\s*(-?\d*)\s*\]|\.?\[\s*(-?\d+)\s*\]|\.?\[\s*\*?\s*\]|\.?\[\s*(?:"([^"]*)"|'([^']*)')\s*\]|\.?([\p{L}\p{N}_$-]+)|\.(\*))/uy;
  const steps = [];
  let at = 0;
  while (at < text.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) throw new Error(`cannot read "${text.slice(at)}" in the path "${path}"`);
    at = pattern.lastIndex;
    const [, deep, filter, from, to, index, double, single, name] = match;
    if (deep !== undefined) steps.push({ kind: 'deep', name: deep });
    else if (filter !== undefined) steps.push({ kind: 'filter', tests: testsOf(filter) });
    else if (from !== undefined) steps.push({ kind: 'slice', from: from === '' ? undefined : Number(from), to: to === '' ? undefined : Number(to) });
    else if (index !== undefined) steps.push({ kind: 'index', index: Number(index) });
    else if (double !== undefined || single !== undefined || name !== undefined) steps.push({ kind: 'name', name: double ?? single ?? name });
    else steps.push({ kind: 'all' });
  }
  return steps;
}

function testsOf(filter) {
  return filter
    .replace(/^\(|\)$/g, '')
    .split(/\s*(?:&&|\band\b)\s*/)
    .map((part) => {
      const match = /^\s*@?\.?([\p{L}\p{N}_.$-]+)\s*(==|!=|>=|<=|=|>|<|~)\s*(?:"([^"]*)"|'([^']*)'|(\S+))\s*$/u.exec(part);
      if (match === null) {
        const name = /^\s*@?\.?([\p{L}\p{N}_.$-]+)\s*$/u.exec(part);
        if (name === null) throw new Error(`cannot read the condition "${part}": write for instance total > 100`);
        return { field: name[1], operator: 'ne', value: null };
      }
      return { field: match[1], operator: OPERATORS[match[2]], value: match[3] ?? match[4] ?? literal(match[5]) };
    });
}

function literal(text) {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function apply(node, step) {
  if (node === null || typeof node !== 'object') return [];
  switch (step.kind) {
    case 'name':
      return Array.isArray(node) ? node.flatMap((item) => apply(item, step)) : keyOf(node, step.name).map((key) => node[key]);
    case 'index':
      return Array.isArray(node) && node.at(step.index) !== undefined ? [node.at(step.index)] : [];
    case 'slice':
      return Array.isArray(node) ? node.slice(step.from, step.to) : [];
    case 'all':
      return Array.isArray(node) ? node : Object.values(node);
    case 'filter':
      return (Array.isArray(node) ? node : Object.values(node)).filter((item) =>
        step.tests.every((test) => meets(read(item, test.field), test.operator, test.value)),
      );
    default:
      return descend(node, step.name);
  }
}

function descend(node, name) {
  const found = [];
  const pending = [node];
  let visited = 0;
  while (pending.length > 0 && visited < 500000) {
    const next = pending.shift();
    visited += 1;
    if (next === null || typeof next !== 'object') continue;
    if (!Array.isArray(next)) found.push(...(name === '*' ? Object.values(next) : keyOf(next, name).map((key) => next[key])));
    pending.push(...Object.values(next));
  }
  return found;
}

function keyOf(node, name) {
  if (Object.hasOwn(node, name)) return [name];
  const wanted = plain(name);
  const key = Object.keys(node).find((candidate) => plain(candidate) === wanted);
  return key === undefined ? [] : [key];
}

function plain(name) {
  return String(name)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The value of a field: dotted names step by step; a plain name that the entry itself has not is sought in its objects. */
function read(entry, field) {
  const found = readDirect(entry, field);
  if (found !== undefined || !isObject(entry) || String(field).includes('.')) return found;
  return Object.values(entry)
    .filter(isObject)
    .map((child) => read(child, field))
    .find((value) => value !== undefined);
}

function readDirect(entry, field) {
  let node = entry;
  for (const name of String(field).split('.')) {
    if (Array.isArray(node)) node = /^\d+$/.test(name) ? node[Number(name)] : node.map((item) => read(item, name)).find((item) => item !== undefined);
    else if (isObject(node)) node = keyOf(node, name).map((key) => node[key])[0];
    else return undefined;
  }
  return node;
}

function known(entries, field) {
  if (entries.length === 0 || entries.some((entry) => read(entry, field) !== undefined)) return;
  const names = [
    ...new Set(
      entries
        .slice(0, 100)
        .filter(isObject)
        .flatMap((entry) => Object.keys(entry)),
    ),
  ];
  throw new Error(`no entry has a field "${field}"${names.length === 0 ? '' : `: the fields are ${names.map((name) => `"${name}"`).join(', ')}`}`);
}

function meets(found, operator, wanted) {
  const numbers = toNumber(found) !== undefined && toNumber(wanted) !== undefined;
  const a = numbers ? toNumber(found) : typeof found === 'string' ? found.toLowerCase() : found;
  const b = numbers ? toNumber(wanted) : typeof wanted === 'string' ? wanted.toLowerCase() : wanted;
  switch (operator) {
    case 'eq':
      return a === b || (found !== undefined && found !== null && String(a) === String(b)) || ((a === undefined || a === null) && (b === null || b === 'null'));
    case 'ne':
      return !meets(found, 'eq', wanted);
    case 'gt':
      return comparable(a, b) && a > b;
    case 'gte':
      return comparable(a, b) && a >= b;
    case 'lt':
      return comparable(a, b) && a < b;
    case 'lte':
      return comparable(a, b) && a <= b;
    case 'contains':
      return Array.isArray(found) ? found.some((item) => meets(item, 'eq', wanted)) : found !== undefined && found !== null && String(a).includes(String(b));
    default:
      throw new Error(`unknown operator "${operator}": use eq, ne, gt, gte, lt, lte or contains`);
  }
}

function comparable(a, b) {
  return (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string');
}

function toNumber(value) {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value.replace(/^[$€£]\s*/, '').replace(/(\d),(?=\d{3}\b)/g, '$1'));
  return Number.isFinite(number) ? number : undefined;
}

function tidy(value) {
  return Number(value.toPrecision(12));
}

function compute(aggregate, entries, input) {
  const values =
    input.field === undefined ? entries : entries.map((entry) => read(entry, input.field)).filter((value) => value !== undefined && value !== null);
  switch (aggregate) {
    case 'count':
      return values.length;
    case 'keys':
      return [...new Set(values.filter(isObject).flatMap((entry) => Object.keys(entry)))];
    case 'distinct':
      return [...new Map(values.flat().map((value) => [JSON.stringify(value), value])).values()];
    case 'list':
      return listed(entries, input);
    default:
      return figure(
        aggregate,
        values
          .flat()
          .map(toNumber)
          .filter((value) => value !== undefined),
        input.field,
      );
  }
}

function figure(aggregate, numbers, field) {
  if (numbers.length === 0)
    throw new Error(`there are no numbers to take the ${LABELS[aggregate]} of${field === undefined ? ': name the field in "field"' : ` in "${field}"`}`);
  const sorted = numbers.toSorted((a, b) => a - b);
  const sum = sorted.reduce((total, value) => total + value, 0);
  const half = Math.floor(sorted.length / 2);
  switch (aggregate) {
    case 'sum':
      return tidy(sum);
    case 'mean':
      return tidy(sum / sorted.length);
    case 'median':
      return tidy(sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
    case 'min':
      return sorted[0];
    case 'max':
      return sorted[sorted.length - 1];
    default:
      throw new Error(`unknown aggregate "${aggregate}": use count, sum, mean, median, min, max, distinct, list or keys`);
  }
}

function listed(entries, input) {
  const direction = input.order === 'descending' ? -1 : 1;
  const ordered = input.sortBy === undefined ? entries : entries.toSorted((a, b) => order(read(a, input.sortBy), read(b, input.sortBy)) * direction);
  const cut = ordered.slice(0, input.limit ?? 100);
  return input.field === undefined ? cut : cut.map((entry) => read(entry, input.field)).filter((value) => value !== undefined);
}

function order(a, b) {
  const [x, y] = [toNumber(a), toNumber(b)];
  if (x !== undefined && y !== undefined) return x - y;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

function grouped(aggregate, entries, input, all) {
  known(all, input.groupBy);
  const groups = new Map();
  for (const entry of entries) {
    const key = String(read(entry, input.groupBy) ?? '(none)');
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [entry]);
    else members.push(entry);
  }
  const how = aggregate === 'list' && input.field === undefined ? 'count' : aggregate;
  return Object.fromEntries([...groups].toSorted((a, b) => (a[0] < b[0] ? -1 : 1)).map(([key, members]) => [key, compute(how, members, input)]));
}

function show(value) {
  if (typeof value === 'string') return value;
  return isObject(value)
    ? Object.entries(value)
        .slice(0, 8)
        .map(([key, item]) => `${key} ${typeof item === 'object' && item !== null ? JSON.stringify(item) : item}`)
        .join(', ')
    : JSON.stringify(value);
}

function summarise(aggregate, result, matched, input) {
  const filter = (input.where ?? []).map((condition) => `${condition.field} ${WORDS[condition.operator]} ${condition.value}`).join(' and ');
  const over = `${matched.length} entr${matched.length === 1 ? 'y' : 'ies'}${filter === '' ? '' : ` where ${filter}`}`;
  const what = `${LABELS[aggregate]}${input.field === undefined ? '' : ` of ${input.field}`}`;
  if (input.groupBy !== undefined)
    return `${what} by ${input.groupBy} over ${over}: ${Object.entries(result)
      .map(([key, value]) => `${key} ${show(value)}`)
      .join('; ')}`;
  if (Array.isArray(result))
    return `${result.length === 1 ? 'The value' : `${result.length} ${input.field === undefined && aggregate === 'list' ? 'entries' : what}`} (${over}): ${result.slice(0, 20).map(show).join('; ')}${result.length > 20 ? '; …' : ''}`;
  return aggregate === 'count' && input.field === undefined ? `${over}` : `${what}: ${show(result)} (over ${over})`;
}
