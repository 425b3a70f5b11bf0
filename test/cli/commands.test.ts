/** Every command of the command line: its help, its misuse, its JSON, and completion. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Command } from 'commander';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProgram } from '../../infra/cli/main.ts';
import { startArbiter, type Arbiter } from '../../infra/local/arbiter.ts';
import { createOfflineModel } from '../../infra/local/model/offline-model.ts';
import { runHere } from './in-process.ts';

interface Leaf {
  readonly words: readonly string[];
  readonly command: Command;
}

function leaves(command: Command, words: readonly string[] = []): readonly Leaf[] {
  const below = command
    .createHelp()
    .visibleCommands(command)
    .filter((one) => one.name() !== 'help');
  if (below.length === 0) return words.length === 0 ? [] : [{ words, command }];
  return below.flatMap((one) => leaves(one, [...words, one.name()]));
}

const program = createProgram(() => {});
const all = leaves(program).map((leaf) => ({ ...leaf, name: leaf.words.join(' ') }));
const groups = program.commands.filter((one) => one.commands.length > 0).map((one) => one.name());
const stateDir = mkdtempSync(path.join(tmpdir(), 'arbiter-commands-'));
/** Commands that print what is not data: a script, a server's greeting, the toolchain's own formats. */
const withoutJson = new Set(['completion', 'contracts', 'dev']);

it('has the commands that operations.md asks for', () => {
  expect(all.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'start',
      'status',
      'list',
      'cancel',
      'replay',
      'fork',
      ...['list', 'show', 'versions', 'diff', 'activate', 'suspend', 'rollback', 'register'].map((name) => `agents ${name}`),
      ...['list', 'show', 'register', 'activate', 'suspend'].map((name) => `tools ${name}`),
      'fabricate',
      'events tail',
      ...['list', 'show', 'redrive'].map((name) => `dlq ${name}`),
      'logs',
      'doctor',
      'smoke',
      'contracts',
      'completion',
    ]),
  );
  expect(groups).toEqual(expect.arrayContaining(['agents', 'tools', 'events', 'dlq']));
});

describe.each(all)('$name', ({ words, name, command }) => {
  it('explains itself, with an example, and describes each option', async () => {
    const { code, stdout, stderr } = await runHere(...words, '--help');
    expect([code, stderr]).toEqual([0, '']);
    if (name === 'contracts') return;
    expect(stdout).toContain(`Usage: arbiter ${name}`);
    expect(stdout).toMatch(new RegExp(`\nExample:\n(.*\n)*.*(arbiter -- |npm start|npm run )`, 'u'));
    expect(command.options.filter(({ description }) => description === '')).toEqual([]);
    expect(command.options.some(({ long }) => long === '--json')).toBe(!withoutJson.has(name));
    expect(command.options.some(({ long }) => long === '--state')).toBe(!['completion', 'contracts'].includes(name));
  });

  it('ends with 2 and one line when it is used wrongly', async () => {
    const wrong = [['--no-such-option'], ...(command.registeredArguments.some(({ required }) => required) ? [[]] : [])];
    for (const args of wrong) {
      const { code, stdout, stderr } = await runHere(...words, ...args);
      expect([code, stdout], stderr).toEqual([2, '']);
      expect(stderr).not.toMatch(/^\s+at /mu);
      if (name !== 'contracts') expect(stderr).toMatch(/^arbiter: /u);
    }
  });

  it('is meant when it is mistyped', async () => {
    const last = words.at(-1) ?? '';
    const typo = `${last}x`;
    const { code, stderr } = await runHere(...words.slice(0, -1), typo);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`(Did you mean ${last}?)`)]);
  });

  it('is completed', async () => {
    const { stdout } = await runHere('complete', '--', ...words.slice(0, -1), '');
    expect(stdout.split('\n').map((line) => line.split('\t')[0])).toContain(words.at(-1));
  });
});

it.each(groups)('"%s" alone lists what it has and ends with 2', async (group) => {
  const { code, stdout, stderr } = await runHere(group);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`Usage: arbiter ${group}`);
});

it.each(['bash', 'zsh', 'fish', 'powershell'])('prints a completion script for %s that calls this program', async (shell) => {
  const { code, stdout } = await runHere('completion', shell);
  expect(code).toBe(0);
  expect(stdout).toContain('infra/cli/arbiter.js');
});

it('completes options after a dash', async () => {
  const { stdout } = await runHere('complete', '--', 'agents', 'activate', '--');
  expect(stdout.split('\n').map((line) => line.split('\t')[0])).toEqual(expect.arrayContaining(['--version', '--reason', '--json', '--env']));
});

