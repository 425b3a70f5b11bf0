/**
 * A recording of model exchanges: a text file, one JSON object a line. The first line is the header, each other line one
 * exchange: who asked what, and what came back. Lines are in the order in which answers came.
 */
import type { ModelOutcome, ModelRequest } from '../../shell/ports.ts';

export const RECORDING_VERSION = 1;

export interface RecordingHeader {
  readonly recording: typeof RECORDING_VERSION;
}

/** Who asks: the roles of the contracts. */
export type Role = 'supervisor' | 'agent' | 'fabricator';

/** One call of the supervisor's or an agent's model. */
export interface AskedExchange {
  readonly role: Exclude<Role, 'fabricator'>;
  readonly request: AskedRequest;
  readonly outcome: ModelOutcome;
}

/** What of a request is kept; how long an answer may take does not change it. */
export type AskedRequest = Pick<ModelRequest, 'system' | 'messages' | 'tools' | 'maxTokens'>;

/** One call of the fabricator's model: Strands' own messages, tool specifications and stream events, as JSON. */
export interface StreamedExchange {
  readonly role: 'fabricator';
  readonly request: { readonly system: unknown; readonly messages: unknown; readonly tools: unknown };
  readonly events: readonly unknown[];
  /** Why the stream broke off, when it did. */
  readonly error?: { readonly name: string; readonly message: string };
}

export type Exchange = AskedExchange | StreamedExchange;

/** Reads a recording. Throws with file and line when it is none, or one of another version. */
export function parseRecording(text: string, file: string): readonly Exchange[] {
  const [first = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '');
  assertHeader(first, file);
  return lines.map((line, index) => {
    const exchange = parseLine(line, file, index + 2);
    if (!isExchange(exchange)) throw new Error(`${file}:${index + 2}: this line is no exchange: record again with --record FILE`);
    return exchange;
  });
}

function assertHeader(line: string, file: string): void {
  const made = 'make one with --record FILE';
  if (line === '') throw new Error(`${file}: it is empty, and no recording: ${made}`);
  let header: unknown;
  try {
    header = JSON.parse(line);
  } catch (cause) {
    throw new Error(`${file}: it is no recording, its first line is not JSON: ${made}`, { cause });
  }
  const version = isObject(header) ? header['recording'] : undefined;
  if (version !== RECORDING_VERSION)
    throw new Error(`${file}: it is no recording of version ${RECORDING_VERSION} (found ${JSON.stringify(version ?? null)}): ${made}`);
}

function parseLine(line: string, file: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new Error(`${file}:${number}: this line is not JSON: a recording that was cut has to be made again`, { cause });
  }
}

/** Files are edited by hand: what would only be found out in the middle of a run is found out here. */
function isExchange(value: unknown): value is Exchange {
  if (!isObject(value) || !isObject(value['request'])) return false;
  const { role, outcome, events } = value;
  if (role === 'fabricator') return Array.isArray(events) && events.every(isObject);
  return (role === 'supervisor' || role === 'agent') && isObject(outcome) && isOutcome(outcome);
}

function isOutcome({ kind, content, stopReason, usage, message }: Readonly<Record<string, unknown>>): boolean {
  if (kind !== 'answered') return ['throttled', 'invalid', 'unavailable', 'denied'].includes(String(kind)) && typeof message === 'string';
  if (!Array.isArray(content) || !content.every(isBlock) || typeof stopReason !== 'string' || !isObject(usage)) return false;
  return ['inputTokens', 'outputTokens', 'cachedTokens'].every((name) => typeof usage[name] === 'number');
}

function isBlock(block: unknown): boolean {
  if (!isObject(block)) return false;
  const { type, text, toolUseId, name } = block;
  return (
    type === 'opaque' || (type === 'text' && typeof text === 'string') || (type === 'toolUse' && typeof toolUseId === 'string' && typeof name === 'string')
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
