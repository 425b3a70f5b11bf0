import { signal } from '@preact/signals';

const KEY = 'arbiter.theme';
const themes = ['auto', 'light', 'dark'] as const;

/** `auto` follows the system. */
export const theme = signal<(typeof themes)[number]>('auto');

export function startTheme(): void {
  theme.value = themes.find((name) => name === localStorage.getItem(KEY)) ?? 'auto';
  theme.subscribe((name) => {
    document.documentElement.dataset['theme'] = name;
    localStorage.setItem(KEY, name);
  });
}

export function nextTheme(): void {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? 'auto';
}
