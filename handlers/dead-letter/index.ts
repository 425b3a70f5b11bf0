import { deadLetterPorts } from '../adapters/aws/dead-letter-ports.ts';
import { createDeadLetter } from './handler.ts';
export const handler = createDeadLetter(deadLetterPorts(process.env));
