import { quoted } from './module-text.ts';

/** Plain data as a TypeScript literal, at most `width` columns where it fits on one line. */
export function literal(value: unknown, indent = 0, width = 140): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value !== 'object') return String(value);
  const flat = flatLiteral(value);
  if (indent + flat.length <= width) return flat;
  const inner = ' '.repeat(indent + 2);
  const outer = ' '.repeat(indent);
  if (Array.isArray(value)) return `[\n${value.map((item) => `${inner}${literal(item, indent + 2, width)},`).join('\n')}\n${outer}]`;
  return `{\n${entriesOf(value)
    .map(([key, item]) => `${inner}${propertyName(key)}: ${literal(item, indent + 2, width)},`)
    .join('\n')}\n${outer}}`;
}

function flatLiteral(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(flatLiteral).join(', ')}]`;
  const entries = entriesOf(value);
  return entries.length === 0 ? '{}' : `{ ${entries.map(([key, item]) => `${propertyName(key)}: ${flatLiteral(item)}`).join(', ')} }`;
}

function entriesOf(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}

/** Bare when it is an identifier; `__proto__` is computed, or it would set the prototype. */
export function propertyName(key: string): string {
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}
