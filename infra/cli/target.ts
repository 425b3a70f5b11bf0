/** What a command works on: the embedded runtime of a state directory, or a deployed stack. */
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { deployedName } from '../../codegen/runtime/contracts.ts';
import { contracts } from '../../generated/contracts/index.ts';
import { localEnvironment } from '../local/arbiter.ts';
import { ArbiterClient } from './arbiter-client.ts';
import { misuse } from './failure.ts';
import type { ModelChoice } from './model-choice.ts';
import { openSession } from './session.ts';
import { bucketName, busName, findStack, queueUrl, stackEnvironment, tableName } from './stack.ts';
import type { Terminal } from './terminal.ts';

/** Where: `--state` names an embedded runtime, `--env` a deployed stack. */
export interface Where {
  readonly state: string;
  readonly env?: string | undefined;
}

export interface Target {
  readonly client: ArbiterClient;
  /** `dev` or `prod`; part of every name. */
  readonly environment: string;
  readonly deployed: boolean;
  /** Deployed name of a resource; of the bus without an argument. */
  nameOf(name?: string): string;
  queueUrl(name: string): Promise<string>;
  close(): Promise<void>;
}

/** Opens it. The embedded runtime is started when none runs; a stack is found by its outputs. `model` is for a runtime that is started. */
export async function openTarget(where: Where, terminal: Terminal, model?: ModelChoice): Promise<Target> {
  if (where.env === undefined) return openEmbedded(where.state, terminal, model);
  if (model !== undefined)
    throw misuse(
      '--model is for the embedded runtime: a deployed stack has its models from its deployment (npm run deploy -- --env dev -c model.supervisor=<id>)',
    );
  return openDeployed(where.env, terminal);
}

async function openEmbedded(state: string, terminal: Terminal, model: ModelChoice | undefined): Promise<Target> {
  const session = await openSession(state, model, terminal);
  const nameOf = (name?: string) => deployedName(contracts.service, localEnvironment, name);
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  return {
    client: session.client,
    environment: localEnvironment,
    deployed: false,
    nameOf,
    queueUrl: async (name) => {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: nameOf(name) }));
      if (QueueUrl === undefined) throw new Error(`the queue "${nameOf(name)}" has no URL`);
      return QueueUrl;
    },
    close: async () => {
      sqs.destroy();
      await session.close();
    },
  };
}

async function openDeployed(environment: string, terminal: Terminal): Promise<Target> {
  if (!/^[a-z][a-z0-9-]{0,30}$/u.test(environment)) throw misuse(`--env "${environment}" is no environment: give dev or prod`);
  const stack = await findStack(environment);
  // The operator's tools and this process's log are set up by variables, as the functions are.
  Object.assign(process.env, stackEnvironment(stack), { ARBITER_METRICS: 'off' });
  process.env['LOG_LEVEL'] ??= 'SILENT';
  terminal.note(terminal.style('dim', `using the stack ${stack.name}`));
  const client = new ArbiterClient({
    bus: busName(stack),
    bucket: bucketName(stack, 'code'),
    inboxUrl: queueUrl(stack, 'inbox'),
    orchestrationTable: tableName(stack, 'orchestration'),
    workerStateTable: tableName(stack, 'worker-state'),
    agentTable: tableName(stack, 'agent-config'),
    switchTable: tableName(stack, 'operator-switch'),
  });
  return {
    client,
    environment,
    deployed: true,
    nameOf: (name) => deployedName(contracts.service, environment, name),
    queueUrl: async (name) => queueUrl(stack, name),
    close: async () => client.close(),
  };
}
