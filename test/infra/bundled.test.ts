/**
 * The functions as built for Lambda, each in a process of its own with its own variables and the credentials of its own
 * name, on the embedded endpoints. What a bundle lacks, a variable that is not in the template, a call that the role does
 * not allow: it fails here and not in production.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publishTaskRequest } from '../../generated/clients/publish.ts';
import { contracts } from '../../generated/contracts/index.ts';
import { createBedrockEndpoint } from '../../infra/local/bedrock/endpoint.ts';
import { startEndpoints, type Endpoints } from '../../infra/local/endpoints.ts';
import { functionEnvironment } from '../../infra/local/environment.ts';
import { startFunctions, type Functions } from '../../infra/local/functions.ts';
import { createOfflineModel } from '../../infra/local/model/offline-model.ts';
import { provision } from '../../infra/local/provision.ts';
import { startAccessRecorder, type AccessRecorder } from './access-recorder.ts';
import { bundleAll, type Bundles } from './bundles.ts';
import { decide } from './iam-policy.ts';
import { LambdaProcess } from './lambda-process.ts';
import { statementsOfRole } from './role.ts';
import { synthesize } from './synthesize.ts';
import { list, object, text, type JsonObject } from './template.ts';

const environment = 'dev';
const processes = new Map<string, LambdaProcess>();
const problems: string[] = [];
let stateDir: string;
let bundles: Bundles;
let endpoints: Endpoints;
let recorder: AccessRecorder;
let functions: Functions;
let events: EventBridgeClient;
let tables: DynamoDBDocumentClient;

beforeAll(async () => {
  stateDir = await mkdtemp(path.join(os.tmpdir(), 'arbiter-bundled-'));
  bundles = await bundleAll();
  endpoints = await startEndpoints({ stateDir, port: 0, bedrock: createBedrockEndpoint(createOfflineModel()) });
  recorder = await startAccessRecorder(endpoints.endpoint);
  await provision(contracts, environment, endpoints.endpoint);
  for (const { name } of contracts.functions) processes.set(name, await LambdaProcess.start(bundles.of(name).directory, variablesOf(name)));
  const load = async (entry: string) => ({ handler: processes.get(contracts.functions.find((contract) => contract.entry === entry)?.name ?? '')?.handler });
  functions = await startFunctions({
    contracts,
    environment,
    endpoint: endpoints.endpoint,
    load,
    scheduleSeconds: 5,
    report: (problem) => void problems.push(problem),
  });
  const client = { endpoint: endpoints.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'operator', secretAccessKey: 'local' } };
  events = new EventBridgeClient(client);
  tables = DynamoDBDocumentClient.from(new DynamoDBClient(client));
});

afterAll(async () => {
  await functions?.stop();
  for (const one of processes.values()) await one.stop();
  await recorder?.close();
  await endpoints?.stop();
  await bundles?.remove();
  await rm(stateDir, { recursive: true, force: true });
});

/** The template's variables, with the names that the endpoints use for them, and what Lambda itself adds. */
function variablesOf(name: string): Readonly<Record<string, string>> {
  const contract = contracts.functions.find((one) => one.name === name);
  if (contract === undefined) throw new Error(`no function "${name}"`);
  const deployed = object(
    object(synthesize({ env: environment }).one('AWS::Lambda::Function', 'FunctionName', `arbiter-dev-${name}`).properties['Environment'])['Variables'],
  );
  const local: Readonly<Record<string, string>> = functionEnvironment(contract, { contracts, environment, endpoint: recorder.endpoint });
  const variables = Object.fromEntries(
    Object.entries(deployed).map(([key, value]) => [key, key.startsWith('MODEL_') ? text(value) : (local[key] ?? text(value))]),
  );
  const services = Object.fromEntries(['DYNAMODB', 'SQS', 'S3', 'EVENTBRIDGE'].map((service) => [`AWS_ENDPOINT_URL_${service}`, recorder.endpoint]));
  return {
    ...variables,
    ...services,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: endpoints.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: name,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_LAMBDA_FUNCTION_NAME: `arbiter-dev-${name}`,
  };
}

