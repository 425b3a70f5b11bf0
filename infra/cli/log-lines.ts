/** Log lines of the functions: of CloudWatch Logs for a deployed stack, of a file for the embedded runtime. */
import { CloudWatchLogsClient, paginateFilterLogEvents, ResourceNotFoundException } from '@aws-sdk/client-cloudwatch-logs';
import { existsSync, readFileSync } from 'node:fs';
import { deployedName } from '../../codegen/runtime/contracts.ts';
import { contracts } from '../../generated/contracts/index.ts';
import { earlierLogFileOf, logFileOf } from '../local/log-file.ts';

export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** debug, info, warn, error or critical. */
  readonly level: string;
  /** The function. */
  readonly service: string;
  readonly message: string;
  /** Everything else that the line says. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface LogQuery {
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** This level and above. */
  readonly level: LogLevelName;
  readonly function?: string | undefined;
  readonly orchestrationId?: string | undefined;
  /** The newest so many. */
  readonly limit: number;
}

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevelName = (typeof logLevels)[number];

const RANK: Readonly<Record<string, number>> = { trace: 0, debug: 0, info: 1, warn: 2, error: 3, critical: 3 };

/** Lines kept by the embedded runtime, oldest first. */
export function keptLines(stateDir: string, query: LogQuery): readonly LogLine[] {
  const texts = [earlierLogFileOf(stateDir), logFileOf(stateDir)].filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8'));
  return select(
    texts.flatMap((text) => text.split('\n')).flatMap((text) => toLine(text, undefined, 'runtime') ?? []),
    query,
  );
}

/** Lines of a deployed stack's functions, oldest first. A function that was never invoked has no log group yet. */
export async function cloudLines(environment: string, query: LogQuery): Promise<readonly LogLine[]> {
  const client = new CloudWatchLogsClient();
  try {
    const names = contracts.functions.map(({ name }) => name).filter((name) => query.function === undefined || name === query.function);
    const found = await Promise.all(names.map((name) => ofGroup(client, name, `/aws/lambda/${deployedName(contracts.service, environment, name)}`, query)));
    return select(found.flat(), query);
  } finally {
    client.destroy();
  }
}

async function ofGroup(client: CloudWatchLogsClient, name: string, logGroupName: string, query: LogQuery): Promise<readonly LogLine[]> {
  const lines: LogLine[] = [];
  const filterPattern = query.orchestrationId === undefined ? undefined : `"${query.orchestrationId}"`;
  try {
    for await (const page of paginateFilterLogEvents(
      { client },
      { logGroupName, startTime: query.since, ...(filterPattern !== undefined && { filterPattern }) },
    ))
      for (const { message, timestamp } of page.events ?? []) {
        const line = toLine(message ?? '', timestamp, name);
        if (line !== undefined) lines.push(line);
      }
  } catch (cause) {
    if (!(cause instanceof ResourceNotFoundException)) throw cause;
  }
  return lines;
}

/** What the platform writes itself (START, REPORT) is no JSON: only its time-outs and crashes are of interest, as errors. */
function toLine(text: string, timestamp: number | undefined, service: string): LogLine | undefined {
  const parsed = parse(text);
  if (parsed === undefined) {
    const wrong = /Task timed out|Runtime exited|Runtime\.|errorType/u.test(text);
    return wrong ? { at: timestamp ?? 0, level: 'error', service, message: text.trim(), fields: {} } : undefined;
  }
  // Metrics in the embedded format are lines of the same log.
  if ('_aws' in parsed) return undefined;
  const { level, message, timestamp: time, service: named, environment: _environment, ...fields } = parsed;
  return {
    at: typeof time === 'string' ? Date.parse(time) : (timestamp ?? 0),
    level: typeof level === 'string' ? level.toLowerCase() : 'info',
    service: typeof named === 'string' ? named : service,
    message: typeof message === 'string' ? message : JSON.stringify(message ?? parsed),
    fields,
  };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    // The platform's own lines, and the last line of a process that was killed.
    return undefined;
  }
}

function select(lines: readonly LogLine[], query: LogQuery): readonly LogLine[] {
  return lines
    .filter(
      ({ at, level, service, fields }) =>
        at >= query.since &&
        (RANK[level] ?? 1) >= (RANK[query.level] ?? 1) &&
        (query.function === undefined || service === query.function) &&
        (query.orchestrationId === undefined || JSON.stringify(fields).includes(query.orchestrationId)),
    )
    .toSorted((a, b) => a.at - b.at)
    .slice(-query.limit);
}
