import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `table-converter`. */
export const tableConverter: AgentKind = defineKind({
  agentId: 'table-converter',
  title: 'tables between CSV, JSON, Markdown and HTML',
  signs: [
    [/\bmarkdown\b/, 1.5],
    [/\b(?:csv|table)\b[^.]*\b(?:to|into|as|in) (?:a |an )?(?:json|markdown|html)\b/, 2],
    [/\bjson\b[^.]*\b(?:to|into|as) (?:a )?(?:csv|markdown|html|table)\b/, 2],
    [/\bhtml table\b/, 1.5],
  ],
  description: 'Converts a table between CSV, JSON (array of objects), Markdown table and HTML table.',
  categories: ['data'],
  inputs: 'table (CSV or JSON text), to.',
  outputs: 'result (the converted text), rows, summary.',
  constraints: 'Pure computation; the first CSV record is the header; at most 100,000 rows.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['table', 'to'],
    properties: {
      table: { type: 'string', minLength: 1, maxLength: 1_000_000, description: 'The table as CSV text or JSON text.' },
      to: { type: 'string', enum: ['json', 'markdown', 'csv', 'html'], description: 'Wanted format.' },
    },
  },
  results: { result: { type: 'string' }, rows: { type: 'integer' } },
  example: { table: 'name,price\npen,1.5', to: 'markdown' },
  code: String.raw`
function recordsOf(csv) {
  const head = csv.split('\n')[0].replace(/"[^"]*"/g, '');
  const separator = [';', '\t', '|'].find(char => head.split(char).length > head.split(',').length) ?? ',';
  const records = [];
  let [record, field, quoted] = [[], '', false];
  for (let at = 0; at < csv.length; at += 1) {
    const char = csv[at];
    if (quoted && char === '"' && csv[at + 1] === '"') { field += '"'; at += 1; }
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === separator) { record.push(field.trim()); field = ''; }
    else if (!quoted && char === '\n') { record.push(field.trim()); records.push(record); record = []; field = ''; }
    else field += char;
  }
  records.push([...record, field.trim()]);
  return records.filter(cells => cells.some(cell => cell !== ''));
}

function tableOf(source) {
  const plain = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n').trim();
  if (/^[\[{]/.test(plain)) {
    const value = JSON.parse(plain);
    const list = Array.isArray(value) ? value : Object.values(value).find(Array.isArray) ?? [value];
    const header = [...new Set(list.flatMap(item => Object.keys(item ?? {})))];
    return { header, rows: list.map(item => header.map(name => item?.[name] ?? '')) };
  }
  const [header = [], ...rows] = recordsOf(plain);
  return { header, rows: rows.map(row => header.map((_, index) => row[index] ?? '')) };
}

function cellText(value) {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function typed(value) {
  return typeof value === 'string' && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value) && value.length < 16 ? Number(value) : value;
}

export async function handler(input, ctx) {
  const { header, rows } = tableOf(input.table);
  if (rows.length > 100000) throw new Error('at most 100,000 rows, got ' + rows.length);
  const escape = value => cellText(value).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const quote = value => (/[",\n]/.test(cellText(value)) ? '"' + cellText(value).replace(/"/g, '""') + '"' : cellText(value));
  const bar = cells => '| ' + cells.map(value => cellText(value).replace(/\|/g, '\\|').replace(/\n/g, ' ')).join(' | ') + ' |';
  let result;
  if (input.to === 'json') result = JSON.stringify(rows.map(row => Object.fromEntries(header.map((name, index) => [name, typed(row[index])]))), null, 2);
  else if (input.to === 'csv') result = [header, ...rows].map(row => row.map(quote).join(',')).join('\n');
  else if (input.to === 'html') result = '<table>\n<tr>' + header.map(name => '<th>' + escape(name) + '</th>').join('') + '</tr>\n' + rows.map(row => '<tr>' + row.map(value => '<td>' + escape(value) + '</td>').join('') + '</tr>').join('\n') + '\n</table>';
  else result = [bar(header), bar(header.map(() => '---')), ...rows.map(bar)].join('\n');
  return { result, rows: rows.length, summary: rows.length + ' rows as ' + input.to };
}`,
});
