import { supervisorPorts } from '../adapters/aws/supervisor-ports.ts';
import { createSupervisor } from './handler.ts';
export const handler = createSupervisor(supervisorPorts(process.env));
