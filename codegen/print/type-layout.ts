/**
 * Lays out json-schema-to-typescript's unformatted output: indentation by nesting, semicolons, no needless
 * parentheses, one-line comments on one line. Works line by line; that generator puts every member on a line of its own.
 */
export function layOutType(text: string): string {
  const out: string[] = [];
  let depth = 0;
  let comment: string[] | undefined;
  for (const raw of text.trim().split('\n')) {
    const line = raw.trim();
    if (comment !== undefined || line.startsWith('/**')) {
      comment = [...(comment ?? []), line];
      if (line.endsWith('*/')) {
        out.push(...commentLines(comment).map((one) => indented(one, depth)));
        comment = undefined;
      }
      continue;
    }
    if (line === '') continue;
    const closing = /^[}\])]/.test(line) ? 1 : 0;
    const before = depth;
    depth += balance(line);
    const level = Math.min(before, Math.max(before - closing, 0));
    out.push(indented(finished(line, depth), closing === 1 ? level : before));
  }
  return out.join('\n');
}

function finished(line: string, depth: number): string {
  const isOpen = /[{|&(,]$/.test(line);
  if (isOpen || (depth === 0 && line === '}')) return line;
  return `${withoutParentheses(line)};`;
}

/** `status: ("A" | "B")` → `status: "A" | "B"` */
function withoutParentheses(line: string): string {
  const match = /^((?:export type [^=]+ =|(?:"(?:[^"\\]|\\.)*"|\[k: string\]|[\w$]+)\??:) )\((.*)\)$/.exec(line);
  if (match === null) return line;
  const [, head = '', inner = ''] = match;
  let level = 0;
  for (const part of outsideStrings(inner)) {
    if (part === '(') level += 1;
    if (part === ')') level -= 1;
    if (level < 0) return line;
  }
  return head + inner;
}

function balance(line: string): number {
  let level = 0;
  for (const part of outsideStrings(line)) {
    if (part === '{') level += 1;
    if (part === '}') level -= 1;
  }
  return level;
}

/** Characters of a line that are not inside a string literal. */
function* outsideStrings(line: string): Generator<string> {
  let quote: string | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (quote !== undefined) {
      if (char === '\\') at += 1;
      else if (char === quote) quote = undefined;
    } else if (char === '"' || char === "'") quote = char;
    else yield char;
  }
}

function commentLines(lines: readonly string[]): readonly string[] {
  const text = lines.slice(1, -1).map((line) => line.replace(/^\* ?/, '').trimEnd());
  if (lines.length === 3 && text.length === 1) return [`/** ${text[0] ?? ''} */`];
  return ['/**', ...text.map((line) => ` *${line === '' ? '' : ` ${line}`}`), ' */'];
}

function indented(line: string, depth: number): string {
  return '  '.repeat(depth) + line;
}
