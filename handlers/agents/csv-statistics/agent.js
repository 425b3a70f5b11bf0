/**
 * Purpose: statistics over a CSV table (count, sum, mean, median, min, max, range, standard deviation, variance,
 *   distinct values), with filters, groups and top lists.
 * Inputs: csv (text with a header row; comma, semicolon, tab or bar separated, quoted fields, any line end), columns,
 *   statistics, where [{column, operator, value}], groupBy, sortBy, order, top.
 * Outputs: rows, matchedRows, columns {name: {statistic: number}}, groups, top, result (when one figure was asked), summary.
 * Constraints: pure computation, no imports; at most 200,000 rows; numbers may carry currency signs, percent signs and
 *   thousands separators in English or continental style; cells that are no numbers are skipped and counted.
 *   Standard deviation and variance are those of a sample (n - 1).
 */

const ALL = ['count', 'sum', 'mean', 'median', 'min', 'max', 'range', 'stddev', 'variance', 'distinct'];
const MISSING = new Set(['', '-', 'na', 'n/a', 'null', 'none', 'nan']);
const LABELS = {
  count: 'count',
  sum: 'sum',
  mean: 'mean',
  median: 'median',
  min: 'minimum',
  max: 'maximum',
  range: 'range',
  stddev: 'standard deviation',
  variance: 'variance',
  distinct: 'distinct values',
};
const SIGNS = { eq: 'is', ne: 'is not', gt: 'is above', gte: 'is at least', lt: 'is below', lte: 'is at most', contains: 'contains' };

export async function handler(input, _ctx) {
  const table = parse(input.csv);
  if (input.statistics?.includes('columnNames'))
    return {
      rows: table.rows.length,
      matchedRows: table.rows.length,
      result: table.header,
      summary: `${table.header.length} columns: ${table.header.join(', ')}`,
    };
  const wanted = (input.statistics ?? []).filter((name) => ALL.includes(name));
  const conditions = (input.where ?? []).map((condition) => ({ ...condition, index: find(table, condition.column) }));
  const numbers = table.header.map((_, index) => columnNumbers(table.rows, index));
  const rows = table.rows
    .map((_, index) => index)
    .filter((row) => conditions.every((condition) => meets(table.rows[row][condition.index] ?? '', numbers[condition.index][row], condition)));
  const groupIndex = input.groupBy === undefined ? -1 : find(table, input.groupBy);
  const chosen = chooseColumns(table, numbers, input, wanted, groupIndex);
  assertFigures(table, numbers, chosen, wanted);
  const measure = (members) =>
    Object.fromEntries(
      chosen.map((index) => [
        table.header[index],
        statistics(
          members.map((row) => numbers[index][row]),
          members.map((row) => table.rows[row][index] ?? ''),
          wanted,
        ),
      ]),
    );
  const output = { rows: table.rows.length, matchedRows: rows.length };
  if (chosen.length > 0) output.columns = measure(rows);
  if (groupIndex >= 0) output.groups = groupsOf(table, rows, groupIndex, measure, chosen, wanted, input);
  else if (input.top !== undefined || input.sortBy !== undefined) output.top = topRows(table, numbers, rows, chosen, input);
  const single = singleFigure(output, wanted, groupIndex, input);
  if (single !== undefined) output.result = single;
  output.summary = summarise(table, output, conditions, wanted, chosen, groupIndex, input);
  return output;
}

function parse(text) {
  const csv = String(text ?? '').replace(/^\uFEFF/, '');
  if (csv.trim() === '') throw new Error('the CSV text is empty: give the table with a header row in "csv"');
  const separator = separatorOf(csv);
  const records = [];
  let record = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < csv.length; at += 1) {
    const char = csv[at];
    if (quoted) {
      if (char !== '"') field += char;
      else if (csv[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && field.trim() === '') {
      field = '';
      quoted = true;
    } else if (char === separator) {
      record.push(field.trim());
      field = '';
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && csv[at + 1] === '\n') at += 1;
      record.push(field.trim());
      if (record.some((cell) => cell !== '')) records.push(record);
      record = [];
      field = '';
    } else field += char;
  }
  record.push(field.trim());
  if (record.some((cell) => cell !== '')) records.push(record);
  if (records.length > 200001) throw new Error(`the table has ${records.length} rows; at most 200,000 are supported`);
  const first = records[0];
  const headless = first.every((cell) => toNumber(cell, false) !== undefined);
  const header = headless ? first.map((_, index) => `column ${index + 1}`) : first.map((cell, index) => (cell === '' ? `column ${index + 1}` : cell));
  return { header: uniqueNames(header), rows: headless ? records : records.slice(1) };
}

