import { signal } from '@preact/signals';

/** Where in the page one is: the parts of the fragment, decoded; `#/runs/o-1/conversation` is three. */
export const route = signal<readonly string[]>(['runs']);

/** Follows the address. */
export function startRouting(): void {
  const follow = (): void => {
    const parts = location.hash
      .replace(/^#\/?/u, '')
      .split('/')
      .filter((part) => part !== '')
      .map(decode);
    route.value = parts.length === 0 ? ['runs'] : parts;
  };
  addEventListener('hashchange', follow);
  follow();
}

/** Address of a place in the page. */
export function linkTo(...parts: readonly string[]): string {
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}

export function goTo(...parts: readonly string[]): void {
  location.hash = linkTo(...parts);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A broken address typed by hand: shown as it is.
    return part;
  }
}
