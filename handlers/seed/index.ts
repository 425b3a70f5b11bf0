import { builtInAgents } from '../agents/index.ts';
import { seedPorts, seedTargets } from '../adapters/aws/seed-ports.ts';
import { createSeed } from './handler.ts';
export const handler = createSeed(seedPorts(process.env), seedTargets(process.env, builtInAgents));
