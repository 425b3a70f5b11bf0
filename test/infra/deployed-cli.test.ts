/**
 * The command line on a deployed stack: the outputs are those of the synthesized template, the resources behind them are the
 * embedded runtime's, CloudFormation and CloudWatch are a stand-in. Commands run in processes of their own, with the real clients.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startArbiter, type Arbiter } from '../../infra/local/arbiter.ts';
import { finished, root, says, type Finished } from '../cli/command.ts';
import { alarmsOf } from './alarm.ts';
import { startCloud, type CloudStandIn } from './cloud-stand-in.ts';
import { startInstanceMetadata } from './instance-metadata.ts';
import { synthesize } from './synthesize.ts';

const template = synthesize({ env: 'dev' });
const state = path.join(mkdtempSync(path.join(tmpdir(), 'arbiter-deployed-')), 'untouched');
let arbiter: Arbiter;
let cloud: CloudStandIn;

beforeAll(async () => {
  arbiter = await startArbiter({ stateDir: mkdtempSync(path.join(tmpdir(), 'arbiter-stack-')), port: 0, scheduleSeconds: 2, report: () => {} });
  // Queues are reached at the runtime's address, and its bucket needs no account in its name; every key is the template's.
  const outputs = Object.fromEntries(
    Object.entries(template.outputs).map(([key, value]) => {
      const text = String(value);
      if (/^Queue.*Url$/u.test(key)) return [key, `${arbiter.endpoint}/000000000000/${text.split('/').at(-1) ?? ''}`];
      return [key, key === 'BucketCodeName' ? 'arbiter-dev-code' : text];
    }),
  );
  cloud = await startCloud({
    stacks: { 'arbiter-dev': { status: 'UPDATE_COMPLETE', outputs } },
    alarms: alarmsOf(template, 'arbiter-dev-').map(({ name, description }, index) => ({
      AlarmName: `arbiter-dev-${name}`,
      StateValue: index === 0 ? 'INSUFFICIENT_DATA' : 'OK',
      AlarmDescription: description,
    })),
    dashboards: template.of('AWS::CloudWatch::Dashboard').map(({ properties }) => String(properties['DashboardName'])),
    logs: {
      '/aws/lambda/arbiter-dev-worker': [
        { timestamp: Date.now() - 60_000, message: 'START RequestId: 1\n' },
        {
          timestamp: Date.now() - 50_000,
          message: JSON.stringify({
            level: 'ERROR',
            message: 'agent broke',
            service: 'worker',
            orchestrationId: 'o-1',
            timestamp: new Date(Date.now() - 50_000).toISOString(),
          }),
        },
        { timestamp: Date.now() - 40_000, message: JSON.stringify({ _aws: { Timestamp: 1 }, 'task.duration': 3 }) },
        { timestamp: Date.now() - 1_200_000, message: '2026-11-24T10:00:00Z 1 Task timed out after 900.00 seconds\n' },
      ],
    },
  });
});
afterAll(async () => {
  await cloud.close();
  await arbiter.stop();
});

/** Whoever runs it has no name on this machine, as in a container under a number: every command must do without. */
const NAMELESS = `--import=data:text/javascript,${encodeURIComponent(
  "import os from 'node:os'; import { syncBuiltinESMExports } from 'node:module'; os.userInfo = () => { throw new Error('uv_os_get_passwd returned ENOENT'); }; syncBuiltinESMExports();",
)}`;

