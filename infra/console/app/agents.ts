import { signal } from '@preact/signals';
import { onChange } from './stream.ts';

/** Rises whenever an agent has changed. */
export const agentsVersion = signal(0);

onChange((change) => {
  if (change.type === 'agent') agentsVersion.value += 1;
});
