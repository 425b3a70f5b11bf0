import { describe, expect, test } from 'vitest';
import { createBedrockModel } from '../../../handlers/adapters/aws/bedrock-model.ts';
import { toOutcome } from '../../../handlers/adapters/aws/converse-answer.ts';
import { toConverseRequest } from '../../../handlers/adapters/aws/converse-request.ts';
import { modelSettings, type ModelSettings } from '../../../handlers/adapters/aws/model-settings.ts';
import { toModelFailure } from '../../../handlers/adapters/aws/model-failure.ts';
import { fromOpaque, toOpaque } from '../../../handlers/adapters/aws/opaque-block.ts';
import { listPriceOf as priceOf, pricesAsOf } from '../../../handlers/adapters/aws/prices.ts';
import { RecordingTelemetry } from '../../../handlers/adapters/memory/telemetry.ts';
import type { ModelOutcome, ModelRequest } from '../../../handlers/shell/ports.ts';
import type { Reply } from '../../../infra/local/bedrock/converse-model.ts';
import type { ConverseRequest } from '../../../infra/local/bedrock/converse-request.ts';
import { serveModel } from '../../local/bedrock/served-model.ts';

const SETTINGS: ModelSettings = { modelId: 'us.anthropic.claude-haiku-4-5-20251001-v1:0', cache: { system: false, tools: false } };

const TURN: ModelRequest = {
  system: 'You are a supervisor.',
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'add 1 and 2' },
        { type: 'text', text: ' \n ' },
      ],
    },
    {
      role: 'assistant',
      content: [
        { type: 'opaque', value: { reasoningContent: { reasoningText: { text: 'hm', signature: 'sig' } } } },
        { type: 'text', text: 'I add.' },
        { type: 'toolUse', toolUseId: 't1', name: 'calculator', input: { expression: '1+2' } },
        { type: 'toolUse', toolUseId: 't2', name: 'calculator', input: undefined },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'toolResult', toolUseId: 't1', status: 'success', text: '{"result":3}' },
        { type: 'toolResult', toolUseId: 't2', status: 'error', text: 'INVALID_INPUT: no expression' },
      ],
    },
  ],
  tools: [{ name: 'calculator', description: 'Calculates', inputSchema: { type: 'object' } }],
  maxTokens: 512,
  timeoutMs: 5_000,
};

async function ask(
  reply: Reply,
  request: ModelRequest = TURN,
  settings = SETTINGS,
): Promise<{ readonly outcome: ModelOutcome; readonly seen: readonly ConverseRequest[] }> {
  const seen: ConverseRequest[] = [];
  await using served = await serveModel({ answer: (_modelId, converse) => (seen.push(converse), reply) });
  return { outcome: await createBedrockModel(served.client, settings, () => undefined).ask(request), seen };
}

