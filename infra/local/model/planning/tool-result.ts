import type { ToolResult } from '../../bedrock/converse-request.ts';
import { contentTerms } from '../reading/terms.ts';

/** A tool's answer as a value. */
export interface ReadResult {
  readonly ok: boolean;
  readonly value: unknown;
}

/** Reads a tool result: JSON where it is JSON, also inside a mark of origin, otherwise its text. */
export function readResult(result: ToolResult): ReadResult {
  const json = result.content.find((part) => part.json !== undefined)?.json;
  const text = result.content
    .map((part) => part.text ?? '')
    .join('\n')
    .trim();
  // Strands leaves the status out for models that are not known to take one, and writes it into the text.
  const ok = result.status === undefined ? !text.startsWith('Error: ') : result.status !== 'error';
  return { ok, value: json ?? parsed(ok ? text : text.replace(/^Error: /, '')) };
}

/** The text of an error result, without code and braces. */
export function errorText(value: unknown): string {
  if (typeof value === 'string')
    return value
      .replace(/^[A-Z_]{3,}:\s*/, '')
      .replace(/^agent "[^"]*": /, '')
      .replace(/^\w*Error: /, '')
      .slice(0, 600);
  if (isRecord(value)) {
    const { message, error, errorMessage } = value;
    for (const candidate of [message, errorMessage, error]) if (candidate !== undefined) return errorText(candidate);
  }
  return JSON.stringify(value) ?? 'no reason given';
}

/** Members that hold an agent's main answer, best first. */
const mainMembers = ['result', 'value', 'answer', 'output', 'converted', 'total', 'data'];

/**
 * The one value of a result that a later step works with: the value itself, the member that is called so, or the figure
 * whose name is nearest to what was asked.
 */
export function mainValue(value: unknown, asked: string): unknown {
  const plain = unwrapped(value);
  if (!isRecord(plain)) return plain;
  const named = namedValue(plain);
  if (named !== undefined) return isRecord(named) ? mainValue(named, asked) : named;
  const leaves = leavesOf(plain).filter((leaf) => typeof leaf.value === 'number' || (typeof leaf.value === 'string' && leaf.value.length < 200));
  const terms = new Set(contentTerms(asked));
  const scored = leaves
    .filter((leaf) => !/^(?:summary|message|text|explanation|description)$/.test(leaf.path.at(-1) ?? ''))
    .map((leaf, index) => ({
      leaf,
      score: contentTerms(leaf.path.join(' ')).filter((term) => terms.has(term)).length + (typeof leaf.value === 'number' ? 0.5 : 0) - index * 0.01,
    }))
    .toSorted((a, b) => b.score - a.score);
  const best = scored[0]?.leaf.value;
  if (best !== undefined) return numeric(best);
  return plain['summary'] ?? plain['text'] ?? plain;
}

/** The member that an agent calls its result; undefined when there is none that stands for itself. */
export function namedValue(value: unknown): unknown {
  if (!isRecord(value)) return undefined;
  const found = mainMembers
    .map((member) => value[member])
    .find((member) => member !== undefined && member !== null && (!Array.isArray(member) || member.every((item) => typeof item !== 'object')));
  return typeof found === 'string' ? numeric(found) : found;
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

function leavesOf(value: unknown, path: readonly string[] = []): readonly Leaf[] {
  if (path.length > 5) return [];
  if (isRecord(value)) return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...path, key]));
  if (Array.isArray(value)) return value.length === 1 ? leavesOf(value[0], path) : [];
  return [{ path, value }];
}

/** "42" and "The answer is 42." hold one number; a text with several says more than a number. */
function unwrapped(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const numbers = value.match(/-?\d[\d,]*(?:\.\d+)?/g) ?? [];
  return numbers.length === 1 && value.length < 120 ? Number((numbers[0] ?? '').replaceAll(',', '')) : value;
}

function numeric(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : value;
}

function parsed(text: string): unknown {
  const bare = text.replace(/^<[^>]+>\s*|\s*<\/[^>]+>$/g, '');
  for (const candidate of [text, bare, bare.slice(bare.search(/[[{]/), Math.max(bare.lastIndexOf('}'), bare.lastIndexOf(']')) + 1)]) {
    if (!/^[[{"\d-]|^(?:true|false|null)$/.test(candidate)) continue;
    try {
      const value: unknown = JSON.parse(candidate);
      return typeof value === 'string' && /^[[{]/.test(value.trim()) ? parsed(value) : value;
    } catch {
      // Not JSON as a whole: the next reading, or the text itself.
    }
  }
  return text;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
