import { createOperator, type Replay } from '../../../handlers/operator/index.ts';
import { openTarget, type Where } from '../target.ts';
import { unknownOrchestration } from '../unknown.ts';
import { createTerminal, printable, type Terminal } from '../terminal.ts';

/** `replay <id>`: the supervisor's decisions again, from the record. Exit code: 0 when they are the stored ones, 1 when not. */
export async function replayCommand(orchestrationId: string, options: { readonly json: boolean } & Where): Promise<number> {
  const terminal = createTerminal(options.json);
  const session = await openTarget(options, createTerminal(true));
  try {
    const replayed = await createOperator(process.env).replay(orchestrationId);
    if (replayed === undefined) throw await unknownOrchestration(session.client, orchestrationId);
    if (options.json) terminal.print(JSON.stringify(replayed));
    else for (const line of linesOf(replayed, terminal.style)) terminal.print(line);
    return replayed.differences.length === 0 ? 0 : 1;
  } finally {
    await session.close();
  }
}

function linesOf(replayed: Replay, style: Terminal['style']): readonly string[] {
  const { facts, differences, next, withheld } = replayed;
  return [
    `${replayed.orchestrationId} ${replayed.status}`,
    ...facts.map(({ turn, fact, from, to }, index) => {
      const called = fact === 'claimed' ? style('dim', index < facts.length - 1 ? '  the stored answer stands for the model' : '') : '';
      return `  turn ${turn}  ${fact.padEnd(14)} ${from} → ${to}${called}`;
    }),
    ...(next === 'asks the model' ? [`  ${style('yellow', 'here the model would be called')}: the record ends`] : []),
    ...(next === 'waits for its agents' ? [`  ${style('yellow', 'here it waits')}: some of its agents have not ended`] : []),
    ...(replayed.uncertain === undefined || differences.length === 0 ? [] : [`  ${style('yellow', 'differences may come from this')}: ${replayed.uncertain}`]),
    ...differences.flatMap(({ where, stored, replayed: now }) => [
      `  ${style('red', '≠')} ${printable(where)}`,
      `      stored   ${printable(stored)}`,
      `      replayed ${printable(now)}`,
    ]),
    `${facts.length} decisions, ${differences.length === 0 ? style('green', 'all as stored') : style('red', `${differences.length} differences`)}; ` +
      `${replayed.answersUsed} stored answers and ${replayed.resultsUsed} stored results used, no model called, ${withheld.tasks} tasks and ${withheld.events} events not sent`,
  ];
}