describe('request', () => {
  test('is what the strict endpoint accepts, blank text left out, results as json or text', async () => {
    const { outcome, seen } = await ask({ content: [{ text: 'Three.' }] });
    expect(outcome.kind).toBe('answered');
    expect(seen[0]).toMatchObject({
      system: [{ text: 'You are a supervisor.' }],
      inferenceConfig: { maxTokens: 512 },
      toolConfig: {
        tools: [{ toolSpec: { name: 'calculator', description: 'Calculates', inputSchema: { json: { type: 'object' } } } }],
        toolChoice: { auto: {} },
      },
      messages: [
        { role: 'user', content: [{ text: 'add 1 and 2' }] },
        {
          role: 'assistant',
          content: [
            { reasoningContent: { reasoningText: { text: 'hm', signature: 'sig' } } },
            { text: 'I add.' },
            { toolUse: { toolUseId: 't1', name: 'calculator', input: { expression: '1+2' } } },
            { toolUse: { toolUseId: 't2', name: 'calculator', input: {} } },
          ],
        },
        {
          role: 'user',
          content: [
            { toolResult: { toolUseId: 't1', status: 'success', content: [{ json: { result: 3 } }] } },
            { toolResult: { toolUseId: 't2', status: 'error', content: [{ text: 'INVALID_INPUT: no expression' }] } },
          ],
        },
      ],
    });
  });

  test('sends no temperature, cache point, tools or system unless there is one', () => {
    expect(
      toConverseRequest(SETTINGS, { system: ' ', messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }], maxTokens: 9, timeoutMs: 1 }),
    ).toEqual({
      modelId: SETTINGS.modelId,
      messages: [{ role: 'user', content: [{ text: 'hi' }] }],
      inferenceConfig: { maxTokens: 9 },
    });
  });

  test('sends temperature, cache points and guardrail where configured, and the endpoint accepts them', async () => {
    const { outcome, seen } = await ask({ content: [{ text: 'x' }] }, TURN, {
      ...SETTINGS,
      temperature: 0.2,
      cache: { system: true, tools: true },
      guardrail: { id: 'gr1', version: '2' },
    });
    expect(outcome.kind).toBe('answered');
    expect(seen[0]).toMatchObject({
      inferenceConfig: { maxTokens: 512, temperature: 0.2 },
      guardrailConfig: { guardrailIdentifier: 'gr1', guardrailVersion: '2' },
      system: [{}, { cachePoint: { type: 'default' } }],
      toolConfig: { tools: [{}, { cachePoint: { type: 'default' } }] },
    });
  });

  test.each([
    ['a number that would lose digits', '{"n":12345678901234567890}'],
    ['a list', '[1,2]'],
    ['a text that was cut', '{"a":"…'],
    ['a key that would change places', '{"b":1,"1":2}'],
  ])('a result with %s stays text', (_what, text) => {
    const { messages } = toConverseRequest(SETTINGS, {
      ...TURN,
      messages: [{ role: 'user', content: [{ type: 'toolResult', toolUseId: 't', status: 'success', text }] }],
    });
    expect(messages?.[0]?.content).toEqual([{ toolResult: { toolUseId: 't', status: 'success', content: [{ text }] } }]);
  });

  test('half characters are replaced: services refuse the whole request over them', () => {
    const request = toConverseRequest(SETTINGS, {
      ...TURN,
      system: 'system \ud83d',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'text \ud83d' },
            { type: 'toolResult', toolUseId: 'a', status: 'success', text: 'cut \ud83d' },
            { type: 'toolResult', toolUseId: 'b', status: 'success', text: JSON.stringify({ cut: '\ud83d', whole: '😀' }) },
          ],
        },
      ],
    });
    expect(JSON.stringify(request)).not.toMatch(/\\ud[89a-f]/);
    expect(request.messages?.[0]?.content?.[2]).toEqual({
      toolResult: { toolUseId: 'b', status: 'success', content: [{ json: { cut: '\ufffd', whole: '😀' } }] },
    });
  });

  test('a message or result without any text says so, since the service refuses both', async () => {
    const { outcome } = await ask({ content: [{ text: 'x' }] }, { ...TURN, messages: [{ role: 'user', content: [{ type: 'text', text: '  ' }] }] });
    expect(outcome.kind).toBe('answered');
    const { messages } = toConverseRequest(SETTINGS, {
      ...TURN,
      messages: [{ role: 'user', content: [{ type: 'toolResult', toolUseId: 't', status: 'success', text: ' ' }] }],
    });
    expect(messages?.[0]?.content).toEqual([{ toolResult: { toolUseId: 't', status: 'success', content: [{ text: '(empty)' }] } }]);
  });
});

