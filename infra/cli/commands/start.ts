/** `start [task]`: the main job. With a task: ask, show progress, print the answer. Without: keep the runtime running. */
import { randomBytes } from 'node:crypto';
import type { Budget } from '../../../generated/common/budget.ts';
import type { ArbiterClient } from '../arbiter-client.ts';
import { readAttachments, type AttachedFile } from '../attachments.ts';
import { raising } from '../budget.ts';
import { Failure, misuse } from '../failure.ts';
import { follow } from '../follow.ts';
import type { OrchestrationView } from '../orchestration-view.ts';
import { readModelChoice, unpricedModels, type ModelChoice, type ModelOptions } from '../model-choice.ts';
import { spending } from '../progress.ts';
import { openSession } from '../session.ts';
import { listenForStop } from '../stop-signal.ts';
import { openTarget, type Where } from '../target.ts';
import { createTerminal, printable, type Terminal } from '../terminal.ts';
import { userName } from '../with-target.ts';

export interface StartOptions extends Where, ModelOptions {
  readonly file: readonly string[];
  readonly json: boolean;
  readonly timeout: number;
  readonly budget?: Budget | undefined;
}

/** Characters of a task that the contract admits. */
const LONGEST_TASK = 262_144;
/** Bytes of attachments sent within the event; more go to the payload store first. */
const INLINE_BYTES = 128 * 1024;

/** Exit code: 0 when COMPLETED, 1 otherwise. */
export async function startCommand(task: string | undefined, options: StartOptions): Promise<number> {
  const terminal = createTerminal(options.json);
  if (task === undefined) return keepRunning(options, terminal);
  const text = checkedTask(task);
  const files = readAttachments(options.file);
  const choice = readModelChoice(options);
  const target = await openTarget(options, terminal, choice);
  try {
    if (options.budget?.costUsd !== undefined && choice !== undefined) warnOfUnheldBudget(choice, options.budget.costUsd);
    return await ask(target.client, text, files, options, terminal);
  } finally {
    await target.close();
  }
}

async function ask(client: ArbiterClient, task: string, files: readonly AttachedFile[], options: StartOptions, terminal: Terminal): Promise<number> {
  await heedSwitch(client, terminal);
  const orchestrationId = `o-${randomBytes(9).toString('base64url').replaceAll(/[_-]/gu, 'x')}`;
  await client.submit({
    task,
    orchestrationId,
    timestamp: new Date().toISOString(),
    requestedBy: userName(),
    ...(options.budget !== undefined && { budget: options.budget }),
    ...(files.length > 0 && { context: { files: await attached(client, files) } }),
  });
  const interrupted = listenForStop();
  const view = await follow(client, orchestrationId, terminal, AbortSignal.any([interrupted.signal, AbortSignal.timeout(options.timeout * 1_000)]));
  interrupted.end();
  if (view === undefined) {
    const unfinished = await client.view(orchestrationId, Date.now());
    if (options.json) terminal.print(JSON.stringify(outputOf(unfinished, orchestrationId)));
    const why = interrupted.signal.aborted ? 'interrupted' : `no answer within ${options.timeout} s (--timeout)`;
    const [goesOn, where] = options.env === undefined ? [' when the runtime runs (npm start)', ''] : ['', ` --env ${options.env}`];
    throw new Failure(`${why}: ${orchestrationId} is not lost; it goes on${goesOn}, see "npm run arbiter -- status ${orchestrationId}${where}"`, 1);
  }
  report(view, options.json, terminal);
  if (options.budget?.costUsd !== undefined && view.usage.costUsd === null && options.model.length === 0)
    warn(`--budget-cost ${options.budget.costUsd} did not hold every model call: what some cost is not known to this runtime (MODEL_PRICES)`);
  return view.status === 'COMPLETED' ? 0 : 1;
}

/** A limit that cannot be kept is told at once, and to programs too. */
function warnOfUnheldBudget(choice: ModelChoice, costUsd: number): void {
  const unpriced = unpricedModels(choice);
  if (unpriced.length === 0) return;
  warn(
    `--budget-cost ${costUsd} does not hold ${unpriced.join(' and ')}: what ${unpriced.length === 1 ? 'it costs' : 'they cost'} is not known. State the price with --prices FILE, or set --budget-tokens`,
  );
}

/** To standard error also where only JSON is wanted. */
function warn(text: string): void {
  process.stderr.write(`arbiter: warning: ${text}\n`);
}

/** Says at once what the supervisor would do with a request while an operator holds work back. */
async function heedSwitch(client: ArbiterClient, terminal: Terminal): Promise<void> {
  const position = await client.switchPosition();
  if (position === undefined || position.state === 'running') return;
  const why = `by ${position.by}${position.reason === undefined ? '' : `: ${position.reason}`}`;
  if (position.state === 'stopped') throw new Failure(`all work is stopped ${why}; "npm run arbiter -- resume" allows new work`, 1);
  terminal.note(`work is paused ${why}; the task is kept and begins after "npm run arbiter -- resume"`);
}

