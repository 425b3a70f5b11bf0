/** The OpenAI adapter against a strict server, with the real client. */
import { describe, expect, test } from 'vitest';
import { connectionOf, type Connection } from '../../../handlers/adapters/openai/connection.ts';
import { createOpenAiModel } from '../../../handlers/adapters/openai/openai-model.ts';
import type { ModelOutcome, ModelRequest } from '../../../handlers/shell/ports.ts';
import { ChatError, type ChatRequest } from '../../local/openai/chat-request.ts';
import { startChatServer, type ChatReply } from '../../local/openai/chat-server.ts';

const TURN: ModelRequest = {
  system: 'You are a supervisor.',
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'add' },
        { type: 'text', text: ' \n' },
        { type: 'opaque', value: { image: { format: 'png' } } },
      ],
    },
    {
      role: 'assistant',
      content: [
        { type: 'opaque', value: { reasoningContent: { reasoningText: { text: 'hm' } } } },
        { type: 'toolUse', toolUseId: 't1', name: 'calculator', input: { expression: '1+2' } },
        { type: 'toolUse', toolUseId: 't2', name: 'calculator', input: undefined },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'toolResult', toolUseId: 't1', status: 'success', text: '{"result":3}' },
        { type: 'text', text: 'go on' },
        { type: 'toolResult', toolUseId: 't2', status: 'error', text: 'INVALID_INPUT: no expression' },
      ],
    },
  ],
  tools: [{ name: 'calculator', description: 'Calculates', inputSchema: { type: 'object' } }],
  maxTokens: 512,
  timeoutMs: 5_000,
};

async function ask(
  reply: ChatReply | (() => never),
  request: ModelRequest = TURN,
  over: Partial<Connection> & { readonly model?: string } = {},
): Promise<{ readonly outcome: ModelOutcome; readonly seen: readonly ChatRequest[]; readonly keys: readonly string[] }> {
  await using server = await startChatServer(() => (typeof reply === 'function' ? reply() : reply));
  const { model = 'small', ...connection } = over;
  const asked = createOpenAiModel({ provider: 'openai', baseUrl: server.url, apiKey: 'sk-test-0123456789abcdef', ...connection }, { model });
  return { outcome: await asked.ask(request), seen: server.requests, keys: server.keys };
}

describe('request', () => {
  test('is what the strict server accepts: results right after their calls, reasoning gone, a picture named', async () => {
    const { outcome, seen, keys } = await ask({ text: 'Three.' });
    expect(outcome.kind).toBe('answered');
    expect(seen).toEqual([
      {
        model: 'small',
        stream: true,
        stream_options: { include_usage: true },
        max_tokens: 512,
        messages: [
          { role: 'system', content: 'You are a supervisor.' },
          { role: 'user', content: 'add\n(a picture was left out: this model is asked in text only)' },
          {
            role: 'assistant',
            content: null,
            tool_calls: [
              { id: 't1', type: 'function', function: { name: 'calculator', arguments: '{"expression":"1+2"}' } },
              { id: 't2', type: 'function', function: { name: 'calculator', arguments: '{}' } },
            ],
          },
          { role: 'tool', tool_call_id: 't1', content: '{"result":3}' },
          { role: 'tool', tool_call_id: 't2', content: '[ERROR] INVALID_INPUT: no expression' },
          { role: 'user', content: 'go on' },
        ],
        tools: [{ type: 'function', function: { name: 'calculator', description: 'Calculates', parameters: { type: 'object' } } }],
        tool_choice: 'auto',
      },
    ]);
    expect(keys).toEqual(['Bearer sk-test-0123456789abcdef']);
  });

  test('without tools, system or text is accepted too', async () => {
    const { outcome, seen } = await ask({ text: 'x' }, { system: ' ', messages: [{ role: 'user', content: [] }], maxTokens: 9, timeoutMs: 5_000 });
    expect(outcome.kind).toBe('answered');
    expect(seen).toEqual([
      { model: 'small', stream: true, stream_options: { include_usage: true }, max_tokens: 9, messages: [{ role: 'user', content: '(empty)' }] },
    ]);
  });
});