async function ask(orchestrationId: string, task: string): Promise<{ readonly status: string; readonly answer: string }> {
  await publishTaskRequest(events, 'arbiter-dev', { orchestrationId, task });
  for (const deadline = Date.now() + 150_000; Date.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const { Item } = await tables.send(
      new GetCommand({ TableName: 'arbiter-dev-orchestration', Key: { orchestrationId, item: 'META' }, ConsistentRead: true }),
    );
    if (Item === undefined || !['COMPLETED', 'FAILED', 'CANCELLED'].includes(String(Item['status']))) continue;
    const { Items = [] } = await tables.send(
      new QueryCommand({
        TableName: 'arbiter-dev-orchestration',
        KeyConditionExpression: 'orchestrationId = :id AND begins_with(#item, :m)',
        ExpressionAttributeNames: { '#item': 'item' },
        ExpressionAttributeValues: { ':id': orchestrationId, ':m': 'M#' },
      }),
    );
    return { status: String(Item['status']), answer: String(Items.at(-1)?.['body'] ?? '') };
  }
  throw new Error(
    `"${orchestrationId}" did not end; ${problems.join('; ')}; ${[...processes].flatMap(([name, one]) => one.lines.slice(-5).map((line) => `${name}: ${line}`)).join('\n')}`,
  );
}

it('seeds, plans, delegates, runs an agent in the sandbox and answers', async () => {
  const { status, answer } = await ask('bundled-1', 'What is 17 % of 2,340?');
  expect(answer).toContain('397.8');
  expect(status).toBe('COMPLETED');
});

it('fabricates an agent that is missing, checks it, and uses it', async () => {
  const { status, answer } = await ask('bundled-2', 'Convert the number 1994 to roman numerals.');
  expect(answer).toContain('MCMXCIV');
  expect(status).toBe('COMPLETED');
});

it('sweeps', async () => {
  await expect(functions.invoke('sweeper', {})).resolves.toEqual({ woken: expect.any(Number) });
});

it('makes no call that a role does not allow', () => {
  const template = synthesize({ env: environment });
  const everyone = [...template.of('AWS::S3::BucketPolicy'), ...template.of('AWS::SQS::QueuePolicy')]
    .flatMap(({ properties }) => list(object(properties['PolicyDocument'])['Statement']).map(object))
    .filter(({ Principal }) => JSON.stringify(Principal) === '{"AWS":"*"}');
  const roles = new Map<string, readonly JsonObject[]>(
    contracts.functions.map(({ name }) => [name, [...statementsOfRole(template, `arbiter-dev-${name}`), ...everyone]]),
  );
  expect(recorder.accesses.length).toBeGreaterThan(50);
  expect(new Set(recorder.accesses.map(({ who }) => who))).toEqual(new Set(['supervisor', 'worker', 'fabricator', 'sweeper', 'seed']));
  const refused = recorder.accesses
    .filter(({ who, request }) => decide(roles.get(who) ?? [], request) !== 'allowed')
    .map(({ who, request }) => `${who}: ${request.action} on ${request.resource} ${JSON.stringify(request.context)}`);
  expect([...new Set(refused)]).toEqual([]);
});

it('writes metrics where the alarms look for them', () => {
  const metrics = [...processes].flatMap(([service, one]) =>
    one.lines
      .filter((line) => line.includes('"_aws"'))
      .flatMap((line) => {
        const emf = object(JSON.parse(line));
        return list(object(emf['_aws'])['CloudWatchMetrics'])
          .map(object)
          .map((directive) => ({
            service,
            namespace: directive['Namespace'],
            dimension: emf['service'],
            names: list(directive['Metrics'])
              .map(object)
              .map(({ Name }) => Name),
          }));
      }),
  );
  expect(metrics.length).toBeGreaterThan(5);
  expect(metrics.filter(({ service, namespace, dimension }) => namespace !== 'arbiter-dev' || dimension !== service)).toEqual([]);
  expect(metrics.flatMap(({ names }) => names)).toEqual(expect.arrayContaining(['orchestration.started', 'orchestration.ended', 'sweeper.heartbeat']));
});

it('reports no failed invocation', () => {
  expect(problems).toEqual([]);
});
