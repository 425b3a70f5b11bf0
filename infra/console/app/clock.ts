import { signal } from '@preact/signals';

/** Milliseconds since the epoch, for what grows while one looks. Stands still while the page is hidden. */
export const now = signal(Date.now());

export function startClock(): void {
  setInterval(() => {
    if (!document.hidden) now.value = Date.now();
  }, 500);
}
