/** Rows of the registry tables as people and older systems wrote them. */
import type { Parsed } from '../../codegen/runtime/parsed.ts';
import type { Agent } from '../../generated/tables/agent.ts';
import type { Tool } from '../../generated/tables/tool.ts';
import { parseAgent } from '../../generated/validators/tables/agent.js';
import { parseTool } from '../../generated/validators/tables/tool.js';

/** A row that was read: valid, or with the reason why it is left out. */
export type Row<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

export function readAgentRow(row: unknown): Row<Agent> {
  return toRow(parseAgent(inKeyOrder(withParsedConfig(row))));
}

export function readToolRow(row: unknown): Row<Tool> {
  return toRow(parseTool(inKeyOrder(withParsedConfig(row))));
}

/** The original system keeps `config` as JSON text; that reads the same. */
function withParsedConfig(row: unknown): unknown {
  if (typeof row !== 'object' || row === null || !('config' in row) || typeof row.config !== 'string') return row;
  try {
    return { ...row, config: JSON.parse(row.config) as unknown };
  } catch {
    // Expected: a person edited the row. The validator then says that the config is no object.
    return row;
  }
}

/**
 * The same value with all keys in order. DynamoDB returns the keys of a map in any order, another one each time; without
 * this the same agents would give another snapshot hash, another stored payload and another prompt (no cache hit) every time.
 */
function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, inKeyOrder(item)]),
  );
}

function toRow<T>(parsed: Parsed<T>): Row<T> {
  return parsed.ok ? parsed : { ok: false, problem: parsed.problems.map(({ pointer, message }) => `${pointer} ${message}`.trim()).join('; ') };
}

/** The facts that a conditional write of a head compares: a change of any of them means that somebody else was faster. */
export function sameHead(a: Agent, b: Agent): boolean {
  return a.config.version === b.config.version && a.state === b.state && a.sha256 === b.sha256 && a.source === b.source;
}

export function sameTool(a: Tool, b: Tool): boolean {
  return a.config.version === b.config.version && a.state === b.state && a.sha256 === b.sha256;
}

/** Versions in the order they were made: `v2` before `v10`. */
export function inVersionOrder<T extends { readonly version: string }>(versions: readonly T[]): readonly T[] {
  return versions.toSorted((a, b) => Number(a.version.slice(1)) - Number(b.version.slice(1)));
}
