import { contracts } from '../../../generated/contracts/index.ts';
import { cloudLines, keptLines, type LogLevelName, type LogLine } from '../log-lines.ts';
import { createTerminal, printable, type Terminal } from '../terminal.ts';
import { unknownName } from '../unknown.ts';
import type { Common } from '../with-target.ts';

export interface LogsOptions extends Common {
  readonly level: LogLevelName;
  /** Milliseconds. */
  readonly since: number;
  readonly function: string | undefined;
  readonly orchestration: string | undefined;
  readonly limit: number;
}

/** `logs`: what the functions logged, oldest first. Reads only: no runtime is started for it. */
export async function logsCommand(options: LogsOptions): Promise<number> {
  const terminal = createTerminal(options.json);
  const functions = contracts.functions.map(({ name }) => name);
  if (options.function !== undefined && !functions.includes(options.function)) throw unknownName('function', options.function, functions);
  const query = {
    since: Date.now() - options.since,
    level: options.level,
    function: options.function,
    orchestrationId: options.orchestration,
    limit: options.limit,
  };
  const lines = options.env === undefined ? keptLines(options.state, query) : await cloudLines(options.env, query);
  if (options.json) terminal.print(JSON.stringify(lines));
  else if (lines.length === 0) terminal.print(`nothing was logged at level ${options.level} or above in that time`);
  else for (const line of lines) terminal.print(textOf(line, terminal));
  return 0;
}

const COLOURS: Readonly<Record<string, 'red' | 'yellow' | 'dim'>> = { error: 'red', critical: 'red', warn: 'yellow', debug: 'dim' };

/** Fields that every line has, or that only machines need. */
const LEFT_OUT: ReadonlySet<string> = new Set(['cold_start', 'function_memory_size', 'sampling_rate', 'xray_trace_id', 'function', 'traceId']);

function textOf({ at, level, service, message, fields }: LogLine, { style }: Terminal): string {
  const rest = Object.entries(fields)
    .filter(([name]) => !LEFT_OUT.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
  const colour = COLOURS[level];
  const marked = colour === undefined ? level.padEnd(5) : style(colour, level.padEnd(5));
  return `${new Date(at).toISOString().slice(0, 23)}  ${marked} ${service.padEnd(11)} ${printable(message)} ${style('dim', printable(rest))}`.trimEnd();
}
