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
  if (before?.status === after.status) return [];
  const name = printable(after.agentId);
  switch (after.status) {
    case 'CREATED':
      return [];
    case 'DISPATCHED':
      return before === undefined || before.status === 'CREATED' ? [`  ${style('dim', '→')} ${name} dispatched`] : [];
    case 'RUNNING':
      return [`  ${style('yellow', '▸')} ${name} running`];
    case 'SUCCEEDED':
      return [`  ${style('green', '✓')} ${name} done in ${after.durationMs} ms`];
    default:
      return [
        `  ${style('red', '✗')} ${name} ${after.status.toLowerCase().replace('_', ' ')}: ${printable(after.error === undefined ? 'no reason given' : `${after.error.code}: ${after.error.message}`)}`,
      ];
  }
}

/** One line that says what it is waiting for. */
export function waitingLine(view: OrchestrationView): string {
  const open = view.tasks.filter((task) => task.status === 'CREATED' || task.status === 'DISPATCHED' || task.status === 'RUNNING');
  if (open.length > 0) return `  waiting for ${open.map((task) => `${printable(task.agentId)} (${task.status.toLowerCase()})`).join(', ')}`;
  return view.status === 'READY' ? '  waiting before asking the model again' : '  asking the model';
}
