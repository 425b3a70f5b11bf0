import { readFileSync } from 'node:fs';

const PAGE_KB = 4;
const TICK_MS = 10;

/** Resident memory and CPU time of a process so far; zeros where the platform does not tell (no /proc) or the process is gone. */
export function usageOf(pid: number | undefined): { readonly megabytes: number; readonly cpuMs: number } {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { megabytes: (pages * PAGE_KB) / 1024, cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
  } catch {
    return { megabytes: 0, cpuMs: 0 }; // whoever watches has a wall clock as well
  }
}
