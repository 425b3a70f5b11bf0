/** The ordered list of models, over scripted ones; and the real clients of two Bedrock models. */
import { describe, expect, test } from 'vitest';
import { createBedrockModel } from '../../../handlers/adapters/aws/bedrock-model.ts';
import { createBedrockClient } from '../../../handlers/adapters/aws/clients.ts';
import { modelSettings } from '../../../handlers/adapters/aws/model-settings.ts';
import { ManualClock } from '../../../handlers/adapters/memory/manual-clock.ts';
import { ScriptedModel, type ScriptedAnswer } from '../../../handlers/adapters/memory/scripted-model.ts';
import { RecordingTelemetry } from '../../../handlers/adapters/memory/telemetry.ts';
import { createFallbackModel } from '../../../handlers/adapters/models/fallback-model.ts';
import { parseModelReferences } from '../../../handlers/adapters/models/model-reference.ts';
import type { ModelOutcome, ModelRequest } from '../../../handlers/shell/ports.ts';
import { serveModel } from '../../local/bedrock/served-model.ts';

const REQUEST: ModelRequest = { system: 's', messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }], maxTokens: 9, timeoutMs: 60_000 };
const said = (text: string): ModelOutcome => ({
  kind: 'answered',
  content: [{ type: 'text', text }],
  stopReason: 'end_turn',
  usage: { inputTokens: 1, outputTokens: 1, cachedTokens: 0, costUsd: 0 },
});
const throttled: ModelOutcome = { kind: 'throttled', message: 'slow down' };
const denied: ModelOutcome = { kind: 'denied', code: 'MODEL_ACCESS', message: 'no' };

function world(...scripts: readonly (readonly ScriptedAnswer[])[]) {
  const clock = new ManualClock();
  const telemetry = new RecordingTelemetry();
  const models = scripts.map((script) => new ScriptedModel(script));
  const model = createFallbackModel(
    models.map((inner, index) => ({ id: `m${index + 1}`, model: inner })),
    clock,
    telemetry.log,
  );
  return { clock, telemetry, models, model, asked: () => models.map(({ requests }) => requests.length) };
}

test('the first answers as long as it can, and is named', async () => {
  const { model, asked } = world([said('a'), said('b')], []);
  expect([await model.ask(REQUEST), await model.ask(REQUEST)]).toMatchObject([{ model: 'm1' }, { model: 'm1' }]);
  expect(asked()).toEqual([2, 0]);
});

test('the next answers for a throttled one, which then rests and comes back', async () => {
  const { model, asked, clock, telemetry } = world([throttled, said('again')], [said('b'), said('c')]);
  expect(await model.ask(REQUEST)).toMatchObject({ kind: 'answered', model: 'm2' });
  expect(await model.ask(REQUEST)).toMatchObject({ kind: 'answered', model: 'm2' });
  expect(asked()).toEqual([1, 2]);
  clock.advance(31_000);
  expect(await model.ask(REQUEST)).toMatchObject({ kind: 'answered', model: 'm1' });
  expect(telemetry.lines).toMatchObject([{ level: 'warn', fields: { model: 'm1', code: 'throttled' } }]);
});

test('a model whose service says how long to wait rests that long', async () => {
  const { model, clock } = world([{ ...throttled, retryAfterMs: 120_000 }, said('again')], [said('b'), said('c')]);
  expect(await model.ask(REQUEST)).toMatchObject({ model: 'm2' });
  clock.advance(31_000);
  expect(await model.ask(REQUEST)).toMatchObject({ model: 'm2' });
  clock.advance(90_000);
  expect(await model.ask(REQUEST)).toMatchObject({ model: 'm1' });
});

test('when all rest, all are asked; one that may pass speaks for those that were denied', async () => {
  const { model, asked } = world([denied, denied], [throttled, throttled]);
  expect(await model.ask(REQUEST)).toEqual(throttled);
  expect(await model.ask(REQUEST)).toEqual(throttled);
  expect(asked()).toEqual([2, 2]);
  expect(await world([denied], [denied]).model.ask(REQUEST)).toEqual(denied);
});

test('a refused request is not asked elsewhere, and no call is begun without time for it', async () => {
  const refused: ModelOutcome = { kind: 'invalid', message: 'bad' };
  const first = world([refused], []);
  expect(await first.model.ask(REQUEST)).toEqual(refused);
  const late = world(
    [
      () => {
        late.clock.advance(58_000);
        return { kind: 'unavailable', message: 'timed out' };
      },
    ],
    [],
  );
  expect(await late.model.ask(REQUEST)).toMatchObject({ kind: 'unavailable' });
  expect(late.asked()).toEqual([1, 0]);
});

test('the second gets what is left of the time', async () => {
  const one = world(
    [
      () => {
        one.clock.advance(20_000);
        return throttled;
      },
    ],
    [said('b')],
  );
  await one.model.ask(REQUEST);
  expect(one.models[1]?.requests[0]?.timeoutMs).toBe(40_000);
});

test("an agent's own list is kept to, within the role's", async () => {
  const { model, asked } = world([], [said('b')], []);
  expect(await model.ask({ ...REQUEST, models: ['m2', 'm1'] })).toMatchObject({ model: 'm2' });
  expect(await model.ask({ ...REQUEST, models: ['m2', 'other'] })).toEqual({
    kind: 'denied',
    code: 'MODEL_NOT_OFFERED',
    message: expect.stringMatching(/"other" is not one of this deployment's \("m1", "m2", "m3"\): add it to MODEL_AGENT/u),
  });
  expect(asked()).toEqual([0, 1, 0]);
});

describe('over the real client', () => {
  test('a model that is throttled is repeated once by the client, then the next answers', async () => {
    const seen: string[] = [];
    await using served = await serveModel({
      answer: (modelId) => (
        seen.push(modelId),
        modelId === 'busy' ? { failure: 'ThrottlingException', message: 'slow down' } : { content: [{ text: 'here' }] }
      ),
    });
    const connection = { endpoint: served.url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
    const clients: ReturnType<typeof createBedrockClient>[] = [];
    const client = () => {
      const made = createBedrockClient(connection);
      clients.push(made);
      return made;
    };
    const model = createFallbackModel(
      parseModelReferences('busy, bedrock:free').map(({ id, name }) => ({ id, model: createBedrockModel(client(), modelSettings({}, name), () => undefined) })),
      { now: () => Date.now() },
      () => undefined,
    );
    expect(await model.ask(REQUEST)).toMatchObject({ kind: 'answered', model: 'free' });
    expect(seen).toEqual(['busy', 'busy', 'free']);
    for (const made of clients) made.destroy();
  });
});

test('a reference is a provider and a name; ids of Bedrock keep their colons', () => {
  expect(parseModelReferences('us.anthropic.claude-sonnet-4-5-20250929-v1:0,ollama:qwen3:8b,openai:gpt-x')).toEqual([
    { provider: 'bedrock', name: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0', id: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0' },
    { provider: 'ollama', name: 'qwen3:8b', id: 'ollama:qwen3:8b' },
    { provider: 'openai', name: 'gpt-x', id: 'openai:gpt-x' },
  ]);
  expect(parseModelReferences('replay:/a,b.jsonl')).toEqual([{ provider: 'replay', name: '/a,b.jsonl', id: 'replay:/a,b.jsonl' }]);
  expect(() => parseModelReferences('ollama:')).toThrow('names nothing');
});
