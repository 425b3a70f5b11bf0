/** `start --model …` as a user gives it: an OpenAI-compatible endpoint, a recording, what is told when neither can be had. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createOfflineModel } from '../../infra/local/model/offline-model.ts';
import { ChatError } from '../local/openai/chat-request.ts';
import { startChatServer, type ChatReply } from '../local/openai/chat-server.ts';
import { overConverse } from '../local/openai/over-converse.ts';
import { CommandLine, endAll, type Finished } from './command.ts';

const KEY = 'sk-proj-0123456789abcdefghijkl';
const TASK = 'What is 17 % of 2,340, and how many kilometres are 26.2 miles?';
const folder = mkdtempSync(path.join(tmpdir(), 'arbiter-models-'));

beforeAll(() => {
  process.env['OPENAI_API_KEY'] = KEY;
});
afterEach(endAll);

/** A task by the offline model behind an OpenAI-compatible server, everything recorded. */
async function askServer(task: string, record: string, ...more: readonly string[]) {
  await using server = await startChatServer(overConverse(createOfflineModel()), ['small', 'large']);
  const cli = new CommandLine();
  const finished = await cli.run('start', '--json', '--model', 'openai:small', '--model-url', server.url, '--record', record, ...more, task);
  return { cli, finished, result: resultOf(finished), requests: server.requests, keys: server.keys };
}

function resultOf({ stdout, stderr }: Finished): Readonly<Record<string, unknown>> {
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
}

describe('an OpenAI-compatible endpoint', () => {
  const recording = path.join(folder, 'parallel.jsonl');

  it('has two agents work at once and gives the answer; its key is nowhere but in the requests', async () => {
    const { cli, result, requests, keys, finished } = await askServer(TASK, recording);
    expect(result).toMatchObject({
      status: 'COMPLETED',
      turns: 2,
      answer: expect.stringMatching(/397\.8[\s\S]*42\.16/u),
      tasks: [
        { agentId: 'calculator', turn: 1, status: 'SUCCEEDED' },
        { agentId: 'unit-converter', turn: 1, status: 'SUCCEEDED' },
      ],
      usage: { modelCalls: 2, cachedTokens: 0, costUsd: null },
    });
    expect(requests.map(({ messages }) => messages.map(({ role }) => role))).toEqual([
      ['system', 'user'],
      ['system', 'user', 'assistant', 'tool', 'tool'],
    ]);
    expect(new Set(keys)).toEqual(new Set([`Bearer ${KEY}`]));
    const kept = [recording, ...filesBelow(cli.state)].map((file) => readFileSync(file, 'latin1'));
    expect(kept.length).toBeGreaterThan(3);
    expect([...kept, finished.stdout].filter((text) => text.includes(KEY))).toEqual([]);
  });

  it('has a missing agent made by a model of the fabricator’s own, streamed, and used', async () => {
    const { result, requests } = await askServer(
      'Convert 1994 to roman numerals',
      path.join(folder, 'fabrication.jsonl'),
      '--model',
      'fabricator=openai:large',
    );
    expect(result).toMatchObject({ status: 'COMPLETED', answer: expect.stringContaining('MCMXCIV'), fabricated: ['roman-numerals'] });
    const fabricating = requests.filter(({ messages }) => JSON.stringify(messages[0]).includes('ARBITER FABRICATOR'));
    expect(fabricating.length).toBeGreaterThanOrEqual(3);
    expect(new Set(fabricating.map(({ model }) => model))).toEqual(new Set(['large']));
    expect(requests.filter(({ model }) => model === 'small')).toHaveLength(requests.length - fabricating.length);
  });

  it('that is not there, or has no such model, is told of before anything starts', async () => {
    const server = await startChatServer(() => ({ text: 'x' }), ['small', 'large']);
    const unknown = await new CommandLine().run('start', '--model', 'ollama:huge', '--model-url', server.url, TASK);
    expect([unknown.code, unknown.stderr]).toEqual([
      1,
      `arbiter: there is no model "huge" at ${server.url} (it offers small, large): get it with "ollama pull huge", or see "ollama list"\n`,
    ]);
    await server[Symbol.asyncDispose]();
    const gone = await new CommandLine().run('start', '--model', 'ollama:small', '--model-url', server.url, TASK);
    expect([gone.code, gone.stderr]).toEqual([
      1,
      expect.stringMatching(/^arbiter: nothing answers at .*ECONNREFUSED.*is ollama running\? Start it with "ollama serve"/u),
    ]);
  });

  it('that refuses for good ends the run at once, with a reason', async () => {
    await using server = await startChatServer(() => {
      throw new ChatError(403, 'this project may not use the model');
    });
    const { code, stdout } = await new CommandLine().run('start', '--json', '--model', 'openai:small', '--model-url', server.url, TASK);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'FAILED', reason: { code: 'MODEL_ACCESS', message: expect.stringContaining('may not use') } });
    expect(server.requests).toHaveLength(1);
  });
});

