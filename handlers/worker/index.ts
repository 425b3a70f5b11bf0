import { workerPorts } from '../adapters/aws/worker-ports.ts';
import { createWorker } from './handler.ts';
export const handler = createWorker(workerPorts(process.env));
