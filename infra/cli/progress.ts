/** What changed between two looks at an orchestration, as lines for a person. */
import type { OrchestrationView, TaskView } from './orchestration-view.ts';
import { printable, type Terminal } from './terminal.ts';

export function progressLines(before: OrchestrationView | undefined, after: OrchestrationView, style: Terminal['style']): readonly string[] {
  const lines: string[] = [];
  if (before === undefined) lines.push(`${style('cyan', '●')} ${after.orchestrationId} accepted`);
  const known = new Map(before?.tasks.map((task) => [task.taskId, task]));
  for (const turn of new Set(after.tasks.map((task) => task.turn))) {
    const tasks = after.tasks.filter((task) => task.turn === turn);
    if (!tasks.some((task) => known.has(task.taskId)))
      lines.push(
        `${style('bold', `turn ${turn}`)} ${tasks.length === 1 ? 'asks' : `asks ${tasks.length} agents at once:`} ${tasks.map((task) => printable(task.agentId)).join(', ')}`,
      );
    for (const task of tasks) lines.push(...taskLines(known.get(task.taskId), task, style));
  }
  for (const agentId of after.fabricated.filter((id) => before?.fabricated.includes(id) !== true))
    lines.push(`  ${style('magenta', '+')} new agent ${printable(agentId)} can be used`);
  return lines;
}

function taskLines(before: TaskView | undefined, after: TaskView, style: Terminal['style']): readonly string[] {
  if (before?.status === after.status && (after.status !== 'RUNNING' || before.attempt === after.attempt)) return [];
  const name = printable(after.agentId);
  switch (after.status) {
    case 'CREATED':
      return [];
    case 'DISPATCHED':
      return before === undefined || before.status === 'CREATED' ? [`  ${style('dim', '→')} ${name} dispatched`] : [];
    case 'RUNNING':
      return [`  ${style('yellow', '▸')} ${name} running${after.attempt > 1 ? `, attempt ${after.attempt}` : ''}`];
    case 'SUCCEEDED':
      return [`  ${style('green', '✓')} ${name} done in ${after.durationMs} ms`];
    default:
      return [
        `  ${style('red', '✗')} ${name} ${after.status.toLowerCase().replace('_', ' ')}: ${printable(after.error === undefined ? 'no reason given' : `${after.error.code}: ${after.error.message}`)}`,
      ];
  }
}

/** One line that says what it does now: who works, how long, which attempt. */
export function waitingLine(view: OrchestrationView, now: number): string {
  const { waiting } = view;
  const cost = spending(view);
  switch (waiting?.for) {
    case 'tasks': {
      const open = view.tasks.filter(({ status }) => status === 'CREATED' || status === 'DISPATCHED' || status === 'RUNNING');
      return `  waiting for ${open.map(openTask).join(', ')} · ${cost}`;
    }
    case 'backoff':
      return `  the model did not answer ${waiting.attempt - 1} ${waiting.attempt === 2 ? 'time' : 'times'}: asks again in ${seconds(waiting.until - now)} · ${cost}`;
    case 'model':
      return `  asking the model${waiting.attempt > 1 ? ` (attempt ${waiting.attempt})` : ''} · ${cost}`;
    case 'nobody':
      return `  nobody has looked at it for ${seconds(waiting.overdueMs)}: is the sweeper running? (infra/runbooks/sweeper-down.md) · ${cost}`;
    case 'supervisor':
      return `  waiting for the supervisor to look at it · ${cost}`;
    case undefined:
      return '';
  }
}

/** All there is to say of one that has not ended: what it waits for, when it is looked at again, when it ends at the latest. */
export function situationLines(view: OrchestrationView, now: number): readonly string[] {
  return [
    waitingLine(view, now).trim(),
    ...view.tasks
      .filter(({ status }) => status === 'RUNNING')
      .flatMap((task) =>
        task.leaseUntil === undefined
          ? []
          : [`  ${printable(task.agentId)}: its lease ends at ${clock(task.leaseUntil)}, its time at ${clock(task.deadlineAt)}`],
      ),
    [
      ...(view.waiting?.for === 'model' && view.waiting.leaseUntil !== null ? [`the model's lease ends at ${clock(view.waiting.leaseUntil)}`] : []),
      ...(view.wakeAt === undefined ? [] : [`looked at again by ${clock(view.wakeAt)}`]),
      `ends at the latest at ${clock(view.deadlineAt)}`,
    ].join(', '),
  ];
}

/** `turn 2 · 3 model calls, 1,234 tokens, $0.0012`. */
export function spending({ turns, usage }: OrchestrationView): string {
  const tokens = (usage.inputTokens + usage.outputTokens).toLocaleString('en');
  const cached = usage.cachedTokens === 0 ? '' : ` (${usage.cachedTokens.toLocaleString('en')} from the cache)`;
  const cost = usage.costUsd === null ? ', cost unknown' : usage.costUsd === 0 ? '' : `, $${usage.costUsd.toFixed(usage.costUsd < 1 ? 4 : 2)}`;
  return `turn ${turns} · ${usage.modelCalls} model ${usage.modelCalls === 1 ? 'call' : 'calls'}, ${tokens} tokens${cached}${cost}`;
}

function openTask(task: TaskView): string {
  const tries = task.attempt > 1 ? `, attempt ${task.attempt}` : '';
  const doing = task.status === 'RUNNING' ? `running ${seconds(task.durationMs - task.queuedMs)}` : `queued ${seconds(task.queuedMs)}`;
  return `${printable(task.agentId)} (${doing}${tries})`;
}

function seconds(milliseconds: number): string {
  const value = Math.max(0, milliseconds) / 1_000;
  if (value < 10) return `${value.toFixed(1)} s`;
  return value < 120 ? `${Math.round(value)} s` : `${Math.round(value / 60)} min`;
}

/** The time of day for today, with the date otherwise; in the time zone of whoever looks. */
function clock(milliseconds: number): string {
  const date = new Date(milliseconds);
  const time = date.toTimeString().slice(0, 8);
  return date.toDateString() === new Date().toDateString() ? time : `${date.toISOString().slice(0, 10)} ${time}`;
}
