/**
 * The fabricator as CDK would upload it, alone in a folder that it cannot write to, with no variables but its own:
 * no HOME, no PATH, nothing of this project to fall back on. It must find type errors there.
 */
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contracts } from '../../generated/contracts/index.ts';
import { buildApp } from '../../infra/cdk/build-app.ts';
import { bundleFunctions } from '../../infra/cdk/bundle/bundle-functions.ts';
import { readSettings } from '../../infra/cdk/settings.ts';
import { startEndpoints, type Endpoints } from '../../infra/local/endpoints.ts';
import { functionEnvironment } from '../../infra/local/environment.ts';
import { provision } from '../../infra/local/provision.ts';
import { goodCode, goodSettings } from '../handlers/fabricator/agent-samples.ts';
import { startScriptedBedrock, type Block, type ConverseBody, type ScriptedBedrock } from '../handlers/fabricator/scripted-bedrock.ts';
import { delivery, directRequest } from '../handlers/fabricator/world.ts';
import { root } from './bundles.ts';
import { LambdaProcess } from './lambda-process.ts';
import { Template, object, text, type JsonObject } from './template.ts';

const environment = 'dev';
const fabricator = contracts.functions.find(({ name }) => name === 'fabricator');
/** A machine may have packages above its folder for temporary files: they must not be found in the place of the function's own. */
const lonely = [os.tmpdir(), '/var/tmp'].find((directory) =>
  createRequire(path.join(directory, 'x.js'))
    .resolve.paths('a')
    ?.every((above) => !existsSync(above)),
);
const folder = mkdtempSync(path.join(lonely ?? os.tmpdir(), 'arbiter-deployed-'));
const deployed = path.join(folder, 'task');
let bedrock: ScriptedBedrock;
let endpoints: Endpoints;
let lambda: LambdaProcess;
let stateDir: string;

beforeAll(async () => {
  cpSync(await assetOf('fabricator'), deployed, { recursive: true });
  for (const file of filesOf(deployed)) chmodSync(file, statSync(file).mode & 0o555);
  for (const open of [folder, deployed]) chmodSync(open, 0o555);
  bedrock = await startScriptedBedrock();
  stateDir = mkdtempSync(path.join(os.tmpdir(), 'arbiter-state-'));
  endpoints = await startEndpoints({ stateDir, port: 0 });
  await provision(contracts, environment, endpoints.endpoint);
  lambda = await start();
});

afterAll(async () => {
  await lambda?.stop();
  await endpoints?.stop();
  await bedrock?.close();
  for (const directory of [folder, deployed]) chmodSync(directory, 0o755);
  for (const directory of [folder, stateDir]) rmSync(directory, { recursive: true, force: true });
});

function start(): Promise<LambdaProcess> {
  if (fabricator === undefined) throw new Error('there is no function "fabricator"');
  const services = Object.fromEntries(['DYNAMODB', 'SQS', 'S3', 'EVENTBRIDGE'].map((service) => [`AWS_ENDPOINT_URL_${service}`, endpoints.endpoint]));
  return LambdaProcess.start(
    deployed,
    {
      ...functionEnvironment(fabricator, { contracts, environment, endpoint: endpoints.endpoint }),
      ...services,
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'fabricator',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_LAMBDA_FUNCTION_NAME: 'arbiter-dev-fabricator',
      NODE_OPTIONS: '--disable-sigusr1 --enable-source-maps',
    },
    strangerUid(),
  );
}

/** The folder that CDK packs and uploads for a function. */
async function assetOf(name: string): Promise<string> {
  const bundled = await bundleFunctions(
    root,
    path.join(folder, 'bundles'),
    contracts.functions.filter((one) => one.name === name),
  );
  const settings = readSettings(contracts, (key) => ({ env: environment })[key], {});
  const outdir = path.join(folder, 'cdk.out');
  const { app, stack } = buildApp(
    {
      contracts,
      settings,
      bundleOf: (contract) => {
        const bundle = bundled.get(contract.name);
        return {
          code: bundle === undefined ? Code.fromInline('exports.handler = () => undefined') : Code.fromAsset(bundle.directory),
          architecture: bundle?.architecture ?? 'x64',
          version: 'v1',
        };
      },
    },
    outdir,
  );
  const template = new Template(app.synth().getStackByName(stack.stackName).template as JsonObject);
  const code = object(template.one('AWS::Lambda::Function', 'FunctionName', `arbiter-dev-${name}`).properties['Code']);
  return path.join(outdir, `asset.${text(code['S3Key']).replace('.zip', '')}`);
}