describe('answer', () => {
  test('puts the interleaved pieces of parallel calls together, with text and usage', async () => {
    const { outcome } = await ask({
      text: 'Both at once.',
      calls: [
        { id: 'c1', name: 'calculator', arguments: '{"expression":"17 % of 2340"}' },
        { id: 'c2', name: 'unit-converter', arguments: '{"value":26.2,"from":"mi","to":"km"}' },
        { id: 'c3', name: 'nothing', arguments: '' },
      ],
      usage: { prompt_tokens: 100, completion_tokens: 20, cached: 64 },
    });
    expect(outcome).toEqual({
      kind: 'answered',
      content: [
        { type: 'text', text: 'Both at once.' },
        { type: 'toolUse', toolUseId: 'c1', name: 'calculator', input: { expression: '17 % of 2340' } },
        { type: 'toolUse', toolUseId: 'c2', name: 'unit-converter', input: { value: 26.2, from: 'mi', to: 'km' } },
        { type: 'toolUse', toolUseId: 'c3', name: 'nothing', input: {} },
      ],
      stopReason: 'tool_use',
      usage: { inputTokens: 100, outputTokens: 20, cachedTokens: 64 },
    });
  });

  test.each([
    ['stop', { text: 'x', finish: 'stop' }, 'end_turn'],
    ['stop beside a call', { calls: [{ id: 'c', name: 'a', arguments: '{}' }], finish: 'stop' }, 'tool_use'],
    ['length', { text: 'x', finish: 'length' }, 'max_tokens'],
    ['length within a call', { calls: [{ id: 'c', name: 'a', arguments: '{"x":' }], finish: 'length' }, 'max_tokens'],
    ['content_filter', { text: 'x', finish: 'content_filter' }, 'content_filtered'],
    ['a refusal', { refusal: 'I cannot help with that.' }, 'content_filtered'],
    ['arguments that are no JSON', { calls: [{ id: 'c', name: 'a', arguments: '{"x":' }] }, 'malformed_tool_use'],
    ['arguments that are no object', { calls: [{ id: 'c', name: 'a', arguments: '[1]' }] }, 'malformed_tool_use'],
    ['a reason that is not known', { text: 'x', finish: 'pondering' }, 'end_turn'],
  ] as const)('with %s has the stop reason that the protocol knows', async (_what, reply, stopReason) => {
    expect((await ask(reply)).outcome).toMatchObject({ kind: 'answered', stopReason });
  });
});

describe('a server that is less exact', () => {
  const chunk = (delta: object, finish_reason: string | null = null) => ({
    id: 'c',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'small',
    choices: [{ index: 0, delta, finish_reason }],
  });
  const call = (index: number, id: object, text: string) =>
    chunk({ tool_calls: [{ index, ...id, type: 'function', function: { name: 'calculator', arguments: text } }] });

  test('and names no ids has its calls told apart all the same', async () => {
    const { outcome } = await ask({
      chunks: [
        chunk({ role: 'assistant', content: null }),
        call(0, {}, '{"expression":"1"}'),
        call(1, { id: '' }, '{"expression":"2"}'),
        chunk({}, 'tool_calls'),
      ],
    });
    const ids = outcome.kind === 'answered' ? outcome.content.flatMap((block) => (block.type === 'toolUse' ? [block.toolUseId] : [])) : [];
    expect(ids).toEqual([expect.stringMatching(/\S/u), expect.stringMatching(/\S/u)]);
    expect(new Set(ids).size).toBe(2);
  });

  test('and counts no tokens is estimated, so that a token budget holds it', async () => {
    const { outcome } = await ask({ chunks: [chunk({ role: 'assistant', content: 'Three it is, as 1 and 2 are added.' }), chunk({}, 'stop')] });
    expect(outcome).toMatchObject({ kind: 'answered', stopReason: 'end_turn' });
    const { inputTokens, outputTokens } = outcome.kind === 'answered' ? outcome.usage : { inputTokens: 0, outputTokens: 0 };
    expect(inputTokens).toBeGreaterThan(100);
    expect(outputTokens).toBeGreaterThan(8);
  });

  test.each([
    ['reports an error in mid-stream', [chunk({ role: 'assistant', content: 'Thr' }), { error: { message: 'the worker died', code: 500 } }], 'unavailable'],
    ['is too busy in mid-stream', [chunk({ role: 'assistant', content: 'T' }), { error: { message: 'slow down', code: 'rate_limit_exceeded' } }], 'throttled'],
    ['ends without saying why', [chunk({ role: 'assistant', content: 'Thr' })], 'unavailable'],
    ['sends nothing', [], 'unavailable'],
  ])('and %s gave no answer', async (_what, chunks, kind) => {
    expect((await ask({ chunks })).outcome).toMatchObject({ kind });
  });
});

test("a model's thoughts before its answer are no part of it", async () => {
  expect((await ask({ text: '<think>\nLet me see: 1 + 2.\n</think>\n\nThree.' })).outcome).toMatchObject({ content: [{ type: 'text', text: 'Three.' }] });
});