describe('answer', () => {
  test('is content, stop reason, tokens and cost; input tokens include those of the cache', async () => {
    const { outcome } = await ask({
      content: [
        { reasoningContent: { reasoningText: { text: 'hm' } } },
        { text: 'I add.' },
        { toolUse: { toolUseId: 't9', name: 'calculator', input: { expression: '2' } } },
      ],
      usage: { inputTokens: 1_000, outputTokens: 100, cacheReadInputTokens: 2_000, cacheWriteInputTokens: 400 },
    });
    expect(outcome).toEqual({
      kind: 'answered',
      content: [
        { type: 'opaque', value: { reasoningContent: { reasoningText: { text: 'hm' } } } },
        { type: 'text', text: 'I add.' },
        { type: 'toolUse', toolUseId: 't9', name: 'calculator', input: { expression: '2' } },
      ],
      model: SETTINGS.modelId,
      stopReason: 'tool_use',
      usage: {
        inputTokens: 3_400,
        outputTokens: 100,
        cachedTokens: 2_000,
        costUsd: expect.closeTo((1_000 * 1 + 100 * 5 + 2_000 * 0.1 + 400 * 1.25) * 1.1 * 1e-6, 10),
      },
    });
  });

  test.each([
    'end_turn',
    'stop_sequence',
    'max_tokens',
    'guardrail_intervened',
    'content_filtered',
    'malformed_model_output',
    'malformed_tool_use',
    'model_context_window_exceeded',
  ] as const)('the stop reason %s is passed on', async (stopReason) => {
    expect((await ask({ content: [{ text: 'x' }], stopReason })).outcome).toMatchObject({ kind: 'answered', stopReason });
  });

  test('a stop reason that is not known ends the turn, and an answer without a message is malformed', () => {
    const about = { $metadata: {}, usage: undefined, metrics: undefined };
    expect(
      toOutcome({ ...about, stopReason: 'pondering' as never, output: { message: { role: 'assistant', content: [{ text: 'x' }] } } }, undefined),
    ).toMatchObject({ stopReason: 'end_turn' });
    expect(toOutcome({ ...about, stopReason: 'pondering' as never, output: undefined }, undefined)).toMatchObject({
      stopReason: 'malformed_model_output',
      content: [],
    });
  });

  const said = (content: readonly unknown[], stopReason: string) =>
    toOutcome(
      {
        $metadata: {},
        usage: undefined,
        metrics: undefined,
        stopReason: stopReason as never,
        output: { message: { role: 'assistant', content: content as never } },
      },
      undefined,
    );

  test.each<readonly [what: string, content: readonly unknown[], stopReason: string, outcome: object]>([
    ['text in several blocks', [{ text: 'One.' }, { text: 'Two.' }], 'end_turn', { content: [{ text: 'One.' }, { text: 'Two.' }], stopReason: 'end_turn' }],
    ['blank text, which is refused when it is sent back', [{ text: ' ' }, { text: '' }], 'end_turn', { content: [], stopReason: 'end_turn' }],
    ['nothing', [], 'end_turn', { content: [], stopReason: 'end_turn' }],
    [
      'cited text',
      [{ citationsContent: { content: [{ text: 'It is ' }, { text: 'three.' }], citations: [{ title: 'a.pdf' }] } }],
      'end_turn',
      { content: [{ type: 'text', text: 'It is three.' }], stopReason: 'end_turn' },
    ],
    [
      'an input as text (Llama)',
      [{ toolUse: { toolUseId: 'a', name: 'c', input: '{"n":1}' } }],
      'tool_use',
      { content: [{ input: { n: 1 } }], stopReason: 'tool_use' },
    ],
    ['an empty input', [{ toolUse: { toolUseId: 'a', name: 'c', input: '' } }], 'tool_use', { content: [{ input: {} }], stopReason: 'tool_use' }],
    ['an input that is no JSON', [{ toolUse: { toolUseId: 'a', name: 'c', input: '{"n":' } }], 'tool_use', { content: [], stopReason: 'malformed_tool_use' }],
    ['an input that is a list', [{ toolUse: { toolUseId: 'a', name: 'c', input: [1] } }], 'end_turn', { content: [], stopReason: 'malformed_tool_use' }],
    ['a use without a name', [{ text: 'x' }, { toolUse: { toolUseId: 'a', input: {} } }], 'tool_use', { stopReason: 'malformed_tool_use' }],
    ['a use that was cut', [{ toolUse: { toolUseId: 'a', name: 'c', input: '{"n":' } }], 'max_tokens', { stopReason: 'max_tokens' }],
    [
      'a use beside the end of the turn',
      [{ toolUse: { toolUseId: 'a', name: 'c', input: {} } }],
      'end_turn',
      { content: [{ name: 'c' }], stopReason: 'tool_use' },
    ],
    ['a kind of block that is not known', [{ $unknown: ['hologram', {}] }, { text: 'x' }], 'end_turn', { content: [{ text: 'x' }], stopReason: 'end_turn' }],
  ])('of %s is read', (_what, content, stopReason, outcome) => {
    expect(said(content, stopReason)).toMatchObject(outcome);
  });

  test('ids of other providers that the service refuses are changed alike in use and result, and stay apart', () => {
    const ids = ['call|1', 'call/1', 'x'.repeat(80), 'functions.calculator:0', 'call_1'];
    const { messages } = toConverseRequest(SETTINGS, {
      ...TURN,
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'go' }] },
        { role: 'assistant', content: ids.map((toolUseId) => ({ type: 'toolUse', toolUseId, name: 'calculator', input: {} })) },
        { role: 'user', content: ids.map((toolUseId) => ({ type: 'toolResult', toolUseId, status: 'success', text: '3' })) },
      ],
    });
    const used = messages?.[1]?.content?.map(({ toolUse }) => toolUse?.toolUseId ?? '') ?? [];
    expect(used).toEqual(messages?.[2]?.content?.map(({ toolResult }) => toolResult?.toolUseId));
    expect(new Set(used).size).toBe(ids.length);
    expect(used.filter((id) => !/^[\w.:-]{1,64}$/u.test(id))).toEqual([]);
    expect(used.slice(3)).toEqual(ids.slice(3));
  });

  test('redacted reasoning comes back byte for byte after it was stored as JSON', () => {
    const block = { reasoningContent: { redactedContent: new Uint8Array([0, 1, 254, 255]), nested: [{ bytes: new Uint8Array([7]) }] } };
    expect(fromOpaque(JSON.parse(JSON.stringify(toOpaque(block))))).toEqual(block);
  });
});