function uniqueNames(names) {
  const seen = new Map();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** The candidate that cuts the first lines into the same number of fields, more than one. */
function separatorOf(csv) {
  const lines = csv
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 10);
  let best = ',';
  let bestScore = -1;
  for (const candidate of [',', ';', '\t', '|']) {
    const counts = lines.map((line) => line.replace(/"(?:[^"]|"")*"/g, '').split(candidate).length - 1);
    const same = counts.filter((count) => count === counts[0]).length / counts.length;
    const score = counts[0] === 0 ? -1 : same * 100 + Math.min(counts[0], 50);
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

function columnNumbers(rows, index) {
  const cells = rows.map((row) => row[index] ?? '');
  const decimalComma = cells.some((cell) => /^[^.]*\d,(\d{1,2}|\d{4,})\D*$/.test(cell) || /\.\d{3},\d/.test(cell));
  return cells.map((cell) => toNumber(cell, decimalComma));
}

function toNumber(cell, decimalComma) {
  let text = String(cell)
    .trim()
    .replace(/^(?:USD|EUR|GBP|CHF|JPY)\s*|\s*(?:USD|EUR|GBP|CHF|JPY)$/i, '')
    .replace(/[$€£¥%]/g, '')
    .trim();
  let negative = false;
  if (/^\(.*\)$/.test(text)) {
    negative = true;
    text = text.slice(1, -1);
  }
  text = text.replace(/^[−–]/, '-').replace(/(\d)[\s\u00a0\u202f'’](?=\d{3}(?!\d))/g, '$1');
  if (decimalComma) text = text.replace(/\./g, '').replace(',', '.');
  else if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) text = text.replace(/,/g, '');
  else if (/^[+-]?\d{1,3}(\.\d{3}){2,}$/.test(text)) text = text.replace(/\./g, '');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? (negative ? -value : value) : undefined;
}

function plain(name) {
  return String(name)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function find(table, name) {
  const wanted = plain(name);
  const names = table.header.map(plain);
  const tests = [
    (has) => has === wanted,
    (has) => `${has}s` === wanted || has === `${wanted}s`,
    (has) => wanted !== '' && has.startsWith(wanted),
    (has) => wanted.length > 2 && has !== '' && (has.includes(wanted) || (has.length > 2 && wanted.includes(has))),
  ];
  for (const test of tests) {
    const index = names.findIndex(test);
    if (index >= 0) return index;
  }
  throw new Error(`there is no column "${name}": the columns are ${table.header.map((has) => `"${has}"`).join(', ')}`);
}

function isNumeric(numbers, rows, index) {
  const filled = rows.filter((row) => !MISSING.has((row[index] ?? '').toLowerCase())).length;
  return filled > 0 && numbers[index].filter((value) => value !== undefined).length >= filled * 0.8;
}

function chooseColumns(table, numbers, input, wanted, groupIndex) {
  if (input.columns !== undefined && input.columns.length > 0) return [...new Set(input.columns.map((name) => find(table, name)))];
  if (wanted.length === 1 && wanted[0] === 'count') return [];
  const used = new Set((input.where ?? []).map((condition) => find(table, condition.column)));
  const numeric = table.header.map((_, index) => index).filter((index) => index !== groupIndex && isNumeric(numbers, table.rows, index));
  if (wanted.length === 0 && (input.sortBy !== undefined || (input.top !== undefined && input.where !== undefined && groupIndex < 0))) return [];
  const free = numeric.filter((index) => !used.has(index) && !/^(id|nr|no|number|year|index|zip|postcode)$/i.test(table.header[index]));
  return free.length > 0 ? free : numeric;
}

/** A mean of words is no figure: the caller meant another column. */
function assertFigures(table, numbers, chosen, wanted) {
  const figure = wanted.find((name) => name !== 'count' && name !== 'distinct');
  const words = figure === undefined ? undefined : chosen.find((index) => numbers[index].length > 0 && numbers[index].every((value) => value === undefined));
  if (words === undefined) return;
  const numeric = table.header.filter((_, index) => isNumeric(numbers, table.rows, index));
  throw new Error(
    `the column "${table.header[words]}" holds no numbers to take the ${LABELS[figure]} of${numeric.length === 0 ? '' : `: columns of numbers are ${numeric.map((name) => `"${name}"`).join(', ')}`}`,
  );
}

function meets(cell, number, condition) {
  const other = toNumber(condition.value, false);
  const numeric = number !== undefined && other !== undefined;
  const a = cell.toLowerCase().trim();
  const b = String(condition.value).toLowerCase().trim();
  switch (condition.operator) {
    case 'eq':
      return numeric ? number === other : a === b;
    case 'ne':
      return numeric ? number !== other : a !== b;
    case 'gt':
      return numeric ? number > other : a > b;
    case 'gte':
      return numeric ? number >= other : a >= b;
    case 'lt':
      return numeric ? number < other : a !== '' && a < b;
    case 'lte':
      return numeric ? number <= other : a !== '' && a <= b;
    case 'contains':
      return a.includes(b);
    default:
      throw new Error(`unknown operator "${condition.operator}": use eq, ne, gt, gte, lt, lte or contains`);
  }
}

function tidy(value) {
  return Number(value.toPrecision(12));
}

function statistics(values, cells, wanted) {
  const names = wanted.length > 0 ? wanted : ALL;
  const numbers = values.filter((value) => value !== undefined);
  const sorted = numbers.toSorted((a, b) => a - b);
  const count = sorted.length;
  const sum = sorted.reduce((total, value) => total + value, 0);
  const mean = sum / count;
  const variance = count < 2 ? 0 : sorted.reduce((total, value) => total + (value - mean) ** 2, 0) / (count - 1);
  const middle = count / 2;
  const all =
    count === 0
      ? {}
      : {
          sum,
          mean,
          min: sorted[0],
          max: sorted[count - 1],
          range: sorted[count - 1] - sorted[0],
          variance,
          stddev: Math.sqrt(variance),
          median: Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)],
        };
  const filled = cells.filter((cell) => !MISSING.has(cell.toLowerCase()));
  all.count = count === 0 ? filled.length : count;
  all.distinct = new Set(filled.map((cell) => cell.toLowerCase())).size;
  const output = {};
  for (const name of names) output[name] = all[name] === undefined ? null : tidy(all[name]);
  const skipped = cells.length - count;
  if (count > 0 && skipped > 0) output.skipped = skipped;
  return output;
}

function groupsOf(table, rows, groupIndex, measure, chosen, wanted, input) {
  const members = new Map();
  for (const row of rows) {
    const key = table.rows[row][groupIndex] ?? '';
    const list = members.get(key);
    if (list === undefined) members.set(key, [row]);
    else list.push(row);
  }
  const groups = [...members].map(([group, list]) => ({ group: group === '' ? '(empty)' : group, rows: list.length, columns: measure(list) }));
  const statistic = wanted.find((name) => name !== 'count') ?? wanted[0] ?? 'sum';
  const weight = (group) => (chosen.length === 0 ? group.rows : (group.columns[table.header[chosen[0]]][statistic] ?? 0));
  if (input.order !== undefined || input.top !== undefined) {
    return groups.toSorted((a, b) => (input.order === 'ascending' ? weight(a) - weight(b) : weight(b) - weight(a))).slice(0, input.top ?? groups.length);
  }
  return groups.toSorted((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0));
}

function topRows(table, numbers, rows, chosen, input) {
  const index = input.sortBy !== undefined ? find(table, input.sortBy) : (chosen[0] ?? 0);
  const direction = input.order === 'ascending' ? 1 : -1;
  const compare = (a, b) => {
    const [x, y] = [numbers[index][a], numbers[index][b]];
    if (x !== undefined && y !== undefined) return (x - y) * direction || a - b;
    if (x !== undefined || y !== undefined) return x === undefined ? 1 : -1;
    const [s, t] = [table.rows[a][index] ?? '', table.rows[b][index] ?? ''];
    return (s < t ? -1 : s > t ? 1 : 0) * direction || a - b;
  };
  const listing = input.sortBy === undefined && chosen.length === 0 && input.order === undefined && input.where !== undefined;
  return (listing ? rows : rows.toSorted(compare))
    .slice(0, input.top ?? 100)
    .map((row) => Object.fromEntries(table.header.map((name, at) => [name, table.rows[row][at] ?? ''])));
}

function singleFigure(output, wanted, groupIndex, input) {
  // The best of the groups: its figure is what was asked for.
  if (output.groups?.length === 1 && wanted.length === 1) {
    const figures = Object.values(output.groups[0].columns);
    return figures.length === 1 ? (figures[0][wanted[0]] ?? undefined) : figures.length === 0 ? output.groups[0].rows : undefined;
  }
  if (groupIndex >= 0 || ((input.top !== undefined || input.sortBy !== undefined) && wanted.length === 0) || wanted.length !== 1) return undefined;
  const columns = Object.values(output.columns ?? {});
  if (columns.length === 0) return wanted[0] === 'count' ? output.matchedRows : undefined;
  return columns.length === 1 ? (columns[0][wanted[0]] ?? undefined) : undefined;
}

function show(value) {
  if (value === null || value === undefined) return 'none';
  return String(Number(value.toFixed(Math.abs(value) >= 1 ? 4 : 8)));
}

function figures(columns) {
  return Object.entries(columns)
    .map(
      ([name, values]) =>
        `${name}: ${Object.entries(values)
          .filter(([key]) => key !== 'skipped')
          .map(([key, value]) => `${LABELS[key]} ${show(value)}`)
          .join(', ')}`,
    )
    .join('; ');
}

function summarise(table, output, conditions, wanted, chosen, groupIndex, input) {
  const filter =
    conditions.length === 0
      ? ''
      : ` where ${conditions.map((condition) => `${table.header[condition.index]} ${SIGNS[condition.operator]} ${condition.value}`).join(' and ')}`;
  const rows = `${output.matchedRows} row${output.matchedRows === 1 ? '' : 's'}${filter}`;
  if (output.groups !== undefined) {
    const lines = output.groups.slice(0, 20).map(
      (group) =>
        `${group.group}: ${
          chosen.length === 0 || (wanted.length === 1 && wanted[0] === 'count')
            ? `${group.rows} rows`
            : Object.entries(group.columns)
                .map(
                  ([name, values]) =>
                    `${name} ${Object.entries(values)
                      .filter(([key]) => key !== 'skipped')
                      .map(([key, value]) => `${LABELS[key]} ${show(value)}`)
                      .join(', ')}`,
                )
                .join('; ')
        }`,
    );
    return `By ${table.header[groupIndex]} over ${rows}: ${lines.join(' | ')}`;
  }
  if (output.top !== undefined) {
    const list = output.top
      .slice(0, 20)
      .map(
        (row, index) =>
          `${index + 1}. ${Object.entries(row)
            .map(([name, cell]) => `${name} ${cell}`)
            .join(', ')}`,
      )
      .join(' | ');
    const ordered = input.sortBy !== undefined || input.order !== undefined || chosen.length > 0;
    const head =
      output.top.length === 0
        ? `no row of ${output.rows}${filter}`
        : ordered
          ? `${input.order === 'ascending' ? 'Lowest' : 'Highest'} ${output.top.length} of ${rows}: ${list}`
          : `${output.top.length === output.matchedRows ? rows : `${output.top.length} of ${rows}`}: ${list}`;
    return wanted.length > 0 && output.columns !== undefined ? `${figures(output.columns)}. ${head}` : head;
  }
  if (output.columns === undefined) return conditions.length === 0 ? `The table has ${output.rows} rows.` : `${rows}.`;
  return `${figures(output.columns)} (over ${rows})`;
}
