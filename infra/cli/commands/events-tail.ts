import { contracts } from '../../../generated/contracts/index.ts';
import { openEventTail, type SeenEvent } from '../event-tail.ts';
import { misuse } from '../failure.ts';
import { didYouMean } from '../nearest.ts';
import { createTerminal, printable } from '../terminal.ts';
import { withTarget, type Common } from '../with-target.ts';

export interface EventsTailOptions extends Common {
  /** Seconds; until interrupted when absent. */
  readonly for: number | undefined;
  readonly type: string | undefined;
  readonly orchestration: string | undefined;
}

/** Longest wait of one request, seconds: what SQS allows. */
const LONGEST_WAIT = 20;

/** `events tail`: one line an event, with `--json` one JSON object a line. */
export async function eventsTailCommand(options: EventsTailOptions): Promise<number> {
  const terminal = createTerminal(options.json);
  const types = contracts.events.map(({ detailType }) => detailType);
  if (options.type !== undefined && !types.includes(options.type))
    throw misuse(`there is no event "${options.type}"${didYouMean(options.type, types) || `: there are ${types.join(', ')}`}`);
  return withTarget(options, async (target) => {
    const tail = await openEventTail(target, { source: [{ prefix: '' }], ...(options.type !== undefined && { 'detail-type': [options.type] }) });
    const ended = new AbortController();
    const stop = () => ended.abort();
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const until = Date.now() + (options.for ?? Number.POSITIVE_INFINITY) * 1_000;
    try {
      terminal.note(terminal.style('dim', `listening on ${target.nameOf()}${options.for === undefined ? ', Ctrl-C ends it' : ` for ${options.for} s`}`));
      while (!ended.signal.aborted && Date.now() < until) {
        const left = (until - Date.now()) / 1_000;
        for (const event of await tail.next(Math.min(LONGEST_WAIT, left), ended.signal))
          if (options.orchestration === undefined || idOf(event) === options.orchestration)
            terminal.print(options.json ? JSON.stringify(event) : lineOf(event));
        // Less than a second is left: the queue cannot wait so short, so it was only looked into.
        if (left < 1) break;
      }
      return 0;
    } finally {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      await tail.close();
    }
  });
}

/** Characters of the rest of an event. */
const SHOWN = 140;

function lineOf(event: SeenEvent): string {
  const { detail } = event;
  const rest = Object.entries(detail).filter(
    ([name]) => name !== 'orchestrationId' && name !== 'orchestration_id' && name !== 'traceparent' && name !== 'agent_use_id',
  );
  const text = JSON.stringify(Object.fromEntries(rest));
  return `${event.time.slice(11, 19)}  ${event['detail-type'].padEnd(28)} ${printable(idOf(event) ?? '-').padEnd(16)} ${printable(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text)}`;
}

function idOf({ detail }: SeenEvent): string | undefined {
  const id = detail['orchestrationId'] ?? detail['orchestration_id'];
  return typeof id === 'string' ? id : undefined;
}
