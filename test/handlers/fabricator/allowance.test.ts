import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBedrockBrainModel } from '../../../handlers/adapters/aws/bedrock-brain-model.ts';
import { modelSettings } from '../../../handlers/adapters/aws/model-settings.ts';
import type { Allowance } from '../../../handlers/core/orchestration/spending.ts';
import { createStrandsBrain } from '../../../handlers/fabricator/strands-brain.ts';
import { goodCode, goodSettings } from './agent-samples.ts';
import { startScriptedBedrock, type Block, type ConverseBody, type Reply, type ScriptedBedrock } from './scripted-bedrock.ts';
import { createWorld, delivery, directRequest, storedTask } from './world.ts';

let bedrock: ScriptedBedrock;
let world: ReturnType<typeof createWorld>;

/** 3 and 15 dollars a million tokens, a tenth more in a region. */
const PRICED = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const brainOf = (...models: readonly string[]) =>
  createStrandsBrain({
    models: models.map((id) => createBedrockBrainModel({ settings: modelSettings({ MODEL_CACHE: 'off' }, id), region: 'us-east-1' })),
    attempts: 3,
    backoffMs: 10,
  });

beforeAll(async () => {
  bedrock = await startScriptedBedrock();
  vi.stubEnv('AWS_ENDPOINT_URL_BEDROCK_RUNTIME', bedrock.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
beforeEach(() => {
  bedrock.requests.length = 0;
  world = createWorld({ brain: brainOf('unpriced') });
});
afterEach(() => world.close());
afterAll(async () => {
  vi.unstubAllEnvs();
  await bedrock.close();
});

const use = (name: string, input: unknown): Block => ({ toolUse: { name, input } });
const busy = (used: readonly [number, number]): Reply => ({ content: [use('file_write', { path: 'a.ts', content: 'x' })], used });
const upload: Reply = { content: [use('upload_agent_to_s3', { agentId: 'word-count', code: goodCode })] };
const register = (body: ConverseBody): Reply => ({
  content: [
    use('store_agent_config_dynamo', {
      agentId: 'word-count',
      filename: /agents\/[^"\\]+\.js/.exec(JSON.stringify(body.messages.at(-1)))?.[0] ?? 'none',
      ...goodSettings,
    }),
  ],
});
const asked = () => bedrock.requests.map(({ inferenceConfig }) => inferenceConfig?.maxTokens ?? 0);

/** Runs a task with an allowance, of which its first run may spend half. Returns its completion. */
async function runTask(allowance: Allowance) {
  const { task, message } = storedTask(world, 'Counts the words of a text.');
  world.tables.putTask({ ...task, allowance });
  await world.fabricator(delivery(message));
  return completion();
}

const completion = () =>
  world.bus.published.find(({ detailType }) => detailType === 'task.completion' || detailType === 'agent.fabricated')?.detail as {
    readonly status: string;
    readonly error?: { readonly code: string; readonly message: string; readonly retryable: boolean };
    readonly usage: { readonly inputTokens: number; readonly outputTokens: number; readonly modelCalls: number; readonly costUsd?: number };
  };

describe('the tokens of a fabrication', () => {
  it('are not touched when not even the first question fits', async () => {
    const { status, error, usage } = await runTask({ tokens: 4_000, costUsd: 5 });
    expect(bedrock.requests).toHaveLength(0);
    expect([status, error]).toEqual([
      'error',
      {
        code: 'FABRICATION_LIMIT',
        retryable: false,
        message: expect.stringMatching(
          /^the allowance of this fabrication ended before an agent was registered: it may use 2000 tokens, 0 are used and the next call takes about \d+ before the answer: raise the "budget" of the request/,
        ) as string,
      },
    ]);
    expect(usage).toMatchObject({ inputTokens: 0, outputTokens: 0, modelCalls: 0 });
  });

  it('are never exceeded: each call is made only while its question and an answer fit, and the answer is bounded by the rest', async () => {
    bedrock.script = () => busy([8_000, 1_000]);
    const { error, usage } = await runTask({ tokens: 60_000, costUsd: 5 });
    expect(error).toMatchObject({ code: 'FABRICATION_LIMIT', message: expect.stringContaining('it may use 30000 tokens, 27000 are used') as string });
    expect(usage).toMatchObject({ inputTokens: 24_000, outputTokens: 3_000, modelCalls: 3, attempts: 1 });
    // Less is left for each answer, by what the call before it used.
    const [first = 0, second = 0, third = 0] = asked();
    expect(first).toBeLessThan(30_000);
    expect([first - second, second - third].every((less) => less >= 9_000 && less < 9_200)).toBe(true);
    expect(world.telemetry.lines.find(({ message }) => message === 'the model has ended')?.fields).toMatchObject({ end: 'allowance' });
  });

  it('do not undo what was registered before they ended', async () => {
    bedrock.script = (body, call) => ({ ...([upload, register(body)][call] as Reply), used: [8_000, 6_000] }) as Reply;
    expect(await runTask({ tokens: 60_000, costUsd: 5 })).toMatchObject({ status: 'success', data: { agentId: 'word-count', state: 'active' } });
    expect(bedrock.requests).toHaveLength(2);
  });

  it('that cut an answer short are named as the reason', async () => {
    bedrock.script = () => ({ content: [{ text: 'I begin with' }], stopReason: 'max_tokens', used: [8_000, 2_000] });
    const { error } = await runTask({ tokens: 60_000, costUsd: 5 });
    expect(error).toMatchObject({ code: 'FABRICATION_LIMIT', message: expect.stringContaining('the allowance of this fabrication ended') as string });
    bedrock.requests.length = 0;
    await world.close();
    world = createWorld({ brain: brainOf('unpriced') });
    await world.fabricator(delivery(directRequest('Counts the words of a text.')));
    expect(asked()).toEqual([40_000]);
    expect(completion().error).toMatchObject({ code: 'FABRICATION_LIMIT', message: expect.stringContaining('the model used up its tokens') as string });
  });

  it('of a stream that broke are counted by estimate', async () => {
    bedrock.script = (_body, call) =>
      call === 0 ? { broken: { type: 'modelStreamErrorException', message: 'lost' } } : { content: [use('complete_task', { status: 'error', message: 'no' })] };
    const { usage } = await runTask({ tokens: 100_000, costUsd: 5 });
    expect(usage.modelCalls).toBe(2);
    expect(usage.inputTokens).toBeGreaterThan(3_000);
    expect(usage.outputTokens).toBeGreaterThan(5);
  });

  it('of a model that is stopped at the deadline are counted by estimate', async () => {
    bedrock.script = () => ({ endless: true });
    // Time enough for the call to begin, on a slow machine too; the answer has no end.
    await world.fabricator(delivery(directRequest('Counts words.')), { getRemainingTimeInMillis: () => 36_000 });
    expect(completion().error).toMatchObject({ code: 'FABRICATION_TIMEOUT' });
    expect(completion().usage).toMatchObject({ modelCalls: 1, inputTokens: expect.any(Number) as number });
    expect(completion().usage.inputTokens).toBeGreaterThan(3_000);
  });
});

describe('the dollars of a fabrication', () => {
  beforeEach(async () => {
    await world.close();
    world = createWorld({ brain: brainOf(PRICED) });
  });

  it('are never exceeded', async () => {
    bedrock.script = () => busy([8_000, 1_000]);
    const { error, usage } = await runTask({ tokens: 400_000, costUsd: 0.2 });
    // 0.0264 + 0.0165 a call: the third would begin at 0.0858 of 0.1.
    expect(error).toMatchObject({
      code: 'FABRICATION_LIMIT',
      message: expect.stringContaining('it may spend 0.1000 US dollars, 0.0858 are spent and the next call does not fit into the rest') as string,
    });
    expect(usage).toMatchObject({ modelCalls: 2, costUsd: expect.closeTo(0.0858) as number });
    const [first = 0, second = 0] = asked();
    expect(first).toBeLessThan(0.1 / 16.5e-6);
    expect(first - second).toBeGreaterThan(0.0429 / 16.5e-6 - 1);
  });

  it('are counted at the price of the model that answered', async () => {
    await world.close();
    world = createWorld({ brain: brainOf('us.anthropic.claude-opus-4-1-20250805-v1:0', PRICED) });
    bedrock.script = (_body, call) =>
      call === 0
        ? { refused: { status: 403, type: 'AccessDeniedException', message: 'not enabled' } }
        : { content: [use('complete_task', { status: 'error', message: 'no' })], used: [10_000, 1_000] };
    expect((await runTask({ tokens: 400_000, costUsd: 10 })).usage).toMatchObject({ costUsd: expect.closeTo(0.033 + 0.0165) as number });
  });

  it('bound a direct request, which has no budget, to what one task gets at most', async () => {
    bedrock.script = () => busy([90_000, 10_000]);
    await world.fabricator(delivery(directRequest('Counts words.')));
    expect(completion().error).toMatchObject({
      code: 'FABRICATION_LIMIT',
      message: expect.stringMatching(/it may use 400000 tokens, 300000 are used|400000 are used/) as string,
    });
    expect(bedrock.requests.length).toBeLessThanOrEqual(4);
  });
});
