/** How figures and times are written: short, always in the same width where they are compared. */

export function duration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} m ${String(seconds % 60).padStart(2, '0')} s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ${String(Math.floor((seconds % 3_600) / 60)).padStart(2, '0')} m`;
  return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3_600)} h`;
}

/** How long ago; `now` and `at` in milliseconds since the epoch. */
export function ago(at: number, now: number): string {
  const past = now - at;
  if (past < 5_000) return 'now';
  if (past < 60_000) return `${Math.floor(past / 1_000)} s ago`;
  if (past < 3_600_000) return `${Math.floor(past / 60_000)} m ago`;
  if (past < 86_400_000) return `${Math.floor(past / 3_600_000)} h ago`;
  return `${Math.floor(past / 86_400_000)} d ago`;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

export function timeOfDay(at: number): string {
  return clock.format(at);
}

export function dayAndTime(at: number): string {
  return day.format(at);
}

export function count(figure: number): string {
  if (figure < 10_000) return figure.toLocaleString('en-GB');
  if (figure < 1_000_000) return `${(figure / 1_000).toFixed(figure < 100_000 ? 1 : 0)}k`;
  return `${(figure / 1_000_000).toFixed(1)}M`;
}

export function dollars(figure: number): string {
  if (figure === 0) return '$0';
  return figure < 0.01 ? `$${figure.toFixed(4)}` : `$${figure.toFixed(2)}`;
}

/** What was spent: at least so much where the price of a model that was asked is not known. */
export function spent({ costUsd, unpricedCalls }: { readonly costUsd: number; readonly unpricedCalls?: number }): string {
  if (unpricedCalls === undefined) return dollars(costUsd);
  return costUsd === 0 ? 'unknown' : `over ${dollars(costUsd)}`;
}

/** `1 task`, `3 tasks`. */
export function counted(figure: number, one: string, many = `${one}s`): string {
  return `${figure.toLocaleString('en-GB')} ${figure === 1 ? one : many}`;
}