function deployed(args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Finished> {
  return finished(begin(args, more));
}

function begin(args: readonly string[], more: Readonly<Record<string, string>> = {}): ChildProcess {
  const served = ['DYNAMODB', 'SQS', 'S3', 'EVENTBRIDGE'].map((service) => [`AWS_ENDPOINT_URL_${service}`, arbiter.endpoint]);
  const stoodIn = ['CLOUDFORMATION', 'CLOUDWATCH', 'CLOUDWATCH_LOGS'].map((service) => [`AWS_ENDPOINT_URL_${service}`, cloud.endpoint]);
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(root, 'infra/cli/arbiter.js'), ...args], {
    env: {
      PATH: process.env['PATH'],
      HOME: tmpdir(),
      ARBITER_STATE: state,
      NODE_OPTIONS: NAMELESS,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'somebody',
      AWS_SECRET_ACCESS_KEY: 'secret',
      ...Object.fromEntries([...served, ...stoodIn]),
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function json(...args: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await deployed([...args, '--env', 'dev', '--json']);
  expect([code, stderr], stdout).toEqual([0, '']);
  return JSON.parse(stdout);
}

describe('with --env dev', () => {
  it('runs a task, and lists, shows and replays it', async () => {
    const { orchestrationId, answer } = (await json('start', 'What is 17 % of 2,340?')) as { readonly orchestrationId: string; readonly answer: string };
    expect(answer).toContain('397.8');
    expect(await json('list')).toMatchObject([{ orchestrationId, status: 'COMPLETED' }]);
    expect(await json('status', orchestrationId)).toMatchObject({ status: 'COMPLETED', tasks: [{ agentId: 'calculator', attempt: 1 }] });
    expect(await json('replay', orchestrationId)).toMatchObject({ differences: [] });
    expect(existsSync(state)).toBe(false);
  });

  it('sees and changes agents, tools and queues', async () => {
    expect(await json('agents', 'list')).toMatchObject({ invalid: [] });
    expect(await json('agents', 'suspend', 'json-query', '--reason', 'a test')).toMatchObject({ kind: 'changed' });
    expect(await json('agents', 'activate', 'json-query', '--version', 'v1')).toMatchObject({ head: { state: 'active' } });
    expect(await json('tools', 'list')).toEqual([]);
    expect(await json('dlq', 'list')).toHaveLength(4);
    expect(await json('dlq', 'redrive', 'undelivered')).toEqual({ queue: 'undelivered', moved: 0 });
  });

  it('registers agents, shows and compares their versions, and goes back', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'arbiter-agent-'));
    const register = (factor: number) => {
      writeFileSync(
        path.join(folder, 'times.ts'),
        `/** Purpose: multiplies. Inputs: n. Outputs: value. Constraints: none. */\nexport function handler(input: { n: number }): { value: number } {\n  return { value: input.n * ${factor} };\n}\n`,
      );
      const fields = (name: string) => ({ type: 'object', required: [name], properties: { [name]: { type: 'number' } } });
      writeFileSync(
        path.join(folder, 'times.json'),
        JSON.stringify({
          agentId: 'times',
          description: 'Multiplies a number.',
          source: './times.ts',
          schema: fields('n'),
          outputSchema: fields('value'),
          examples: [{ n: 1 }],
        }),
      );
      return json('agents', 'register', path.join(folder, 'times.json'));
    };
    expect(await register(2)).toMatchObject({ agentId: 'times', version: 'v1', state: 'active' });
    expect(await register(3)).toMatchObject({ version: 'v2', state: 'active' });
    expect(await json('agents', 'versions', 'times')).toMatchObject([{ version: 'v1' }, { version: 'v2' }]);
    expect(await json('agents', 'show', 'times', '--code')).toMatchObject({
      agentId: 'times',
      config: { version: 'v2', action: { target: 'arbiter-dev-worker' } },
      source: expect.stringContaining('input.n * 3'),
    });
    const { code } = (await json('agents', 'diff', 'times', 'v1', 'v2')) as { readonly code: readonly { readonly kind: string; readonly text: string }[] };
    expect(code.filter(({ kind }) => kind !== 'same').map(({ kind, text }) => `${kind} ${text.trim()}`)).toEqual([
      'removed return { value: input.n * 2 };',
      'added return { value: input.n * 3 };',
    ]);
    expect(await json('agents', 'rollback', 'times', '--reason', 'a test')).toMatchObject({ head: { state: 'active', config: { version: 'v1' } } });
  });

  it('says which agent it does not know', async () => {
    const { code, stdout, stderr } = await deployed(['agents', 'show', 'calculater', '--env', 'dev']);
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(/there is no agent "calculater".*"calculator"/u)]);
  });

  it('forks a run with another task', async () => {
    const [{ orchestrationId } = { orchestrationId: '' }] = (await json('list')) as readonly { readonly orchestrationId: string }[];
    expect(await json('fork', orchestrationId, '--turn', '1', '--task', 'What is 6 * 7?')).toMatchObject({
      status: 'COMPLETED',
      answer: expect.stringContaining('42'),
    });
    const unknown = await deployed(['fork', 'o-nothing', '--turn', '1', '--env', 'dev']);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('there is no orchestration "o-nothing"')]);
  });

  it('pauses, cancels what waits, stops everything and resumes', async () => {
    expect(await json('pause', '--reason', 'a test')).toMatchObject({ state: 'paused' });
    const waiting = async (): Promise<string> => {
      const { stdout, stderr, code } = await deployed(['start', 'What is 2 + 2?', '--env', 'dev', '--timeout', '1', '--json']);
      const { orchestrationId } = JSON.parse(stdout) as { readonly orchestrationId: string };
      expect([code, stderr]).toEqual([1, expect.stringMatching(/ is not lost; it goes on, see "npm run arbiter -- status o-\w+ --env dev"/u)]);
      await expect.poll(() => json('list').then((all) => JSON.stringify(all)), { timeout: 120_000, interval: 500 }).toContain(orchestrationId);
      expect(await json('status', orchestrationId)).toMatchObject({ status: 'READY', usage: { modelCalls: 0 } });
      return orchestrationId;
    };
    const [first, second] = [await waiting(), await waiting()];
    expect(await json('cancel', first, '--reason', 'not wanted')).toMatchObject({
      status: 'CANCELLED',
      reason: { code: 'CANCELLED', message: expect.stringContaining('not wanted') },
    });
    const again = await deployed(['cancel', first, '--env', 'dev']);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining(`${first} is CANCELLED already`)]);
    expect(await json('stop')).toMatchObject({ state: 'stopped', cancelled: [second] });
    const refused = await deployed(['start', 'What is 2 + 2?', '--env', 'dev']);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('all work is stopped by')]);
    expect(await json('resume')).toMatchObject({ state: 'running' });
    expect(await json('status', second)).toMatchObject({ status: 'CANCELLED' });
  });

  it('reads the logs of CloudWatch, without metrics and what the platform says of itself', async () => {
    expect(await json('logs', '--since', '1h')).toMatchObject([
      { level: 'error', service: 'worker', message: expect.stringContaining('Task timed out') },
      { level: 'error', service: 'worker', message: 'agent broke', fields: { orchestrationId: 'o-1' } },
    ]);
    expect(await json('logs', '--since', '1h', '--orchestration', 'o-1')).toHaveLength(1);
    expect(await json('logs', '--since', '15m', '--level', 'error')).toHaveLength(1);
    expect(await json('logs', '--since', '1h', '--function', 'sweeper')).toEqual([]);
  });

  it('passes smoke, with alarms and dashboards', async () => {
    const { ok, steps } = (await json('smoke')) as {
      readonly ok: boolean;
      readonly steps: readonly { readonly step: string; readonly outcome: string; readonly detail: string }[];
    };
    expect([ok, steps.map(({ step, outcome }) => `${step} ${outcome}`)]).toEqual([
      true,
      ['seed ok', 'orchestration ok', 'fabrication ok', 'alarms ok', 'dashboards ok'],
    ]);
    expect(steps[3]?.detail).toMatch(/^\d\d in OK, 1 have seen no data yet$/u);
  });

  it('fails smoke when an alarm fires or a dashboard is gone, and says which and what to read', async () => {
    const { alarms, dashboards } = cloud.cloud;
    cloud.cloud.alarms = alarms.map((alarm, index) => (index === alarms.length - 1 ? { ...alarm, StateValue: 'ALARM' } : alarm));
    cloud.cloud.dashboards = dashboards.slice(1);
    try {
      const { code, stdout } = await deployed(['smoke', '--env', 'dev', '--json']);
      expect(code).toBe(1);
      const { steps } = JSON.parse(stdout) as { readonly steps: readonly { readonly step: string; readonly outcome: string; readonly detail: string }[] };
      expect(steps.slice(3)).toMatchObject([
        { step: 'alarms', outcome: 'failed', detail: expect.stringMatching(/ fires\..*infra\/runbooks\//u) },
        { step: 'dashboards', outcome: 'failed', detail: expect.stringContaining(String(dashboards[0])) },
      ]);
    } finally {
      Object.assign(cloud.cloud, { alarms, dashboards });
    }
  });

  it('tails events by a temporary rule, and removes it', async () => {
    const tail = begin(['events', 'tail', '--env', 'dev', '--type', 'task.request']);
    const tailed = finished(tail);
    await says(tail, /listening on arbiter-dev/u);
    const seen = says(tail, /task\.request +\S/u);
    expect(await deployed(['start', 'What is 1 + 1?', '--env', 'dev'])).toMatchObject({ code: 0 });
    await seen;
    tail.kill('SIGINT');
    const { code, stdout, stderr } = await tailed;
    expect(code, stderr).toBe(0);
    expect(stdout.trim().split('\n')).toEqual([expect.stringMatching(/^\d\d:\d\d:\d\d +task\.request +.*What is 1 \+ 1\?/u)]);
    const { EventBridgeClient, ListRulesCommand } = await import('@aws-sdk/client-eventbridge');
    const events = new EventBridgeClient({ endpoint: arbiter.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } });
    const { Rules = [] } = await events.send(new ListRulesCommand({ EventBusName: 'arbiter-dev', NamePrefix: 'arbiter-dev-tail-' }));
    events.destroy();
    expect(Rules).toEqual([]);
  });

  it('is checked by doctor', async () => {
    const { code, stdout } = await deployed(['doctor', '--env', 'dev', '--json']);
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly check: string; readonly state: string }[] };
    expect([code, findings.find(({ check }) => check === 'stack')]).toEqual([
      0,
      { check: 'stack', state: 'ok', found: 'arbiter-dev is deployed, all outputs are there' },
    ]);
  });
});

