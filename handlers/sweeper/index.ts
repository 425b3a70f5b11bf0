import { sweeperPorts } from '../adapters/aws/sweeper-ports.ts';
import { createSweeper } from './handler.ts';
export const handler = createSweeper(sweeperPorts(process.env));