function report(view: OrchestrationView, json: boolean, terminal: Terminal): void {
  if (json) {
    terminal.print(JSON.stringify(outputOf(view, view.orchestrationId)));
    return;
  }
  if (view.status === 'COMPLETED') {
    terminal.note(
      terminal.style(
        'dim',
        `completed in ${((Date.now() - view.createdAt) / 1_000).toFixed(1)} s, ${view.tasks.length} ${view.tasks.length === 1 ? 'task' : 'tasks'} · ${spending(view)}`,
      ),
    );
    if (view.outcome === 'blocked')
      terminal.note(terminal.style('yellow', 'blocked by a guardrail or the content filter of the model, which says instead of an answer:'));
    terminal.print(printable(view.answer === '' && view.outcome === 'blocked' ? '(nothing)' : (view.answer ?? '')));
    return;
  }
  terminal.note(
    `${terminal.style('red', view.status.toLowerCase())}: ${printable(view.reason === undefined ? 'no reason given' : `${view.reason.code}: ${view.reason.message}${raising(view.reason.code)}`)}`,
  );
  terminal.note(terminal.style('dim', `it took ${((Date.now() - view.createdAt) / 1_000).toFixed(1)} s · ${spending(view)}`));
  const done = view.tasks.flatMap(({ agentId, turn, result }) => (result === undefined ? [] : [`${agentId} (turn ${turn}): ${result}`]));
  if (done.length > 0) terminal.print([`no answer; what its agents found until then:`, ...done.map(printable)].join('\n'));
}

/** The `--json` object. */
function outputOf(view: OrchestrationView | undefined, orchestrationId: string): object {
  return (
    view ?? {
      orchestrationId,
      status: 'ACCEPTED',
      answer: null,
      turns: 0,
      tasks: [],
      usage: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, modelCalls: 0, costUsd: 0 },
      fabricated: [],
    }
  );
}

function checkedTask(task: string): string {
  if (task.trim() === '') throw misuse('the task is empty: say what is wanted, for instance npm start -- "What is 2 + 2?"');
  if (task.length > LONGEST_TASK) throw misuse(`the task has ${task.length} characters, at most ${LONGEST_TASK} are taken: attach long input with --file`);
  return task;
}

async function attached(client: ArbiterClient, files: readonly AttachedFile[]): Promise<readonly object[]> {
  const bytes = files.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  if (bytes <= INLINE_BYTES) return files;
  return Promise.all(files.map(async ({ name, content }) => ({ name, ref: await client.putPayload(content) })));
}

async function keepRunning(options: StartOptions, terminal: Terminal): Promise<number> {
  if (options.json) throw misuse('--json needs a task: npm start --silent -- --json "<task>"');
  if (options.env !== undefined) throw misuse('--env needs a task: npm start -- "<task>" --env dev; without a task, the embedded runtime is started');
  if (options.file.length > 0) throw misuse('--file needs a task: npm start -- "<task>" --file PATH');
  const session = await openSession(options.state, readModelChoice(options), terminal);
  if (session.attached) {
    const console = await session.openConsole();
    terminal.note(
      `a runtime is running already at ${session.endpoint}; submit with npm start -- "<task>"${console === undefined ? '' : `, or in the console: ${console}`}`,
    );
    await session.close();
    return 0;
  }
  const stopped = listenForStop();
  const { names } = session.client;
  const console = await session.openConsole();
  terminal.print(
    [
      `The runtime is ready at ${session.endpoint} (state in ${session.stateDir}).`,
      '',
      'Console, in a browser on this machine (the link carries a token):',
      `  ${console ?? 'none'}`,
      '',
      'Submit a task from another terminal:',
      '  npm start -- "What is 17 % of 2,340?"',
      '',
      'From any AWS SDK client (any credentials will do):',
      `  endpoint ${session.endpoint}, region ${process.env['AWS_REGION'] ?? 'us-east-1'}`,
      `  bus ${names.bus}, source and detail-type task.request, detail {"task": "…"}`,
      '',
      'Ctrl-C ends it; what is unfinished goes on at the next start.',
    ].join('\n'),
  );
  const unfinished = (await session.client.list(Date.now(), 8, 100)).filter(
    ({ status }) => status === 'READY' || status === 'THINKING' || status === 'WAITING',
  );
  const resumed = unfinished.map(async ({ orchestrationId, title }) => {
    terminal.note(`going on with ${orchestrationId}: ${printable(title)}`);
    const view = await follow(session.client, orchestrationId, terminal, stopped.signal);
    if (view !== undefined) terminal.note(`${orchestrationId} ${view.status.toLowerCase()}${view.answer === null ? '' : `: ${printable(view.answer)}`}`);
  });
  await Promise.all([...resumed, untilAborted(stopped.signal)]);
  await session.close();
  return 0;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
