/**
 * An orchestration over time: turns as bands, in each the model's call and its tasks as bars split into queued and
 * running. Only rows in sight exist, so that a thousand tasks scroll as ten do.
 */
import { useMemo, useRef, useState } from 'preact/hooks';
import type { Run, RunTask, Turn } from '../../api.ts';
import { counted, duration } from '../format.ts';
import { Status } from './status.tsx';

type Row =
  | { readonly kind: 'turn'; readonly turn: Turn; readonly tasks: number; readonly odd: boolean }
  | { readonly kind: 'task'; readonly task: RunTask; readonly odd: boolean };

export interface TimelineProps {
  readonly run: Run;
  readonly turns: readonly Turn[];
  readonly tasks: readonly RunTask[];
  /** Milliseconds since the epoch; only looked at while the run is active. */
  readonly now: number;
  readonly selected: string | undefined;
  readonly onSelect: (task: RunTask) => void;
}

/** Pixels; the style sheet has the same. */
const ROW = 28;
const MOST_ROWS = 20;
const AHEAD = 8;

/** Name of a task within its run. */
export function keyOf({ turn, taskId }: RunTask): string {
  return `${turn}/${taskId}`;
}

export function Timeline({ run, turns, tasks, now, selected, onSelect }: TimelineProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const rows = useMemo(() => rowsOf(turns, tasks), [turns, tasks]);
  const from = run.createdAt;
  const to = Math.max(run.endedAt ?? now, from + 1, ...turns.map(({ answeredAt = 0 }) => answeredAt));
  const first = Math.max(0, Math.floor(top / ROW) - AHEAD);
  const shown = rows.slice(first, first + MOST_ROWS + 2 * AHEAD);
  const place = (at: number): number => (100 * (at - from)) / (to - from);
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || !(event.target instanceof HTMLElement)) return;
    const buttons = [...(scroller.current?.querySelectorAll<HTMLElement>('button.bar-row') ?? [])];
    const next = buttons[buttons.indexOf(event.target) + step];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div class="timeline">
      <div class="axis" aria-hidden="true">
        {[0, 25, 50, 75, 100].map((percent) => (
          <span key={percent} style={{ left: `${percent}%` }}>
            {percent === 0 ? '0' : duration(((to - from) * percent) / 100)}
          </span>
        ))}
      </div>
      <div
        ref={scroller}
        class="rows"
        role="group"
        aria-label="Turns and tasks"
        style={{ height: `${Math.min(rows.length, MOST_ROWS) * ROW}px` }}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onKeyDown={move}
      >
        <div class="all" style={{ height: `${rows.length * ROW}px` }}>
          {shown.map((row, index) => {
            const y = (first + index) * ROW;
            return row.kind === 'turn' ? (
              <TurnRow key={`turn ${row.turn.turn}`} row={row} y={y} place={place} end={to} />
            ) : (
              <TaskRow
                key={keyOf(row.task)}
                task={row.task}
                odd={row.odd}
                y={y}
                place={place}
                end={to}
                isSelected={selected === keyOf(row.task)}
                onSelect={onSelect}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface Placed {
  readonly y: number;
  readonly place: (at: number) => number;
  readonly end: number;
}

function TurnRow({ row, y, place, end }: Placed & { readonly row: Extract<Row, { kind: 'turn' }> }) {
  const { turn, askedAt, answeredAt } = row.turn;
  const took = (answeredAt ?? end) - askedAt;
  return (
    <div class={`row turn ${row.odd ? 'odd' : ''}`} style={{ top: `${y}px` }}>
      <span class="label">
        <b>Turn {turn}</b> {row.tasks > 0 && <small>{counted(row.tasks, 'task')}</small>}
      </span>
      <span class="track">
        <i class={`bar model ${answeredAt === undefined ? 'live' : ''}`} style={span(place(askedAt), place(answeredAt ?? end))} />
        <em style={after(place(answeredAt ?? end))}>{duration(took)}</em>
      </span>
    </div>
  );
}

interface TaskRowProps extends Placed {
  readonly task: RunTask;
  readonly odd: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (task: RunTask) => void;
}

function TaskRow({ task, odd, y, place, end, isSelected, onSelect }: TaskRowProps) {
  const { createdAt, startedAt, endedAt, status } = task;
  const ended = endedAt ?? end;
  const started = startedAt ?? (status === 'CREATED' ? end : ended);
  const waited = duration(started - createdAt);
  const words =
    startedAt === undefined ? `queued ${waited}` : `queued ${waited}, ran ${duration(ended - startedAt)}${task.attempt > 1 ? `, try ${task.attempt}` : ''}`;
  return (
    <button
      type="button"
      class={`row bar-row ${odd ? 'odd' : ''}`}
      style={{ top: `${y}px` }}
      aria-pressed={isSelected}
      title={`${task.agentId}: ${words}`}
      onClick={() => onSelect(task)}
    >
      <span class="label">
        <Status status={status === 'CREATED' && task.handedOut ? 'QUEUED' : status} />
        <span class="name">{task.agentId}</span>
      </span>
      <span class="track">
        <i class="bar queued" style={span(place(createdAt), place(started))} />
        {startedAt !== undefined && <i class={`bar ran ${status.toLowerCase()}`} style={span(place(startedAt), place(ended))} />}
        <em style={after(place(ended))}>{startedAt === undefined ? waited : duration(ended - startedAt)}</em>
      </span>
    </button>
  );
}

function span(from: number, to: number) {
  return { left: `${from.toFixed(3)}%`, width: `max(3px, ${Math.max(0, to - from).toFixed(3)}%)` };
}

/** A figure right of a bar; tracks end early enough to leave room for it. */
function after(at: number) {
  return { left: `calc(${at.toFixed(3)}% + 8px)` };
}

function rowsOf(turns: readonly Turn[], tasks: readonly RunTask[]): readonly Row[] {
  const byTurn = Map.groupBy(
    tasks.toSorted((a, b) => a.turn - b.turn || a.index - b.index),
    (task) => task.turn,
  );
  return turns.flatMap((turn, index): readonly Row[] => {
    const own = byTurn.get(turn.turn) ?? [];
    const odd = index % 2 === 1;
    return [{ kind: 'turn', turn, tasks: own.length, odd }, ...own.map((task): Row => ({ kind: 'task', task, odd }))];
  });
}
