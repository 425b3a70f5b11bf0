/**
 * Results that were too long to be shown whole. The supervisor shows their beginning and how to read on; what was read
 * on since is put together here, so that the plan works on whole results as if they had never been cut.
 */
import type { ToolResult } from '../../bedrock/converse-request.ts';
import type { Exchange } from './conversation.ts';

/** The supervisor's tool that reads a result in parts. */
export const readTool = 'read_result';

/** A result of which the end is missing. */
export interface CutResult {
  readonly exchange: Exchange;
  /** What is known of it, from its beginning. */
  readonly text: string;
  /** What to ask the reading tool for to know it all. */
  readonly missing: readonly PartInput[];
}

/** Input of the reading tool. */
export interface PartInput {
  readonly result: string;
  readonly offset: number;
  readonly length: number;
}

export interface ReadOn {
  /** Agents' exchanges; those whose whole result is known hold it. */
  readonly exchanges: readonly Exchange[];
  readonly cut: readonly CutResult[];
}

/** Most characters of one part, and of a result that is worth reading whole: a longer one would crowd out the rest of the conversation. */
const PART = 16_000;
const MOST = 100_000;
/** Characters of a cut result that the answer repeats. */
const SHOWN = 5_000;
/** Most parts of one turn. */
const MOST_PARTS = 6;

interface Part {
  readonly offset: number;
  readonly text: string;
}

/** Sorts the exchanges of the reading tool out and puts their parts to the results that they were read from. */
export function readOn(all: readonly Exchange[]): ReadOn {
  const exchanges = all.filter(({ use }) => use.name !== readTool);
  const parts = Map.groupBy(
    all.filter(({ use }) => use.name === readTool),
    ({ use }) => String((use.input as { readonly result?: unknown } | null)?.result),
  );
  const cut: CutResult[] = [];
  const whole = exchanges.map((exchange) => {
    const shown = beginningOf(textOf(exchange.result));
    if (shown === undefined) return exchange;
    const read = parts.get(exchange.use.toolUseId) ?? [];
    const text = joined(
      shown.text,
      read.flatMap((part) => partOf(textOf(part.result)) ?? []),
    );
    if (text.length >= shown.total) return { ...exchange, result: { ...exchange.result, content: [{ text }] } };
    cut.push({ exchange, text, missing: missingParts(exchange.use.toolUseId, text.length, shown.total, read) });
    return {
      ...exchange,
      cut: true as const,
      result: { ...exchange.result, content: [{ text: `${text.slice(0, SHOWN)}… (${shown.total} characters in all)` }] },
    };
  });
  return { exchanges: whole, cut };
}

/** Inputs for what is missing, as far as it was not asked for before; none of a result that is too long. */
function missingParts(result: string, from: number, total: number, asked: readonly Exchange[]): readonly PartInput[] {
  if (total > MOST) return [];
  const before = new Set(asked.map(({ use }) => JSON.stringify(use.input)));
  return Array.from({ length: Math.min(MOST_PARTS, Math.ceil((total - from) / PART)) }, (_, index): PartInput => {
    const offset = from + index * PART;
    return { result, offset, length: Math.min(PART, total - offset) };
  }).filter((input) => !before.has(JSON.stringify(input)));
}

/** What is shown of a result that goes on, and the length of the whole. */
function beginningOf(text: string): { readonly text: string; readonly total: number } | undefined {
  const [, shown, total] = /^([\s\S]*)… \((\d+) characters in all; read on with read_result \{[^}]*\}\)$/u.exec(text) ?? [];
  return shown === undefined ? undefined : { text: shown, total: Number(total) };
}

function partOf(text: string): Part | undefined {
  const [head, offset] = /^characters (\d+) to \d+ of \d+[^\n]*\n/u.exec(text) ?? [];
  return head === undefined ? undefined : { offset: Number(offset), text: text.slice(head.length) };
}

function joined(beginning: string, parts: readonly Part[]): string {
  let text = beginning;
  for (const part of parts.toSorted((a, b) => a.offset - b.offset)) {
    if (part.offset <= text.length) text = text.slice(0, part.offset) + part.text + text.slice(part.offset + part.text.length);
  }
  return text;
}

function textOf({ content }: ToolResult): string {
  return content.map(({ text }) => text ?? '').join('\n');
}
