import { createOperator, type Edit } from '../../../handlers/operator/index.ts';
import { Failure, misuse } from '../failure.ts';
import { follow } from '../follow.ts';
import { readModelChoice, type ModelOptions } from '../model-choice.ts';
import { openTarget, type Where } from '../target.ts';
import { createTerminal, printable } from '../terminal.ts';
import { userName } from '../with-target.ts';

export interface ForkOptions extends Where, ModelOptions {
  readonly turn: number;
  readonly task: string | undefined;
  readonly say: string | undefined;
  /** `toolUseId=text`. */
  readonly result: readonly string[];
  readonly timeout: number;
  readonly json: boolean;
}

/** `fork <id> --turn N`: goes on from a copy, and asks the model again, or another one (`--model`). Exit code: 0 when it COMPLETED, 1 otherwise. */
export async function forkCommand(orchestrationId: string, options: ForkOptions): Promise<number> {
  const terminal = createTerminal(options.json);
  const edits = editsOf(options);
  const session = await openTarget(options, terminal, readModelChoice(options));
  try {
    const forked = await createOperator(process.env).fork({ orchestrationId, turn: options.turn, edits, by: userName() });
    if (forked.kind === 'refused') throw new Failure(forked.message, forked.code === 'ORCHESTRATION_UNKNOWN' ? 1 : 2);
    terminal.note(
      `${forked.orchestrationId}: copied ${forked.copiedMessages} messages of ${orchestrationId}; the model is called again from turn ${forked.turn}`,
    );
    const view = await follow(session.client, forked.orchestrationId, terminal, AbortSignal.timeout(options.timeout * 1_000));
    if (view === undefined)
      throw new Failure(
        `no answer within ${options.timeout} s (--timeout): ${forked.orchestrationId} goes on, see "npm run arbiter -- status ${forked.orchestrationId}${options.env === undefined ? '' : ` --env ${options.env}`}"`,
        1,
      );
    if (options.json) terminal.print(JSON.stringify(view));
    else if (view.status === 'COMPLETED') terminal.print(printable(view.answer ?? ''));
    else
      terminal.note(
        `${view.status.toLowerCase()}: ${printable(view.reason === undefined ? 'no reason given' : `${view.reason.code}: ${view.reason.message}`)}`,
      );
    return view.status === 'COMPLETED' ? 0 : 1;
  } finally {
    await session.close();
  }
}

function editsOf({ task, say, result }: ForkOptions): readonly Edit[] {
  const results = result.map((entry): Edit => {
    const at = entry.indexOf('=');
    if (at < 1) throw misuse(`--result "${entry}" must be TOOL_USE_ID=TEXT`);
    return { type: 'result', toolUseId: entry.slice(0, at), text: entry.slice(at + 1) };
  });
  return [
    ...(task === undefined ? [] : [{ type: 'task', text: task } as const]),
    ...results,
    ...(say === undefined ? [] : [{ type: 'say', text: say } as const]),
  ];
}
