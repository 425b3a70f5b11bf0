import { contracts } from '../../../generated/contracts/index.ts';
import type { AgentContract } from '../../../codegen/runtime/contracts.ts';
import type { BuiltInAgent } from '../../agents/index.ts';
import type { SeedHandlerPorts } from '../../seed/handler.ts';
import type { SeededAgent } from '../../seed/seed-agents.ts';
import { createBus } from './bus.ts';
import { sharedClients } from './clients.ts';
import { createCodeStore } from './code-store.ts';
import { required, type Environment } from './environment.ts';
import { createRegistry } from './registry.ts';
import { systemClock } from './system-clock.ts';
import { createTelemetry } from './telemetry.ts';
import { noTools } from './tool-registry.ts';

/** The seeding function on AWS. Throws when an environment variable is missing. */
export function seedPorts(environment: Environment, clients = sharedClients()): SeedHandlerPorts {
  const telemetry = createTelemetry(environment, 'seed');
  const tables = {
    documents: clients.documents,
    agentConfig: required(environment, 'TABLE_AGENT_CONFIG'),
    agentVersion: required(environment, 'TABLE_AGENT_VERSION'),
  };
  return {
    registry: createRegistry(tables, noTools, telemetry.log),
    code: createCodeStore(clients.s3, required(environment, 'BUCKET_CODE')),
    bus: createBus(clients.events, required(environment, 'BUS_ARBITER')),
    clock: systemClock,
    telemetry,
    respond,
  };
}

/** What is seeded: agents whose code the worker runs, and those of the contract, which have a function and a queue of their own. */
export function seedTargets(environment: Environment, builtInAgents: readonly BuiltInAgent[]): readonly SeededAgent[] {
  const worker = required(environment, 'QUEUE_URL_WORKER');
  return [
    ...builtInAgents.map(({ agentId, description, categories, schema, outputSchema, source }): SeededAgent => ({
      agentId,
      description,
      categories,
      schema,
      outputSchema,
      source,
      target: worker,
    })),
    ...contracts.agents.map((agent) => ofContract(environment, agent)),
  ];
}

function ofContract(environment: Environment, { agentId, description, categories, inputSchema, outputSchema, queue }: AgentContract): SeededAgent {
  return {
    agentId,
    description,
    categories,
    schema: inputSchema,
    outputSchema,
    target: required(environment, `QUEUE_URL_${queue.toUpperCase().replaceAll('-', '_')}`),
  };
}

/** CloudFormation waits an hour for an answer that never comes: a network that fails once gets more chances. */
const TRIES = 3;

async function respond(url: string, body: object): Promise<void> {
  let problem: unknown;
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      // The pre-signed URL was signed without a content type (custom resource response objects).
      const answer = await fetch(url, { method: 'PUT', body: JSON.stringify(body), headers: { 'content-type': '' }, signal: AbortSignal.timeout(10_000) });
      if (answer.ok) return;
      problem = new Error(`status ${answer.status}`);
    } catch (cause) {
      problem = cause;
    }
  }
  throw new Error('CloudFormation did not take the answer of the seeding resource: the stack waits until its time is over; deploy again', { cause: problem });
}
