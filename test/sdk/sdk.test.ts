/** The event SDK in the hands of another team. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startArbiter, type Arbiter } from '../../infra/local/arbiter.ts';
import type { ConverseModel } from '../../infra/local/bedrock/converse-model.ts';
import { buildSdk, installConsumer, root, type BuiltSdk } from './built-sdk.ts';

let sdk: BuiltSdk;
let consumer: string;

beforeAll(() => {
  sdk = buildSdk();
  consumer = installConsumer(sdk.tarball);
});
afterAll(() => {
  rmSync(path.dirname(sdk.tarball), { recursive: true, force: true });
  rmSync(consumer, { recursive: true, force: true });
});

describe('the package', () => {
  it('has nothing that publint, are-the-types-wrong or a search for "any" would mend', () => {
    expect(sdk.findings).toEqual([]);
    expect(sdk.files).toContain('CHANGELOG.md');
    expect(sdk.files.filter((file) => /tables|contracts|manifest/u.test(file))).toEqual([]);
    expect(sdk.size).toBeLessThan(100 * 1024);
  });

  it('has a changelog of this version, never one that compares it with itself', () => {
    const installed = path.join(consumer, 'node_modules/@arbiter-layer/events');
    const { version } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as { readonly version: string };
    const changelog = readFileSync(path.join(installed, 'CHANGELOG.md'), 'utf8');
    expect(changelog).toMatch(new RegExp(`^# Changelog\n\n## ${version.replaceAll('.', '\\.')}\n\n(?:First release|Since \\d)`, 'u'));
    expect(changelog).not.toContain(`Since ${version}.`);
  });

  it('is the same, byte for byte, when it is built again', () => {
    const again = buildSdk();
    expect(readFileSync(again.tarball).equals(readFileSync(sdk.tarball))).toBe(true);
    rmSync(path.dirname(again.tarball), { recursive: true, force: true });
  });

  it('pulls in one validator for publishing one event', async () => {
    const text = await bundled("export { publishTaskRequest } from '@arbiter-layer/events/publish';");
    const validators = [...text.matchAll(/function (parse[A-Z]\w+)\(/gu)].map(([, name]) => name);
    expect(validators).toEqual(['parseTaskRequest']);
    expect(text.length).toBeLessThan(40_000);
  });

  it('reads and checks events where no AWS client is installed', () => {
    const alone = installConsumer(sdk.tarball, []);
    const script =
      "import { parseTaskRequest, readOrchestrationCompleted } from '@arbiter-layer/events'; console.log(parseTaskRequest({ task: 'x' }).ok, readOrchestrationCompleted('{').ok)";
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: alone, encoding: 'utf8' });
    expect([stdout.trim(), stderr]).toEqual(['true false', '']);
    rmSync(alone, { recursive: true, force: true });
  });

  it('compiles in a strict project, and so do the examples of its README', () => {
    const readme = readFileSync(path.join(consumer, 'node_modules/@arbiter-layer/events/README.md'), 'utf8');
    const examples = [...readme.matchAll(/```ts\n(.*?)```/gsu)].map(([, code]) => code ?? '');
    expect(examples).toHaveLength(3);
    for (const [index, code] of examples.entries()) writeFileSync(path.join(consumer, 'src', `readme-${index}.ts`), code);
    const { status, stdout } = spawnSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc')], { cwd: consumer, encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, '']);
  });

  it('is refused by the compiler where an event is not what its contract says', () => {
    const wrong =
      "import { publishTaskRequest } from '@arbiter-layer/events/publish';\nexport const send = (client: never) => publishTaskRequest(client, 'bus', { text: 'x' });\n";
    writeFileSync(path.join(consumer, 'src/wrong.ts'), wrong);
    const { status, stdout } = spawnSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc')], { cwd: consumer, encoding: 'utf8' });
    rmSync(path.join(consumer, 'src/wrong.ts'));
    expect(status).not.toBe(0);
    expect(stdout).toContain('src/wrong.ts(2,');
  });

  async function bundled(code: string): Promise<string> {
    const { outputFiles } = await build({
      stdin: { contents: code, resolveDir: consumer, loader: 'ts' },
      bundle: true,
      format: 'esm',
      platform: 'node',
      external: ['@aws-sdk/*'],
      write: false,
      logLevel: 'silent',
    });
    return outputFiles[0]?.text ?? '';
  }
});

describe('another team', () => {
  let arbiter: Arbiter;
  let agent: ChildProcess;
  let told = '';
  const environment = (queueUrl: string) => ({
    ...process.env,
    ARBITER_BUS: 'arbiter-dev',
    QUEUE_URL: queueUrl,
    AWS_REGION: 'us-east-1',
    NODE_NO_WARNINGS: '1',
  });

  beforeAll(async () => {
    arbiter = await startArbiter({ stateDir: mkdtempSync(path.join(tmpdir(), 'arbiter-sdk-')), port: 0, scheduleSeconds: 1, converse: asksForWeather });
    const [sqs, events, dynamo] = [new SQSClient(), new EventBridgeClient(), new DynamoDBClient()];
    const tasks = (await sqs.send(new CreateQueueCommand({ QueueName: 'weather-agent' }))).QueueUrl ?? '';
    answers = (await sqs.send(new CreateQueueCommand({ QueueName: 'weather-answers' }))).QueueUrl ?? '';
    await events.send(
      new PutRuleCommand({ Name: 'weather-answers', EventBusName: 'arbiter-dev', EventPattern: '{"detail-type": ["orchestration.completed"]}' }),
    );
    const target = { Id: 'queue', Arn: 'arn:aws:sqs:us-east-1:000000000000:weather-answers' };
    await events.send(new PutTargetsCommand({ Rule: 'weather-answers', EventBusName: 'arbiter-dev', Targets: [target] }));
    await DynamoDBDocumentClient.from(dynamo).send(
      new PutCommand({
        TableName: 'arbiter-dev-agent-config',
        Item: {
          agentId: 'weather',
          state: 'active',
          config: {
            name: 'weather',
            version: 'v1',
            description: 'Tells how warm it is in a city',
            schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
            action: { type: 'sqs', target: tasks },
          },
        },
      }),
    );
    agent = spawn(process.execPath, ['src/agent.ts'], { cwd: consumer, env: environment(tasks), stdio: ['ignore', 'pipe', 'pipe'] });
    agent.stdout?.on('data', (part) => (told += String(part)));
    agent.stderr?.on('data', (part) => (told += String(part)));
    for (const client of [sqs, events, dynamo]) client.destroy();
  });
  afterAll(async () => {
    agent.kill('SIGKILL');
    await arbiter.stop();
  });

  let answers = '';

  it.each([
    ['How warm is it in Paris?', '{"city":"Paris","degrees":21}'],
    ['How warm is it in Lima?', 'CITY_UNKNOWN: nothing is known of Lima: ask for Paris or Oslo'],
  ])('asks "%s", has its own agent asked, and gets the answer', async (task, answer) => {
    const asking = spawn(process.execPath, ['src/ask.ts', task], { cwd: consumer, env: environment(answers), stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    asking.stdout.on('data', (part) => (said += String(part)));
    asking.stderr.on('data', (part) => (said += String(part)));
    const code = await new Promise((resolve) => asking.once('close', resolve));
    expect([code, said.trim()], told).toEqual([0, answer]);
  });

  it('stops its agent without losing what is under way', async () => {
    const ended = new Promise((resolve) => agent.once('close', resolve));
    agent.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(told).toContain('stopped');
  });
});

/** Asks the weather agent for the city of the question, then says what it said. */
const asksForWeather: ConverseModel = {
  answer(_modelId, { messages }) {
    const last = messages.at(-1)?.content ?? [];
    const result = last.find((block) => block.toolResult !== undefined)?.toolResult;
    if (result !== undefined) return { content: [{ text: result.content.map((part) => part.text ?? JSON.stringify(part.json)).join('') }] };
    const question = last.map((block) => block.text ?? '').join('');
    return { content: [{ toolUse: { toolUseId: 'weather_1', name: 'weather', input: { city: /in (\w+)\?/u.exec(question)?.[1] ?? '' } } }] };
  },
};