describe('on a runtime', () => {
  const doubler = path.join(stateDir, 'double.json');
  const greeter = path.join(stateDir, 'greeter.json');
  let arbiter: Arbiter;

  beforeAll(async () => {
    const offline = createOfflineModel();
    arbiter = await startArbiter({
      stateDir,
      port: 0,
      scheduleSeconds: 2,
      converse: {
        answer: (model, request) =>
          JSON.stringify(request.messages).includes('interminable')
            ? { failure: 'ThrottlingException', message: 'Too many requests' }
            : offline.answer(model, request),
      },
      report: () => {},
    });
    const docs = '/** Purpose: a sample. Inputs: see the schema. Outputs: see the schema. Constraints: none. */\n';
    writeFileSync(path.join(stateDir, 'double.js'), `${docs}export function handler(input) {\n  return { twice: input.n * 2 };\n}\n`);
    writeFileSync(path.join(stateDir, 'greeter.js'), `${docs}export function handler(input) {\n  return { text: 'Hello, ' + input.name };\n}\n`);
    const schemaOf = (field: string, type: string) => ({ type: 'object', required: [field], properties: { [field]: { type } } });
    writeFileSync(
      doubler,
      JSON.stringify({ toolId: 'double', description: 'Doubles a number.', source: './double.js', schema: schemaOf('n', 'number'), examples: [{ n: 2 }] }),
    );
    writeFileSync(
      greeter,
      JSON.stringify({
        agentId: 'greeter',
        description: 'Greets a person.',
        source: './greeter.js',
        schema: schemaOf('name', 'string'),
        outputSchema: schemaOf('text', 'string'),
        examples: [{ name: 'Ada' }],
      }),
    );
    await runHere('start', 'What is 3 + 4?', '--json', '--state', stateDir);
    const { stdout } = await runHere('start', 'An interminable task.', '--json', '--timeout', '1', '--state', stateDir);
    const { orchestrationId } = JSON.parse(stdout) as { readonly orchestrationId: string };
    for (const until = Date.now() + 50_000; Date.now() < until;)
      if ((await runHere('list', '--json', '--state', stateDir)).stdout.includes(orchestrationId)) return;
    throw new Error(`"${orchestrationId}" was never accepted`);
  });
  afterAll(() => arbiter.stop());

  const idOf = async (status: string): Promise<string> => {
    const { stdout } = await runHere('list', '--json', '--state', stateDir);
    const found = (JSON.parse(stdout) as readonly { readonly orchestrationId: string; readonly status: string }[]).find(
      (one) => one.status === status || status === 'open',
    );
    return found?.orchestrationId ?? '';
  };

  /** Arguments with which each command works here; in this order. */
  const works: Readonly<Record<string, () => readonly string[] | Promise<readonly string[]>>> = {
    start: () => ['What is 5 + 6?'],
    list: () => [],
    status: async () => [await idOf('COMPLETED')],
    trace: async () => [await idOf('COMPLETED')],
    replay: async () => [await idOf('COMPLETED')],
    fork: async () => [await idOf('COMPLETED'), '--turn', '1'],
    cancel: async () => {
      const { stdout } = await runHere('list', '--json', '--state', stateDir);
      return [
        (JSON.parse(stdout) as readonly { readonly orchestrationId: string; readonly title: string }[]).find(({ title }) => title.includes('interminable'))
          ?.orchestrationId ?? '',
      ];
    },
    'agents list': () => [],
    'agents show': () => ['calculator'],
    'agents versions': () => ['calculator'],
    'agents diff': () => ['calculator', 'v1', 'v1'],
    'agents register': () => [greeter],
    'agents suspend': () => ['greeter', '--reason', 'a test'],
    'agents activate': () => ['greeter', '--version', 'v1'],
    'tools register': () => [doubler],
    'tools list': () => [],
    'tools show': () => ['double'],
    'tools suspend': () => ['double'],
    'tools activate': () => ['double'],
    fabricate: () => ['an agent that converts a number to roman numerals'],
    'events tail': () => ['--for', '1'],
    'dlq list': () => [],
    'dlq show': () => ['undelivered'],
    'dlq redrive': () => ['inbox-dead-letter'],
    logs: () => ['--since', '1h'],
    doctor: () => [],
    smoke: () => [],
    pause: () => ['--reason', 'a test'],
    stop: () => ['--reason', 'a test'],
    resume: () => [],
  };
  /** Commands that fail here for a good reason: with what, and what they say. */
  const fails: Readonly<Record<string, readonly [readonly string[], RegExp]>> = {
    'agents rollback': [['calculator'], /no version before v1/u],
  };

  it('names a case for every command', () => {
    expect([...Object.keys(works), ...Object.keys(fails)].toSorted()).toEqual(
      all
        .map(({ name }) => name)
        .filter((name) => !withoutJson.has(name))
        .toSorted(),
    );
  });

  it.each(Object.keys(works))('%s prints only JSON with --json, and text without', async (name) => {
    const args = [...name.split(' '), ...((await works[name]?.()) ?? []), '--state', stateDir];
    const { code, stdout, stderr } = await runHere(...args, '--json');
    expect([code, stderr], stdout).toEqual([0, '']);
    const lines = stdout.trim().split('\n');
    if (name === 'events tail') for (const line of lines.filter((one) => one !== '')) JSON.parse(line);
    else expect([lines.length, typeof JSON.parse(stdout)]).toEqual([1, 'object']);
    // What was changed is not changed again: that is well, too.
    if (['start', 'fork', 'cancel', 'doctor', 'smoke', 'fabricate'].includes(name)) return;
    const text = await runHere(...args);
    expect(text.code, text.stderr).toBe(0);
    expect(text.stdout).not.toContain('\u001B[');
  });

  it.each(Object.keys(fails))('%s fails with 1 and a sentence', async (name) => {
    const [args, says] = fails[name] ?? [[], /./u];
    const { code, stdout, stderr } = await runHere(...name.split(' '), ...args, '--state', stateDir);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(says);
  });

  it.each([
    [['agents', 'show', 'calculatr'], 1, /did you mean "calculator"\?/u],
    [['agents', 'diff', 'calculator', 'v1', 'v9'], 1, /no version "?v9/u],
    [['tools', 'show', 'dubble'], 1, /did you mean "double"\?/u],
    [['dlq', 'redrive', 'inbox-dead-leter'], 2, /did you mean "inbox-dead-letter"\?/u],
    [['logs', '--function', 'superviser'], 2, /did you mean "supervisor"\?/u],
    [['logs', '--since', 'yesterday'], 2, /15m/u],
    [['logs', '--level', 'loud'], 2, /Allowed choices/u],
    [['events', 'tail', '--type', 'task.complete'], 2, /did you mean "task.completion"\?/u],
    [['agents', 'register', 'nowhere.json'], 2, /no such file/u],
    [['status', 'nothing-like-it'], 1, /see "npm run arbiter -- list"/u],
    [['list', '--env', 'No Where'], 2, /is no environment/u],
    [['start', '--env', 'dev'], 2, /--env needs a task/u],
  ])('answers the mistake in %j', async (args, exitCode, says) => {
    const { code, stdout, stderr } = await runHere(...args, '--state', stateDir);
    expect([code, stdout]).toEqual([exitCode, '']);
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/^\s+at /mu);
  });

  it('shows an event that a rule could not deliver, and sends it to where it was meant to go', async () => {
    const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
    const orchestrationId = 'was-undelivered';
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: `${arbiter.endpoint}/000000000000/arbiter-dev-undelivered`,
        MessageBody: JSON.stringify({ id: 'e-1', source: 'task.request', 'detail-type': 'task.request', detail: { task: 'What is 6 * 7?', orchestrationId } }),
        MessageAttributes: {
          TARGET_ARN: { DataType: 'String', StringValue: 'arn:aws:sqs:us-east-1:000000000000:arbiter-dev-inbox' },
          ERROR_CODE: { DataType: 'String', StringValue: 'NO_PERMISSIONS' },
        },
      }),
    );
    sqs.destroy();
    const at = ['--json', '--state', stateDir];
    expect(JSON.parse((await runHere('dlq', 'show', 'undelivered', ...at)).stdout)).toMatchObject([
      { reason: 'NO_PERMISSIONS', body: expect.stringContaining(orchestrationId) },
    ]);
    expect(JSON.parse((await runHere('dlq', 'redrive', 'undelivered', ...at)).stdout)).toEqual({ queue: 'undelivered', moved: 1 });
    expect(JSON.parse((await runHere('dlq', 'redrive', 'undelivered', ...at)).stdout)).toEqual({ queue: 'undelivered', moved: 0 });
    for (const until = Date.now() + 100_000; Date.now() < until;) {
      const { stdout } = await runHere('status', orchestrationId, ...at);
      if (stdout.includes('"COMPLETED"')) return;
    }
    throw new Error('the event did not become an orchestration');
  });

  it('suggests the orchestration whose id was half copied', async () => {
    const id = await idOf('COMPLETED');
    const { stderr } = await runHere('status', id.slice(0, 8), '--state', stateDir);
    expect(stderr).toContain(`did you mean "${id}"?`);
  });
});