describe('failure', () => {
  const refuse =
    (status: number, message: string, code: string | null = null, headers = {}) =>
    () => {
      throw new ChatError(status, message, code, headers);
    };
  test.each([
    ['429 with Retry-After', refuse(429, 'slow down', 'rate_limit_exceeded', { 'retry-after': '7' }), { kind: 'throttled', retryAfterMs: 7_000 }],
    ['429 without', refuse(429, 'slow down'), { kind: 'throttled' }],
    ['an empty account', refuse(429, 'You exceeded your current quota', 'insufficient_quota'), { kind: 'denied', code: 'MODEL_ACCESS' }],
    ['an overloaded server', refuse(503, 'loading model'), { kind: 'throttled' }],
    ['500', refuse(500, 'boom'), { kind: 'unavailable' }],
    ['502', refuse(502, 'bad gateway'), { kind: 'unavailable' }],
    ['a wrong key', refuse(401, 'Incorrect API key provided: sk-test-***********cdef', 'invalid_api_key'), { kind: 'denied', code: 'MODEL_ACCESS' }],
    ['a refused request', refuse(400, "Invalid 'tools': nope"), { kind: 'invalid' }],
    [
      'a context that is too long',
      refuse(400, 'This model’s maximum context length is 8192 tokens', 'context_length_exceeded'),
      { kind: 'answered', stopReason: 'model_context_window_exceeded' },
    ],
    [
      'the same from llama.cpp',
      refuse(400, 'the request exceeds the available context size'),
      { kind: 'answered', stopReason: 'model_context_window_exceeded' },
    ],
  ])('%s', async (_what, reply, outcome) => {
    expect((await ask(reply)).outcome).toMatchObject(outcome);
  });

  test('a stream that breaks off, and one that does not come in time, are unavailable', async () => {
    expect((await ask({ cutAfter: 3, answer: { text: 'This breaks off somewhere.' } })).outcome.kind).toBe('unavailable');
    expect((await ask({ silent: true }, { ...TURN, timeoutMs: 100 })).outcome).toEqual({ kind: 'unavailable', message: 'the model did not answer in time' });
  });

  test('says what to do where a person has to, and never the key', async () => {
    const wrong = (await ask(refuse(401, 'Incorrect API key provided: sk-test-0123456789abcdef'))).outcome;
    expect(wrong).toMatchObject({ message: expect.stringContaining('OPENAI_API_KEY') });
    expect(JSON.stringify(wrong)).not.toContain('0123456789abcdef');
    expect((await ask({ text: 'x' }, TURN, { provider: 'ollama', model: 'big' })).outcome).toMatchObject({
      kind: 'denied',
      code: 'MODEL_UNKNOWN',
      message: expect.stringContaining('ollama pull big'),
    });
    const server = await startChatServer(() => ({ text: 'x' }));
    await server[Symbol.asyncDispose]();
    const model = createOpenAiModel({ provider: 'ollama', baseUrl: server.url, apiKey: 'none' }, { model: 'small' });
    expect(await model.ask(TURN)).toEqual({
      kind: 'unavailable',
      message: `nothing answers at ${server.url} (ECONNREFUSED): is ollama running? Start it with "ollama serve", or set OLLAMA_HOST or --model-url`,
    });
  });
});

test.each([
  ['ollama', {}, 'http://127.0.0.1:11434/v1'],
  ['ollama', { OLLAMA_HOST: '0.0.0.0' }, 'http://127.0.0.1:11434/v1'],
  ['ollama', { OLLAMA_HOST: 'gpu.lan:9999' }, 'http://gpu.lan:9999/v1'],
  ['ollama', { OLLAMA_HOST: 'https://gpu.lan' }, 'https://gpu.lan/v1'],
  ['openai', { OPENAI_API_KEY: 'k' }, 'https://api.openai.com/v1'],
  ['openai', { OPENAI_BASE_URL: 'http://127.0.0.1:8080/v1/' }, 'http://127.0.0.1:8080/v1'],
  ['openai', { OPENAI_BASE_URL: 'http://a/v1', MODEL_URL: 'http://b/v1' }, 'http://b/v1'],
] as const)('%s with %o is at %s', (provider, environment, baseUrl) => {
  expect(connectionOf(provider, environment).baseUrl).toBe(baseUrl);
});

test('OpenAI itself wants a key, an address has to be one, and a key does not go to another provider', () => {
  expect(() => connectionOf('openai', {})).toThrow('OPENAI_API_KEY');
  expect(() => connectionOf('openai', { MODEL_URL: 'nowhere' })).toThrow('"nowhere"');
  expect(connectionOf('ollama', { OPENAI_API_KEY: 'k' }).apiKey).toBe('none');
  expect(connectionOf('ollama', { OLLAMA_API_KEY: 'k' }).apiKey).toBe('k');
});