/** The role of the machine is looked for too, so it must not be found on a machine that has one. */
const WITHOUT_KEYS = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true' };

it('takes the role of the machine where there are no keys', async () => {
  await using metadata = await startInstanceMetadata();
  const { code, stdout, stderr } = await deployed(['list', '--env', 'dev', '--json'], {
    AWS_ACCESS_KEY_ID: '',
    AWS_SECRET_ACCESS_KEY: '',
    AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.url,
  });
  expect([code, stderr], stdout).toEqual([0, '']);
});

it.each([
  [['list', '--env', 'prod'], {}, 1, /there is no stack "arbiter-prod" in us-east-1: deploy it/u],
  [['list', '--env', 'dev'], WITHOUT_KEYS, 1, /a deployed stack needs your AWS credentials, and none can be loaded/u],
  [['logs', '--env', 'dev'], WITHOUT_KEYS, 1, /a deployed stack needs your AWS credentials, and none can be loaded/u],
  [['start', 'x', '--env', 'dev', '--model', 'm'], {}, 2, /--model is for the embedded runtime/u],
  [['list', '--env', 'dev'], { AWS_ENDPOINT_URL_CLOUDFORMATION: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' }, 1, /an endpoint does not answer/u],
])('says what to do: %j', async (args, variables, exitCode, says) => {
  const { code, stdout, stderr } = await deployed(args, variables);
  expect([code, stdout]).toEqual([exitCode, '']);
  expect(stderr).toMatch(says);
  expect(stderr).not.toMatch(/^\s+at /mu);
});