describe('failure', () => {
  test.each([
    ['ThrottlingException', 'throttled'],
    ['ServiceUnavailableException', 'throttled'],
    ['ModelNotReadyException', 'throttled'],
    ['ServiceQuotaExceededException', 'throttled'],
    ['ModelStreamErrorException', 'unavailable'],
    ['ConflictException', 'unavailable'],
    ['ValidationException', 'invalid'],
    ['AccessDeniedException', 'denied'],
    ['ResourceNotFoundException', 'denied'],
    ['ModelTimeoutException', 'unavailable'],
    ['ModelErrorException', 'unavailable'],
    ['InternalServerException', 'unavailable'],
  ] as const)('%s is %s', async (failure, kind) => {
    expect((await ask({ failure, message: 'scripted' })).outcome).toMatchObject({ kind, message: expect.stringContaining('scripted') });
  });

  test('a connection that breaks, and an answer that does not come in time, are unavailable', async () => {
    expect((await ask({ failure: 'disconnect', message: '' })).outcome.kind).toBe('unavailable');
    await using served = await serveModel({ answer: () => new Promise((resolve) => setTimeout(resolve, 400, { content: [{ text: 'late' }] })) });
    expect(await createBedrockModel(served.client, SETTINGS, () => undefined).ask({ ...TURN, timeoutMs: 50 })).toMatchObject({ kind: 'unavailable' });
  });

  test('says what to do where a person has to', () => {
    const failed = (name: string, message: string, more: object = {}) =>
      toModelFailure(Object.assign(new Error(message), { name, ...more }), { modelId: 'us.some.model', region: 'eu-west-1' });
    expect(failed('AccessDeniedException', 'no')).toMatchObject({
      code: 'MODEL_ACCESS',
      message: expect.stringMatching(/"us.some.model".*enable it.*bedrock:InvokeModel/u),
    });
    const wrongRegion = { kind: 'denied', code: 'MODEL_UNKNOWN', message: expect.stringMatching(/in eu-west-1 .*"eu.some.model" or "global.some.model"/u) };
    expect(failed('ResourceNotFoundException', 'no')).toMatchObject(wrongRegion);
    expect(failed('ValidationException', 'The provided model identifier is invalid.')).toMatchObject(wrongRegion);
    expect(failed('ValidationException', 'Invocation of model ID x with on-demand throughput isn’t supported.')).toMatchObject(wrongRegion);
    expect(failed('Error', 'Region is missing')).toMatchObject({ kind: 'denied', message: expect.stringContaining('AWS_REGION') });
    expect(failed('Odd', 'slow down', { $metadata: { httpStatusCode: 429 } }).kind).toBe('throttled');
    expect(toModelFailure('odd', { modelId: 'm' })).toEqual({ kind: 'unavailable', message: 'odd' });
  });

  test.each<readonly [name: string, message: string, outcome: object]>([
    [
      'ValidationException',
      'input length and `max_tokens` exceed context limit: 199000 + 2048 > 200000, decrease input length',
      { stopReason: 'model_context_window_exceeded' },
    ],
    [
      'ValidationException',
      'The model returned the following errors: Input Tokens Exceeded: Number of input tokens exceeds maximum length.',
      { stopReason: 'model_context_window_exceeded' },
    ],
    [
      'ValidationException',
      "This model's maximum context length is 131072 tokens. Please reduce the length of the prompt",
      { stopReason: 'model_context_window_exceeded' },
    ],
    [
      'ValidationException',
      'The model returned the following errors: prompt is too long: 200049 tokens > 200000 maximum',
      { stopReason: 'model_context_window_exceeded' },
    ],
    ['ValidationException', 'The maximum tokens you requested exceeds the model limit of 4096.', { kind: 'invalid' }],
    [
      'ValidationException',
      "This model doesn't support tool use.",
      { kind: 'denied', code: 'MODEL_WITHOUT_TOOLS', message: expect.stringContaining('choose one that does') },
    ],
    ['ValidationException', "This model doesn't support tool use in streaming mode.", { kind: 'denied', code: 'MODEL_WITHOUT_TOOLS' }],
    ['ValidationException', 'Operation not allowed', { kind: 'denied', code: 'MODEL_ACCESS' }],
    [
      'ResourceNotFoundException',
      'Model use case details have not been submitted for this account.',
      { kind: 'denied', code: 'MODEL_ACCESS', message: expect.stringContaining('Bedrock console') },
    ],
    ['ResourceNotFoundException', 'This model version has reached the end of its life.', { kind: 'denied', code: 'MODEL_UNKNOWN' }],
    [
      'AccessDeniedException',
      'You invoked an unsupported model or your request did not allow prompt caching.',
      { kind: 'denied', code: 'MODEL_ACCESS', message: expect.stringContaining('MODEL_CACHE=off') },
    ],
    ['ThrottlingException', 'Too many tokens, please wait before trying again.', { kind: 'throttled' }],
  ])('%s "%s" is what it says', (name, message, outcome) => {
    expect(toModelFailure(Object.assign(new Error(message), { name }), { modelId: 'us.some.model', region: 'eu-west-1' })).toMatchObject(outcome);
  });

  test('a status says what a name does not', () => {
    const failed = (httpStatusCode: number) =>
      toModelFailure(Object.assign(new Error('odd'), { name: 'Unknown', $metadata: { httpStatusCode } }), { modelId: 'm' });
    expect([403, 413, 429, 500].map((status) => failed(status).kind)).toEqual(['denied', 'answered', 'throttled', 'unavailable']);
  });

  test('a model that refuses the thoughts of earlier turns is asked without them, and from then on at once', async () => {
    const seen: boolean[] = [];
    await using served = await serveModel({
      answer: (_modelId, converse) => {
        const thoughts = JSON.stringify(converse.messages).includes('reasoningContent');
        seen.push(thoughts);
        return thoughts
          ? { failure: 'ValidationException', message: 'User messages cannot contain reasoning content. Please remove the reasoning content and try again.' }
          : { content: [{ text: 'Three.' }] };
      },
    });
    const model = createBedrockModel(served.client, SETTINGS, () => undefined);
    for (let n = 0; n < 2; n++) expect(await model.ask(TURN)).toMatchObject({ kind: 'answered', stopReason: 'end_turn' });
    expect(seen).toEqual([true, false, false]);
  });

  test('another refusal is not asked again', async () => {
    const { outcome, seen } = await ask({ failure: 'ValidationException', message: 'The toolConfig field must be defined.' });
    expect([outcome.kind, seen.length]).toEqual(['invalid', 1]);
  });

  test('a request that is too long for the model is an answer that says so, so that the conversation is shortened', async () => {
    const long = { ...TURN, messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'x'.repeat(900_000) }] }] };
    expect((await ask({ content: [{ text: 'never' }] }, long)).outcome).toMatchObject({
      kind: 'answered',
      stopReason: 'model_context_window_exceeded',
      content: [],
    });
  });
});

