/** Runbooks are complete, belong to the alarms and the alarms to them, and their commands work. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishTaskRequest } from '../../generated/clients/publish.ts';
import { startArbiter, type Arbiter } from '../../infra/local/arbiter.ts';
import type { ConverseModel } from '../../infra/local/bedrock/converse-model.ts';
import { createOfflineModel } from '../../infra/local/model/offline-model.ts';
import { CommandLine } from '../cli/command.ts';
import { alarmsOf } from './alarm.ts';
import { readRunbookIndex, readRunbooks } from './runbook.ts';
import { synthesize } from './synthesize.ts';

const root = path.resolve(import.meta.dirname, '../..');
const runbooks = readRunbooks();
const SECTIONS = ['Symptom', 'Diagnosis', 'Action', 'Proof of recovery'];
const commands = [...new Set(runbooks.flatMap((runbook) => SECTIONS.flatMap((section) => runbook.commands(section))))];

describe.each(runbooks)('$name', (runbook) => {
  it('has the four parts, and at most five commands find the cause', () => {
    expect(runbook.sections).toEqual(SECTIONS);
    expect(runbook.commands('Diagnosis').length).toBeGreaterThan(0);
    expect(runbook.commands('Diagnosis').length).toBeLessThanOrEqual(5);
    expect(runbook.commands('Action').length).toBeLessThanOrEqual(5);
    expect(runbook.commands('Proof of recovery').length).toBeGreaterThan(0);
    expect(runbook.text).toMatch(/^# .+\n\nAlarms: (none|`.+`)\n/u);
  });

  it('links only to runbooks that exist', () => {
    const linked = [...runbook.text.matchAll(/\]\(([\w-]+)\.md\)/gu)].map(([, name]) => name);
    expect(linked.filter((name) => !runbooks.some((one) => one.name === name))).toEqual([]);
  });
});

it('covers what operations.md asks for', () => {
  expect(runbooks.map(({ name }) => name).toSorted()).toEqual([
    'agent-fabrication',
    'bad-agent-version',
    'cost-runaway',
    'dead-letters',
    'deployment',
    'forged-completion',
    'incident-response',
    'model-throttling',
    'rollback',
    'stuck-orchestration',
    'sweeper-down',
    'table-throttling',
  ]);
  for (const { name, alarms } of runbooks)
    expect(readRunbookIndex()).toContain(`| [${name}](${name}.md) | ${alarms.map((kind) => `\`${kind}\``).join(', ')}${alarms.length === 0 ? '' : ' '}|`);
});

it('pairs every alarm with a runbook that is for it, and every runbook with alarms that name it', () => {
  const alarms = alarmsOf(synthesize({ env: 'prod' }), 'arbiter-prod-');
  const listed = runbooks.flatMap((runbook) => runbook.alarms.map((kind) => ({ kind, runbook: runbook.name })));
  expect(alarms.length).toBeGreaterThan(40);
  for (const { name, description } of alarms) {
    const [, named] = /Runbook: infra\/runbooks\/([\w-]+)\.md$/u.exec(description) ?? [];
    const kinds = listed.filter(({ runbook, kind }) => runbook === named && (name === kind || name.startsWith(`${kind}-`)));
    expect(kinds, `${name} → ${named ?? 'no runbook'}`).toHaveLength(1);
  }
  expect(listed.filter(({ kind }) => !alarms.some(({ name }) => name === kind || name.startsWith(`${kind}-`)))).toEqual([]);
});

it('names only scripts that package.json has', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };
  expect(commands.length).toBeGreaterThan(20);
  const used = new Set(commands.map((command) => /^npm run ([\w:-]+)/u.exec(command)?.[1] ?? command));
  expect([...used].filter((script) => scripts[script] === undefined).toSorted()).toEqual([]);
});

describe('on the embedded runtime', () => {
  const cli = new CommandLine();
  const ended = 'runbook-ended';
  let arbiter: Arbiter;
  let events: EventBridgeClient;
  /** Of no interest unless a command fails: throttled records come back, that is what they are for. */
  const problems: string[] = [];
  let waiting = 0;

  beforeAll(async () => {
    const offline = createOfflineModel();
    // A request that the model keeps throttling stays unfinished: something to cancel.
    const converse: ConverseModel = {
      answer: (modelId, request) =>
        JSON.stringify(request.messages).includes('interminable')
          ? { failure: 'ThrottlingException', message: 'Too many requests' }
          : offline.answer(modelId, request),
    };
    arbiter = await startArbiter({ stateDir: cli.state, scheduleSeconds: 5, converse, report: (problem) => void problems.push(problem) });
    events = new EventBridgeClient({ endpoint: arbiter.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
    await submit(ended, 'How many words has the text "one two three"?', /"status":\s*"COMPLETED"/u);
  });

  afterAll(async () => {
    events.destroy();
    await arbiter.stop();
    rmSync(cli.state, { recursive: true, force: true });
  });

  /** Looking once is enough; what changes something runs wherever a runbook says so, in its order. */
  const looked = new Set<string>();
  const isLook = (name: string) => !['agents activate', 'agents suspend', 'cancel', 'dlq redrive', 'fabricate', 'smoke'].includes(name);

  it.each(runbooks.map((runbook) => ({ runbook, name: runbook.name })))('$name: its commands work, one after the other', async ({ runbook }) => {
    const ours = SECTIONS.flatMap((section) => runbook.commands(section)).flatMap((command) => /^npm run (?:arbiter -- )?(.*)$/u.exec(command)?.[1] ?? []);
    let cancelled: string | undefined;
    for (const command of ours) {
      const name = nameOf(command);
      if (!isOurs(name) || (isLook(name) && looked.has(command))) continue;
      looked.add(command);
      // What is looked at after a cancellation is what was cancelled.
      if (name === 'cancel') cancelled = await unfinished();
      const { code, stdout, stderr } = await cli.run(...argumentsOf(command, cancelled ?? ended));
      expect([code, stderr.includes('    at ')], [command, stdout, stderr, ...problems].join('\n')).toEqual([0, false]);
      if (name === 'cancel') expect(stdout).toContain(`${cancelled ?? ''} CANCELLED`);
    }
    // What the next runbook finds must not depend on this one.
    await cli.run('agents', 'activate', SUSPENDED);
  });

  it('ran something of every runbook but those that only deploy', () => {
    expect(looked.size).toBeGreaterThan(25);
  });

  async function unfinished(): Promise<string> {
    const orchestrationId = `runbook-waiting-${waiting++}`;
    await submit(orchestrationId, 'An interminable task.', /"status":/u);
    return orchestrationId;
  }

  async function submit(orchestrationId: string, task: string, until: RegExp): Promise<void> {
    await publishTaskRequest(events, 'arbiter-dev', { orchestrationId, task });
    for (let tries = 0; tries < 60; tries++) {
      const { stdout } = await cli.run('status', orchestrationId, '--json');
      if (until.test(stdout)) return;
    }
    throw new Error(`"${orchestrationId}" did not get as far as ${String(until)}`);
  }
});

/** Suspended and compared by the runbooks; nothing that smoke asks for needs it. */
const SUSPENDED = 'json-query';

/** Words of a command as a shell takes them, with what its placeholders stand for. */
function argumentsOf(command: string, orchestrationId: string): readonly string[] {
  const filled = command.replaceAll('<orchestrationId>', orchestrationId).replaceAll('<agentId>', SUSPENDED).replaceAll('<version>', 'v1');
  return [...filled.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/** `agents show` of `agents show <agentId>`: the words before the first argument or option. */
function nameOf(command: string): string {
  const words = command.split(' ');
  return ['agents', 'tools', 'dlq', 'events'].includes(words[0] ?? '') ? words.slice(0, 2).join(' ') : (words[0] ?? '');
}

/** Commands of the command line; `npm run synth` and the like are not. */
function isOurs(name: string): boolean {
  return ![...CDK, 'check'].includes(name);
}

const CDK: readonly string[] = ['synth', 'deploy', 'deploy:diff', 'destroy'];
