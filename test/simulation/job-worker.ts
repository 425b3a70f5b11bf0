/** A thread that does the jobs it is sent, one at a time. What goes wrong here ends the thread and is the parent's `error` event. */
import { parentPort, type MessagePort } from 'node:worker_threads';
import { perform, type Job } from './job.ts';

if (parentPort === null) throw new Error('job-worker.ts runs as a worker thread: see pool.ts');
const port = parentPort;
port.on('message', (job: Job) => void work(port, job));

async function work(to: MessagePort, job: Job): Promise<void> {
  to.postMessage(await perform(job), []);
}
