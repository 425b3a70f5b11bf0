/** What the model sees of a file: its name and first characters. */
export interface TaskDocument {
  readonly name: string;
  readonly kind: 'csv' | 'json' | 'text';
  /** The first characters; the whole when it is short or stood in the task itself. */
  readonly sample: string;
  /** The file goes on behind the sample. */
  readonly truncated?: boolean;
  /** What goes into an agent's input: a reference to the attachment, or the text itself. */
  readonly value: string;
}

/**
 * A document of an attachment block; `bytes` is the size of the whole file. Of a file that goes on, the sample ends with its
 * last whole line: half a line would be read as a value.
 */
export function attachedDocument(name: string, preview: string, bytes?: number): TaskDocument {
  const shown = preview.replace(/… \(\d+ more characters\)$/, '');
  const truncated = shown !== preview || (bytes !== undefined && bytes > Buffer.byteLength(preview) + 2);
  const kind = kindOf(name, shown.slice(0, truncated && shown.includes('\n') ? shown.lastIndexOf('\n') : undefined));
  const sample = truncated && kind === 'csv' ? shown.slice(0, shown.lastIndexOf('\n') + 1) : shown;
  return { name, kind, sample, truncated, value: `attachment:${name}` };
}

/** A document that stands in the task's own text. */
export function inlineDocument(text: string): TaskDocument {
  return { name: 'the given text', kind: kindOf('', text), sample: text, value: text };
}

const figure = /^-?\d+(?:[.,]\d+)*$/;

/** Column names of a table (numbered when it has no header), names of plain fields of a JSON document, none of a text. */
export function fieldsOf(document: TaskDocument): readonly string[] {
  if (document.kind === 'csv') {
    const [header = []] = records(document);
    return header.every((cell) => figure.test(cell)) ? header.map((_, index) => `column ${index + 1}`) : header;
  }
  if (document.kind === 'json') return [...new Set([...document.sample.matchAll(/"((?:[^"\\]|\\.)*)"\s*:(?!\s*[[{])/g)].map((match) => match[1] ?? ''))];
  return [];
}

/** Fields whose values are words, each with the values seen in the sample. */
export function wordValuesOf(document: TaskDocument): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>();
  const note = (field: string | undefined, value: string | undefined): void => {
    const trimmed = value?.trim() ?? '';
    if (field === undefined || trimmed === '' || /^[\d.,%$€£\s-]+$/.test(trimmed)) return;
    const seen = values.get(field);
    if (seen === undefined) values.set(field, new Set([trimmed]));
    else seen.add(trimmed);
  };
  if (document.kind === 'csv') {
    const [header = [], ...rows] = records(document);
    for (const row of rows) row.forEach((cell, index) => note(header[index], cell));
  }
  if (document.kind === 'json') {
    for (const match of document.sample.matchAll(/"((?:[^"\\]|\\.)*)"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|(true|false))/g)) note(match[1], match[2] ?? match[3]);
  }
  return values;
}

/** The field of a table or document whose values are ISO dates. */
export function dateFieldOf(document: TaskDocument): string | undefined {
  const iso = /^\d{4}-\d\d(?:-\d\d)?(?:T|$)/;
  if (document.kind === 'json') return [...document.sample.matchAll(/"((?:[^"\\]|\\.)*)"\s*:\s*"([^"]*)"/g)].find((match) => iso.test(match[2] ?? ''))?.[1];
  const [header = [], first = []] = document.kind === 'csv' ? records(document) : [];
  return header[first.findIndex((cell) => iso.test(cell))];
}

/** Whether a value of a field stands in several entries of the sample. */
export function repeats(document: TaskDocument, field: string): boolean {
  const [header = [], ...rows] = document.kind === 'csv' ? records(document) : [];
  const column = header.indexOf(field);
  const values =
    document.kind === 'csv'
      ? rows.map((row) => row[column] ?? '')
      : [...document.sample.matchAll(/"((?:[^"\\]|\\.)*)"\s*:\s*"((?:[^"\\]|\\.)*)"/g)].filter((match) => match[1] === field).map((match) => match[2] ?? '');
  return new Set(values).size < values.length;
}

function records(document: TaskDocument): readonly (readonly string[])[] {
  const lines = document.sample
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '');
  const head = (lines[0] ?? '').replace(/"[^"]*"/g, '');
  const separator = [';', '\t', '|', ','].map((char) => ({ char, count: head.split(char).length })).toSorted((a, b) => b.count - a.count)[0]?.char ?? ',';
  return lines.map((line) => cells(line, separator));
}

function cells(line: string, separator: string): readonly string[] {
  const found: string[] = [''];
  let quoted = false;
  for (const char of line) {
    if (char === '"') quoted = !quoted;
    else if (char === separator && !quoted) found.push('');
    else found[found.length - 1] += char;
  }
  return found.map((cell) => cell.trim());
}

function kindOf(name: string, sample: string): TaskDocument['kind'] {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  if (extension === 'csv' || extension === 'tsv') return 'csv';
  if (extension === 'json' || extension === 'jsonl' || extension === 'ndjson') return 'json';
  // A list of numbers is a table of one column.
  const list = sample.trim().split(/\r\n|\n|\r/);
  if (list.length > 2 && list.every((line) => figure.test(line.trim()))) return 'csv';
  const lines = sample.trim().split('\n').slice(0, 4);
  const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(/[,;\t]/).length);
  if (extension !== undefined && extension !== 'data' && extension !== 'dat')
    return lines.length > 2 && (counts[0] ?? 0) > 1 && counts.every((count) => count === counts[0]) && !/[.!?]\s*$/m.test(sample) ? 'csv' : 'text';
  if (/^\s*[[{]/.test(sample)) return 'json';
  return lines.length > 1 && (counts[0] ?? 0) > 1 && counts.every((count) => count === counts[0]) ? 'csv' : 'text';
}
