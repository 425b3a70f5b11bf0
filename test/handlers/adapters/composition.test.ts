import { describe, expect, test } from 'vitest';
import type { EnvironmentValue } from '../../../codegen/runtime/contracts.ts';
import { contracts } from '../../../generated/contracts/index.ts';
import { createClients, type AwsClients } from '../../../handlers/adapters/aws/clients.ts';
import { deadLetterPorts } from '../../../handlers/adapters/aws/dead-letter-ports.ts';
import type { Environment } from '../../../handlers/adapters/aws/environment.ts';
import { fabricatorPorts } from '../../../handlers/adapters/aws/fabricator-ports.ts';
import { seedPorts, seedTargets } from '../../../handlers/adapters/aws/seed-ports.ts';
import { supervisorPorts } from '../../../handlers/adapters/aws/supervisor-ports.ts';
import { sweeperPorts } from '../../../handlers/adapters/aws/sweeper-ports.ts';
import { workerPorts } from '../../../handlers/adapters/aws/worker-ports.ts';
import { builtInAgents } from '../../../handlers/agents/index.ts';

const clients = createClients({ region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });

const roots = {
  supervisor: supervisorPorts,
  worker: workerPorts,
  fabricator: fabricatorPorts,
  'dead-letter': deadLetterPorts,
  sweeper: sweeperPorts,
  seed: seedPorts,
} as const;

/** Exactly the variables that the contract promises a function. */
function environmentOf(name: string): Readonly<Record<string, string>> {
  const { environment = {} } = contracts.functions.find((one) => one.name === name) ?? {};
  const valueOf = (value: EnvironmentValue): string =>
    Object.values(value)
      .map((text) => `the-${text}`)
      .join();
  return {
    ARBITER_ENV: 'test',
    LOG_LEVEL: 'SILENT',
    ARBITER_METRICS: 'off',
    ...Object.fromEntries(Object.entries(environment).map(([variable, value]) => [variable, valueOf(value)])),
  };
}

/** What a root says when a variable is missing; undefined when it does not need it. */
function complaintWithout(root: (environment: Environment, shared: AwsClients) => unknown, environment: Environment, variable: string): string | undefined {
  const { [variable]: _left, ...rest } = environment;
  try {
    root(rest, clients);
    return undefined;
  } catch (cause) {
    return String(cause);
  }
}

describe('composition roots', () => {
  test('there is one for each function of the contracts', () => {
    expect(Object.keys(roots).toSorted()).toEqual(contracts.functions.map(({ name }) => name).toSorted());
  });

  test.each(Object.entries(roots))('%s is put together from what its contract promises', (name, root) => {
    expect(root(environmentOf(name), clients)).toMatchObject({ telemetry: expect.anything() });
  });

  test.each(Object.entries(roots))('%s names the variable that is missing', (name, root) => {
    const environment = environmentOf(name);
    const complaints = Object.keys(environment)
      .map((variable) => [variable, complaintWithout(root, environment, variable)] as const)
      .filter(([, complaint]) => complaint !== undefined);
    expect(complaints.map(([variable]) => variable)).toContain('ARBITER_ENV');
    expect(complaints.length).toBeGreaterThan(1);
    for (const [variable, complaint] of complaints) expect(complaint).toContain(`the environment variable "${variable}" is missing`);
  });
});

describe('what is seeded', () => {
  const seeded = seedTargets(environmentOf('seed'), builtInAgents);

  test('built-in agents with their code go to the worker’s queue', () => {
    expect(builtInAgents.length).toBeGreaterThan(0);
    for (const { agentId, source } of builtInAgents) expect(seeded.find((one) => one.agentId === agentId)).toMatchObject({ source, target: 'the-worker' });
  });

  test('agents of the contract go to their own queues and have no code', () => {
    expect(contracts.agents.length).toBeGreaterThan(0);
    for (const agent of contracts.agents) {
      const one = seeded.find(({ agentId }) => agentId === agent.agentId);
      expect(one).toMatchObject({ target: `the-${agent.queue}`, schema: agent.inputSchema, outputSchema: agent.outputSchema });
      expect(one).not.toHaveProperty('source');
    }
  });
});