describe('prices and settings', () => {
  test('a model is found by id, profile and ARN; regional profiles of newer models cost a tenth more', () => {
    expect(priceOf('anthropic.claude-3-5-sonnet-20241022-v2:0')).toMatchObject({ input: 3, output: 15 });
    expect(priceOf('global.anthropic.claude-sonnet-4-5-20250929-v1:0')).toMatchObject({ input: 3, output: 15 });
    expect(priceOf('eu.anthropic.claude-sonnet-4-5-20250929-v1:0')?.input).toBeCloseTo(3.3);
    expect(priceOf('anthropic.claude-opus-4-20250514-v1:0')).toMatchObject({ input: 15, output: 75 });
    expect(priceOf('anthropic.claude-opus-4-6-v1')?.output).toBeCloseTo(27.5);
    expect(priceOf('arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-pro-v1:0')).toMatchObject({ input: 0.8, cacheRead: 0.2 });
    expect(priceOf('amazon.nova-2-lite-v1:0')?.input).toBeCloseTo(0.33);
    expect(priceOf('global.anthropic.claude-opus-5-5')?.cacheRead).toBeCloseTo(0.2);
    expect(priceOf('anthropic.claude-sonnet-4-5-20250929-v1:0:200k')?.cacheWrite).toBeCloseTo(3.75 * 1.1);
    expect(priceOf('acme.unheard-of')).toBeUndefined();
    expect(priceOf('us.anthropic.claude-sonnet-5-9'), 'a newer model of a known family').toBeUndefined();
    expect(pricesAsOf).toMatch(/^20\d\d-\d\d-\d\d$/u);
  });

  test('the cost of a model without a price is unknown, never 0, and told of once', async () => {
    const telemetry = new RecordingTelemetry();
    await using served = await serveModel({ answer: () => ({ content: [{ text: 'x' }] }) });
    const model = createBedrockModel(served.client, { ...SETTINGS, modelId: 'acme.unheard-of' }, telemetry.log);
    for (let n = 0; n < 3; n++) {
      const outcome = await model.ask(TURN);
      expect(outcome.kind === 'answered' && 'costUsd' in outcome.usage).toBe(false);
    }
    expect(telemetry.lines.map(({ fields }) => fields['code'])).toEqual(['MODEL_PRICE_UNKNOWN']);
  });

  test('settings come from the environment, and a wrong temperature is named', () => {
    expect(modelSettings({}, 'm')).toEqual({ modelId: 'm', cache: { system: false, tools: false } });
    expect(modelSettings({ MODEL_TEMPERATURE: '0', MODEL_CACHE: 'on', MODEL_GUARDRAIL: 'arn:aws:bedrock:us-east-1:1:guardrail/gr1:DRAFT' }, 'm')).toEqual({
      modelId: 'm',
      cache: { system: true, tools: true },
      temperature: 0,
      guardrail: { id: 'arn:aws:bedrock:us-east-1:1:guardrail/gr1', version: 'DRAFT' },
    });
    expect(() => modelSettings({ MODEL_TEMPERATURE: 'hot' }, 'm')).toThrow('"MODEL_TEMPERATURE" is "hot"');
    expect(() => modelSettings({ MODEL_CACHE: 'yes' }, 'm')).toThrow('"MODEL_CACHE" is "yes"');
    expect(() => modelSettings({ MODEL_GUARDRAIL: 'gr1' }, 'm')).toThrow('"MODEL_GUARDRAIL" is "gr1"');
  });

  test('cache points stand where the model is known to take them, unless switched off', () => {
    expect(modelSettings({}, 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0').cache).toEqual({ system: true, tools: true });
    expect(modelSettings({}, 'anthropic.claude-3-5-sonnet-20241022-v2:0').cache).toEqual({ system: false, tools: false });
    expect(modelSettings({ MODEL_CACHE: 'on' }, 'us.amazon.nova-pro-v1:0').cache).toEqual({ system: true, tools: false });
    expect(modelSettings({ MODEL_CACHE: 'off' }, 'us.amazon.nova-pro-v1:0').cache).toEqual({ system: false, tools: false });
  });
});
