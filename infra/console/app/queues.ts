import { computed, signal } from '@preact/signals';
import type { Queue } from '../api.ts';
import { read } from './session.ts';
import { generation, onChange } from './stream.ts';

/** The queues as last told; undefined before. */
export const queues = signal<readonly Queue[] | undefined>(undefined);

/** Rises with every change, so that a list of messages is read again. */
export const queuesVersion = signal(0);

export const deadLetters = computed(() => (queues.value ?? []).reduce((sum, { isDeadLetterQueue, visible }) => sum + (isDeadLetterQueue ? visible : 0), 0));

export function startQueues(): void {
  const take = (list: readonly Queue[]): void => {
    queues.value = list;
    queuesVersion.value += 1;
  };
  onChange((change) => {
    if (change.type === 'queues') take(change.queues);
  });
  generation.subscribe((known) => {
    // A failure shows as a lost connection; the next generation reads again.
    if (known > 0) read<readonly Queue[]>('queues').then(take, () => undefined);
  });
}
