import { computed, signal } from '@preact/signals';
import type { Run } from '../api.ts';
import { read } from './session.ts';
import { generation, onChange } from './stream.ts';

const byId = signal<ReadonlyMap<string, Run>>(new Map());

/** Undefined until the list was read once; then why it could not be read, or nothing. */
export const runsProblem = signal<string | undefined>(undefined);
export const runsRead = signal(false);

/** Known orchestrations, newest first. */
export const runs = computed(() => [...byId.value.values()].toSorted((a, b) => b.createdAt - a.createdAt));

export const activeRuns = computed(() => runs.value.filter(isActive).length);

export function isActive({ status }: Pick<Run, 'status'>): boolean {
  return status === 'READY' || status === 'THINKING' || status === 'WAITING';
}

/** Told since the list was last asked for: what is being read may be older. */
const told = new Map<string, Run>();

/** Keeps the list: read whenever everything has to be, changed as changes come. */
export function startRuns(): void {
  onChange((change) => {
    if (change.type !== 'run') return;
    told.set(change.run.orchestrationId, change.run);
    byId.value = new Map(byId.value).set(change.run.orchestrationId, change.run);
  });
  generation.subscribe((known) => {
    if (known > 0) void readAll();
  });
}

async function readAll(): Promise<void> {
  told.clear();
  try {
    const list = await read<readonly Run[]>('runs');
    byId.value = new Map([...list.map((run) => [run.orchestrationId, run] as const), ...told]);
    runsProblem.value = undefined;
    runsRead.value = true;
  } catch (cause) {
    runsProblem.value = cause instanceof Error ? cause.message : String(cause);
  }
}
