import { fabricatorPorts } from '../adapters/aws/fabricator-ports.ts';
import { createFabricator } from './handler.ts';
export const handler = createFabricator(fabricatorPorts(process.env));