describe('an endpoint with a bad moment', () => {
  const offline = overConverse(createOfflineModel());
  const broken = { id: 'c1', name: 'calculator', arguments: '{"expression": 17 % of' };

  it.each<readonly [string, () => ChatReply]>([
    ['asks to come back later', () => refuse(429, 'slow down', { 'retry-after': '1' })],
    ['fails', () => refuse(500, 'boom')],
    ['breaks off in mid-stream', () => ({ cutAfter: 2, answer: { text: 'This breaks off somewhere.' } })],
    ['writes arguments that are no JSON', () => ({ calls: [broken] })],
    ['is cut at its limit', () => ({ text: 'First of all, ', finish: 'length' })],
  ])('that %s is asked again, and the run ends as if nothing had been', async (_what, first) => {
    await using server = await startChatServer((request, call) => (call === 0 ? first() : offline(request)));
    const { code, stdout, stderr } = await new CommandLine().run('start', '--model', 'ollama:small', '--model-url', server.url, 'What is 17 % of 2,340?');
    expect([code, stdout]).toEqual([0, expect.stringContaining('397.8')]);
    expect(stderr).toMatch(/completed in .* 2 model calls|completed in .* 3 model calls/u);
    expect(server.requests).toHaveLength(3);
  });

  it('that refuses by its content filter ends the run as blocked, and the user is told', async () => {
    await using server = await startChatServer(() => ({ finish: 'content_filter' }));
    const { code, stdout, stderr } = await new CommandLine().run('start', '--model', 'openai:small', '--model-url', server.url, 'What is 2 + 2?');
    expect([code, stdout]).toEqual([0, '(nothing)\n']);
    expect(stderr).toContain('blocked by a guardrail or the content filter of the model');
  });

  it('that never writes what can be read ends the run with a reason', async () => {
    await using server = await startChatServer(() => ({ calls: [broken] }));
    const { code, stdout } = await new CommandLine().run('start', '--json', '--model', 'openai:small', '--model-url', server.url, 'What is 2 + 2?');
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { status: 'FAILED', reason: { code: 'MODEL_MALFORMED' } }]);
    expect(server.requests).toHaveLength(3);
  });
});

/** Refuses a request as the service does. */
function refuse(status: number, message: string, headers = {}): never {
  throw new ChatError(status, message, null, headers);
}

describe('a cost budget', () => {
  const prices = path.join(folder, 'prices.json');
  writeFileSync(prices, JSON.stringify({ asOf: '2026-11-24', models: { 'openai:small': { input: 1_000, output: 1_000 } } }));

  it('holds an endpoint whose price is stated: the run ends with a reason and with what its agents had found', async () => {
    await using server = await startChatServer(overConverse(createOfflineModel()));
    const priced = ['start', '--model', 'openai:small', '--model-url', server.url, '--prices', prices];
    const { code, stdout, stderr } = await new CommandLine().run(...priced, '--json', '--budget-cost', '3.5', TASK);
    expect([code, stderr]).toEqual([1, '']);
    const result = JSON.parse(stdout) as { readonly usage: { readonly costUsd: number } };
    expect(result).toMatchObject({
      status: 'FAILED',
      reason: {
        code: 'BUDGET_COST',
        message: expect.stringMatching(/of 3\.5 US dollars are left and the next question takes up to [\d.]+: raise "budget\.costUsd"/u),
      },
      tasks: [{ result: expect.stringContaining('397.8') }, { result: expect.stringContaining('42.16') }],
    });
    // The question that would have exceeded it was not asked.
    expect(result.usage.costUsd).toBeGreaterThan(0.1);
    expect(result.usage.costUsd).toBeLessThan(3.5);
  });

  it('that cannot hold an endpoint is told once, to programs too', async () => {
    await using server = await startChatServer(overConverse(createOfflineModel()));
    const { code, stderr } = await new CommandLine().run('start', '--json', '--model', 'openai:small', '--model-url', server.url, '--budget-cost', '1', TASK);
    expect([code, stderr]).toEqual([
      0,
      'arbiter: warning: --budget-cost 1 does not hold openai:small: what it costs is not known. State the price with --prices FILE, or set --budget-tokens\n',
    ]);
  });

  it('says what is wrong with a price file before anything starts', async () => {
    const { code, stderr } = await new CommandLine().run('start', '--prices', path.join(folder, 'none.json'), TASK);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^arbiter: the prices in .*none\.json cannot be read/u)]);
  });
});

describe('a recording', () => {
  it.each([
    ['parallel', TASK, /397\.8[\s\S]*42\.16/u],
    ['fabrication', 'Convert 1994 to roman numerals', /MCMXCIV/u],
  ])('of a run (%s) answers the same task without any model', async (name, task, answer) => {
    const result = resultOf(await new CommandLine().run('start', '--json', '--model', `replay:${path.join(folder, `${name}.jsonl`)}`, task));
    expect(result).toMatchObject({ status: 'COMPLETED', answer: expect.stringMatching(answer) });
  });

  it('fails another task with what is different, and is never written over', async () => {
    const recording = path.join(folder, 'parallel.jsonl');
    const other = await new CommandLine().run('start', '--json', '--model', `replay:${recording}`, TASK.replace('17 %', '18 %'));
    expect(other.code).toBe(1);
    expect(JSON.parse(other.stdout)).toMatchObject({
      status: 'FAILED',
      reason: {
        code: 'REPLAY_DEVIATES',
        message: expect.stringMatching(/turn 1 deviates.*parallel\.jsonl:2.*messages\[0\]\.content\[0\]\.text: expected "What is 17 %.*found "What is 18 %/u),
      },
    });
    const again = await new CommandLine().run('start', '--record', recording, TASK);
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('exists already')]);
  });
});

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