function filesOf(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true }).map((entry) => path.join(entry.parentPath, entry.name));
}

/** On Lambda the code belongs to somebody else. Root may write everywhere, so that the test runs as nobody where it is root and nobody can reach Node. */
function strangerUid(): number | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const needed = [process.execPath, path.join(import.meta.dirname, 'lambda-child.js')];
  const reachable = needed.every((file) => {
    for (let at = path.dirname(file); at !== path.dirname(at); at = path.dirname(at)) if ((statSync(at).mode & 0o001) === 0) return false;
    return true;
  });
  return reachable ? 65_534 : undefined;
}

it('brings the compiler along as a program that everybody may run, and Lambda takes the whole', () => {
  const compilers = filesOf(deployed).filter((file) => /\/@typescript\/typescript-linux-(?:x64|arm64)\/lib\/tsc$/u.test(file));
  expect(compilers.map((file) => statSync(file).mode & 0o777)).toEqual([0o555]);
  const bytes = filesOf(deployed).reduce((sum, file) => sum + statSync(file).size, 0);
  expect(bytes).toBeLessThan(50_000_000); // Lambda: 250 MB unpacked
});

it('finds a type error, tells the model where, and registers what is right with its checks', async () => {
  const use = (name: string, input: unknown): Block => ({ toolUse: { name, input } });
  const upload = (code: string) => () => [use('upload_agent_to_s3', { agentId: 'word-count', code })];
  const register = (body: ConverseBody) => [
    use('store_agent_config_dynamo', {
      agentId: 'word-count',
      filename: /agents\/[^"\\]+\.js/u.exec(JSON.stringify(body.messages.at(-1)))?.[0] ?? 'none',
      ...goodSettings,
    }),
  ];
  const wrong = goodCode.replace('return { count, summary', 'return { count: String(count), summary');
  const turns = [upload(wrong), register, upload(goodCode), register, () => [use('complete_task', { status: 'success', message: 'Give it a text.' })]];
  bedrock.script = (body, call) => ({ content: turns[call]?.(body) ?? [{ text: 'Done.' }] });
  const context = {
    awsRequestId: 'r',
    functionName: 'f',
    logStreamName: 'l',
    memoryLimitInMB: '1024',
    invokedFunctionArn: 'a',
    getRemainingTimeInMillis: () => 90_000,
  };
  const before = contentOf(deployed);

  expect(await lambda.handler(delivery(directRequest('Counts the words of a text.')), context as never), lambda.lines.join('\n')).toEqual({
    batchItemFailures: [],
  });

  expect(JSON.stringify(bedrock.requests[2]?.messages.at(-1))).toMatch(
    /Refused \(types\).*TS2322 at line 14, column 12: Type 'string' is not assignable to type 'number'/u,
  );
  const tables = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: endpoints.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'local' } }),
  );
  const { Item } = await tables.send(new GetCommand({ TableName: 'arbiter-dev-agent-version', Key: { agentId: 'word-count', version: 'v1' } }));
  expect(Item?.['checks']).toContain('types: TypeScript, checked against the schemas');
  expect(contentOf(deployed)).toEqual(before);
});

it.skipIf(lonely === undefined)('does not start without its compiler, and says so', async () => {
  const modules = path.join(deployed, 'node_modules');
  for (const folderOf of [modules, path.join(modules, '@typescript')]) chmodSync(folderOf, 0o755);
  renameSync(path.join(modules, '@typescript'), path.join(modules, '@elsewhere'));
  await expect(start()).rejects.toThrow(/the function lacks the TypeScript compiler, which its bundle brings along: deploy it again/u);
});

function contentOf(directory: string): readonly string[] {
  return filesOf(directory).map((file) => `${file} ${statSync(file).size} ${statSync(file).mtimeMs}`);
}
