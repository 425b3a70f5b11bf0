/** Jobs over worker threads. */
import { Worker } from 'node:worker_threads';
import type { Done, Job } from './job.ts';

/** Bytes for what is young: nearly everything that a run makes is dropped with it. */
const YOUNG_MB = 64;

/**
 * Hands each of `threads` workers one job after the other, until there are no more or `onDone` says no. Once `signal` is
 * aborted, it ends at once and what is unfinished is dropped. Rejects when a worker fails. No worker is left when it settles.
 */
export async function runJobs(jobs: Iterator<Job, unknown>, threads: number, signal: AbortSignal, onDone: (done: Done) => boolean): Promise<void> {
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('./job-worker.ts', import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } }),
  );
  let going = true;
  const work = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      const next = () => {
        const job = going && !signal.aborted ? jobs.next() : undefined;
        if (job === undefined || job.done === true) resolve();
        else worker.postMessage(job.value, []);
      };
      worker.on('message', (done: Done) => {
        going &&= onDone(done);
        next();
      });
      worker.on('error', reject);
      signal.addEventListener('abort', () => resolve(), { once: true });
      next();
    });
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
