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
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const [header, ...exchanges] = lines.map((line, index) => parseLine(line, file, index + 1));
  const version = header?.['recording'];
  if (version !== RECORDING_VERSION)
    throw new Error(`${file}: it is no recording of version ${RECORDING_VERSION} (found ${JSON.stringify(version ?? null)}): make one with --record FILE`);
  return exchanges.map((exchange, index) => {
    const { role, request, outcome, events } = exchange;
    const whole = typeof request === 'object' && (role === 'fabricator' ? Array.isArray(events) : typeof outcome === 'object');
    if (!whole || !['supervisor', 'agent', 'fabricator'].includes(String(role)))
      throw new Error(`${file}:${index + 2}: this line is no exchange: record again with --record FILE`);
    return exchange as unknown as Exchange;
  });
}

function parseLine(line: string, file: string, number: number): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new Error(`${file}:${number}: this line is not JSON: a recording that was cut has to be made again`, { cause });
  }
}
