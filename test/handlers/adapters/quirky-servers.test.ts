/** What OpenAI-compatible servers really send, byte by byte, and what the protocol makes of it. Where it was seen stands with each case. */
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../handlers/adapters/openai/connection.ts';
import { createOpenAiBrainModel } from '../../../handlers/adapters/openai/openai-brain-model.ts';
import { createOpenAiModel } from '../../../handlers/adapters/openai/openai-model.ts';
import { isDenied, isTransient } from '../../../handlers/fabricator/strands-error.ts';
import type { ModelOutcome, ModelRequest } from '../../../handlers/shell/ports.ts';
import { startRawServer, type RawAnswer } from '../../local/openai/raw-server.ts';

const REQUEST: ModelRequest = {
  system: 'You are a supervisor.',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'What is 1 + 2?' }] }],
  tools: [{ name: 'calculator', description: 'Calculates', inputSchema: { type: 'object' } }],
  maxTokens: 512,
  timeoutMs: 20_000,
};

async function ask(answer: RawAnswer, request: Partial<ModelRequest> = {}, provider: Connection['provider'] = 'openai') {
  await using server = await startRawServer(answer);
  const model = createOpenAiModel({ provider, baseUrl: server.url, apiKey: 'sk-test-0123456789abcdef' }, { model: 'small' });
  const outcome: ModelOutcome = await model.ask({ ...REQUEST, ...request });
  return { outcome, bodies: server.bodies };
}

/** Events of a stream, written as they are. */
const events =
  (...parts: readonly (string | Uint8Array)[]): RawAnswer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const part of parts) response.write(part);
    response.end();
  };
const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const chunk = (delta: object, finish: string | null = null, more: object = {}): string =>
  data({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'small', choices: [{ index: 0, delta, finish_reason: finish }], ...more });
const DONE = 'data: [DONE]\n\n';
const calls = (list: readonly object[], finish = 'tool_calls'): RawAnswer =>
  events(...list.map((call) => chunk({ role: 'assistant', tool_calls: [call] })), chunk({}, finish), DONE);
const json =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): RawAnswer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
const page =
  (status: number, body: string): RawAnswer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(body);
  };
const fn = (name: string, args: unknown) => ({ type: 'function', function: { name, arguments: args } });
const used = (outcome: ModelOutcome): readonly (readonly [string, unknown])[] =>
  outcome.kind === 'answered' ? outcome.content.flatMap((block) => (block.type === 'toolUse' ? [[block.name, block.input] as const] : [])) : [];
const idsOf = (outcome: ModelOutcome): readonly string[] =>
  outcome.kind === 'answered' ? outcome.content.flatMap((block) => (block.type === 'toolUse' ? [block.toolUseId] : [])) : [];

describe('calls', () => {
  test.each<readonly [what: string, answer: RawAnswer, expected: readonly (readonly [string, unknown])[]]>([
    [
      'with arguments as an object (llama.cpp)',
      calls([{ index: 0, id: 'a', ...fn('calculator', { expression: '1+2' }) }]),
      [['calculator', { expression: '1+2' }]],
    ],
    ['with empty arguments', calls([{ index: 0, id: 'a', ...fn('now', '') }]), [['now', {}]]],
    ['with arguments "null"', calls([{ index: 0, id: 'a', ...fn('now', 'null') }]), [['now', {}]]],
    ['without arguments at all', calls([{ index: 0, id: 'a', type: 'function', function: { name: 'now' } }]), [['now', {}]]],
    ['without type', calls([{ index: 0, id: 'a', function: { name: 'calculator', arguments: '{}' } }]), [['calculator', {}]]],
    [
      'without index, each whole (Gemini)',
      calls([
        { id: 'a', ...fn('calculator', '{"n":1}') },
        { id: 'b', ...fn('calculator', '{"n":2}') },
      ]),
      [
        ['calculator', { n: 1 }],
        ['calculator', { n: 2 }],
      ],
    ],
    [
      'without index or id, in pieces',
      calls([fn('calculator', '{"n"'), { function: { arguments: ':1}' } }, fn('clock', ''), { function: { arguments: '{"n":2}' } }]),
      [
        ['calculator', { n: 1 }],
        ['clock', { n: 2 }],
      ],
    ],
    [
      'all at index 0, with ids of their own (Ollama, vLLM)',
      calls([
        { index: 0, id: 'a', ...fn('calculator', '') },
        { index: 0, id: '', function: { arguments: '{"n":1}' } },
        { index: 0, id: 'b', ...fn('calculator', '') },
        { index: 0, id: '', function: { arguments: '{"n":2}' } },
      ]),
      [
        ['calculator', { n: 1 }],
        ['calculator', { n: 2 }],
      ],
    ],
    [
      'all at index 0 and without ids, each whole',
      calls([
        { index: 0, ...fn('calculator', '{"n":1}') },
        { index: 0, ...fn('calculator', '{"n":2}') },
      ]),
      [
        ['calculator', { n: 1 }],
        ['calculator', { n: 2 }],
      ],
    ],
    [
      'with the id and the name repeated in each piece (sglang)',
      calls([
        { index: 0, id: '0', ...fn('calculator', '{"n"') },
        { index: 0, id: '0', ...fn('calculator', ':1}') },
      ]),
      [['calculator', { n: 1 }]],
    ],
    ['from index 1 on (behind a thought at index 0)', calls([{ index: 1, id: 'a', ...fn('calculator', '{"n":1}') }]), [['calculator', { n: 1 }]]],
    ['with the name space before the name', calls([{ index: 0, id: 'functions.calculator:0', ...fn('functions.calculator', '{}') }]), [['calculator', {}]]],
    ['with a name that nobody takes back', calls([{ index: 0, id: 'a', ...fn('my calculator!', '{}') }]), [['my_calculator_', {}]]],
    ['beside finish_reason "stop" (Ollama)', calls([{ index: 0, id: 'a', ...fn('calculator', '{}') }], 'stop'), [['calculator', {}]]],
    ['beside finish_reason "STOP"', calls([{ index: 0, id: 'a', ...fn('calculator', '{}') }], 'STOP'), [['calculator', {}]]],
  ])('%s are read', async (_what, answer, expected) => {
    const { outcome } = await ask(answer);
    expect(outcome).toMatchObject({ kind: 'answered', stopReason: 'tool_use' });
    expect(used(outcome)).toEqual(expected);
    expect(idsOf(outcome).every((id) => id !== '')).toBe(true);
    expect(new Set(idsOf(outcome)).size).toBe(expected.length);
  });

  test('with one id for two get another, and keep their own where they can', async () => {
    const { outcome } = await ask(
      calls([
        { index: 0, id: 'call_0', ...fn('calculator', '{"n":1}') },
        { index: 1, id: 'call_0', ...fn('calculator', '{"n":2}') },
      ]),
    );
    const [first, second] = idsOf(outcome);
    expect(first).toBe('call_0');
    expect(second).toMatch(/^call_\w+$/u);
    expect(second).not.toBe(first);
    expect(used(outcome)).toEqual([
      ['calculator', { n: 1 }],
      ['calculator', { n: 2 }],
    ]);
  });

  test.each([
    ['arguments that are no JSON', calls([{ index: 0, id: 'a', ...fn('calculator', "{'n': 1}") }])],
    ['arguments that are cut', calls([{ index: 0, id: 'a', ...fn('calculator', '{"n":') }])],
    ['arguments that are a list', calls([{ index: 0, id: 'a', ...fn('calculator', [1]) }])],
    ['no name', calls([{ index: 0, id: 'a', ...fn('', '{}') }])],
    ['none of them, though it says so', events(chunk({ role: 'assistant', content: '', tool_calls: [] }), chunk({}, 'tool_calls'), DONE)],
  ])('with %s are asked for again', async (_what, answer) => {
    expect((await ask(answer)).outcome).toMatchObject({ kind: 'answered', stopReason: 'malformed_tool_use' });
  });

  test('that its server could not read are asked for again, and the question is charged (Groq)', async () => {
    const error = { message: "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.", type: 'invalid_request_error' };
    for (const answer of [
      json(400, { error: { ...error, code: 'tool_use_failed', failed_generation: '<tool-use>' } }),
      events(`event: error\n${data({ error: { ...error, code: 'tool_use_failed', status_code: 400 } })}`),
    ]) {
      const { outcome } = await ask(answer);
      expect(outcome).toMatchObject({ kind: 'answered', stopReason: 'malformed_tool_use' });
      expect(outcome.kind === 'answered' && outcome.usage.inputTokens).toBeGreaterThan(20);
    }
  });
});

describe('an answer', () => {
  const three = { kind: 'answered', content: [{ type: 'text', text: 'Three.' }], stopReason: 'end_turn' };
  const sliced = (text: string, size: number): readonly Uint8Array[] => {
    const bytes = new TextEncoder().encode(text);
    return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
  };

  test.each<readonly [what: string, answer: RawAnswer]>([
    ['with no tool calls, as an empty list', events(chunk({ role: 'assistant', content: 'Three.', tool_calls: [] }), chunk({ tool_calls: [] }, 'stop'), DONE)],
    [
      'with null for what there is not',
      events(chunk({ role: 'assistant', content: null, tool_calls: null }), chunk({ content: 'Three.' }), chunk({ content: null }, 'stop'), DONE),
    ],
    [
      'with its thoughts apart (DeepSeek, vLLM, OpenRouter)',
      events(chunk({ reasoning_content: 'Hm.' }), chunk({ reasoning: 'Hm.' }), chunk({ content: 'Three.' }), chunk({}, 'stop'), DONE),
    ],
    ['with its thoughts in tags', events(chunk({ content: '<think>1 + 2' }), chunk({ content: ' is…</think>\n\nThree.' }), chunk({}, 'stop'), DONE)],
    ['with its thoughts before a closing tag alone (R1 templates)', events(chunk({ content: '1 + 2 is…\n</think>\n\nThree.' }), chunk({}, 'stop'), DONE)],
    [
      'in parts, thoughts among them (Mistral)',
      events(
        chunk({
          content: [
            { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
            { type: 'text', text: 'Three.' },
          ],
        }),
        chunk({}, 'stop'),
        DONE,
      ),
    ],
    [
      'with comments between its events (OpenRouter)',
      events(': OPENROUTER PROCESSING\n\n', chunk({ content: 'Three.' }), ': OPENROUTER PROCESSING\n\n', chunk({}, 'stop'), DONE),
    ],
    ['with CRLF', events(...[chunk({ content: 'Three.' }), chunk({}, 'stop'), DONE].map((event) => event.replaceAll('\n', '\r\n')))],
    ['with CR', events(...[chunk({ content: 'Three.' }), chunk({}, 'stop'), DONE].map((event) => event.replaceAll('\n', '\r')))],
    ['with no space after "data:"', events(chunk({ content: 'Three.' }).replace('data: ', 'data:'), chunk({}, 'stop'), DONE)],
    ['without [DONE]', events(chunk({ content: 'Three.' }), chunk({}, 'stop'))],
    ['without an empty line at its end', events(chunk({ content: 'Three.' }), chunk({}, 'stop').trimEnd())],
    [
      'without ids of its chunks (Azure)',
      events(data({ id: '', choices: [], prompt_filter_results: [] }), chunk({ content: 'Three.' }, null, { id: '' }), chunk({}, 'stop', { id: '' }), DONE),
    ],
    ['with a word of its own for the end (text-generation-inference)', events(chunk({ content: 'Three.' }), chunk({}, 'eos_token'), DONE)],
    [
      'that comes at once, though a stream was asked for',
      json(200, { id: 'c', choices: [{ index: 0, message: { role: 'assistant', content: 'Three.' }, finish_reason: 'stop' }] }),
    ],
  ])('%s is read', async (_what, answer) => {
    expect((await ask(answer)).outcome).toMatchObject(three);
  });

  test.each([1, 2, 3, 7])('cut anywhere, within a character and a line end too, is read (%i bytes at a time)', async (size) => {
    const text = 'Drei — 三 😀 ½';
    const whole = [chunk({ content: text }), chunk({}, 'stop'), DONE].join('').replaceAll('\n', '\r\n');
    expect((await ask(events(...sliced(whole, size)))).outcome).toMatchObject({ kind: 'answered', content: [{ type: 'text', text }] });
  });

  test('at once, with a call, is read', async () => {
    const message = {
      role: 'assistant',
      content: null,
      tool_calls: [
        { id: 'a', ...fn('calculator', '{"n":1}') },
        { id: 'b', ...fn('calculator', '{"n":2}') },
      ],
    };
    const { outcome } = await ask(json(200, { choices: [{ message, finish_reason: 'tool_calls' }], usage: { prompt_tokens: 50, completion_tokens: 9 } }));
    expect(used(outcome).map(([, input]) => input)).toEqual([{ n: 1 }, { n: 2 }]);
    expect(outcome).toMatchObject({ stopReason: 'tool_use', usage: { inputTokens: 50, outputTokens: 9 } });
  });

  test('that mentions the tag is left as it is', async () => {
    const text = 'Use <think> and </think> around it.';
    expect((await ask(events(chunk({ content: text }), chunk({}, 'stop'), DONE))).outcome).toMatchObject({ content: [{ type: 'text', text }] });
  });

  test('of nothing but thoughts holds no text', async () => {
    expect((await ask(events(chunk({ content: '<think>1 + 2' }), chunk({}, 'stop'), DONE))).outcome).toMatchObject({ kind: 'answered', content: [] });
  });
});

describe('tokens', () => {
  const counted = { prompt_tokens: 90, completion_tokens: 5, total_tokens: 95 };
  const text = chunk({ content: 'Three it is, as 1 and 2 are added.' });
  const end = chunk({}, 'stop');

  test.each<readonly [what: string, answer: RawAnswer]>([
    ['in a last chunk without choices', events(text, end, data({ id: 'c', choices: [], usage: counted }), DONE)],
    ['in a last chunk without an id', events(text, end, data({ choices: [], usage: counted }), DONE)],
    ['in the chunk that ends it', events(text, chunk({}, 'stop', { usage: counted }), DONE)],
    [
      'in each chunk, null but in the last',
      events(chunk({ content: 'Three.' }, null, { usage: null }), chunk({}, 'stop', { usage: null }), data({ id: 'c', choices: [], usage: counted }), DONE),
    ],
    [
      'in each chunk, growing (vLLM)',
      events(chunk({ content: 'Three.' }, null, { usage: { ...counted, completion_tokens: 1 } }), chunk({}, 'stop', { usage: counted }), DONE),
    ],
    ['in a member of its own (Groq)', events(text, chunk({}, 'stop', { x_groq: { id: 'req', usage: counted } }), DONE)],
    ['in the choice (Moonshot)', events(text, data({ id: 'c', choices: [{ index: 0, delta: {}, finish_reason: 'stop', usage: counted }] }), DONE)],
  ])('are read %s', async (_what, answer) => {
    expect((await ask(answer)).outcome).toMatchObject({ stopReason: 'end_turn', usage: { inputTokens: 90, outputTokens: 5, cachedTokens: 0 } });
  });

  test.each<readonly [what: string, answer: RawAnswer]>([
    ['missing', events(text, end, DONE)],
    ['null', events(chunk({ content: 'Three it is, as 1 and 2 are added.' }, null, { usage: null }), chunk({}, 'stop', { usage: null }), DONE)],
    ['zero', events(text, chunk({}, 'stop', { usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } }), DONE)],
    ['no numbers', events(text, chunk({}, 'stop', { usage: { prompt_tokens: 'many', completion_tokens: null } }), DONE)],
    ['empty', events(text, chunk({}, 'stop', { usage: {} }), DONE)],
  ])('are estimated where they are %s, so that a budget holds', async (_what, answer) => {
    const { outcome } = await ask(answer);
    expect(outcome).toMatchObject({ kind: 'answered', stopReason: 'end_turn' });
    const { inputTokens, outputTokens } = outcome.kind === 'answered' ? outcome.usage : { inputTokens: 0, outputTokens: 0 };
    expect([Number.isInteger(inputTokens) && inputTokens > 40, Number.isInteger(outputTokens) && outputTokens > 8]).toEqual([true, true]);
  });

  test('of the cache are never more than those of the question', async () => {
    const usage = { ...counted, prompt_cache_hit_tokens: 4_000 };
    expect((await ask(events(text, chunk({}, 'stop', { usage }), DONE))).outcome).toMatchObject({ usage: { inputTokens: 90, cachedTokens: 90 } });
  });
});

describe('a failure', () => {
  const tooLong = { kind: 'answered', stopReason: 'model_context_window_exceeded', usage: { inputTokens: 0, outputTokens: 0 } };
  const withoutTools = { kind: 'denied', code: 'MODEL_WITHOUT_TOOLS', message: expect.stringContaining('takes no tools') };
  const inHour = new Date(Date.now() + 3_600_000).toUTCString();

  test.each<readonly [what: string, answer: RawAnswer, outcome: object]>([
    ['429 with seconds', json(429, { error: { message: 'slow down' } }, { 'retry-after': '7' }), { kind: 'throttled', retryAfterMs: 7_000 }],
    [
      '429 with milliseconds',
      json(429, { error: { message: 'slow down' } }, { 'retry-after': '1', 'retry-after-ms': '250' }),
      { kind: 'throttled', retryAfterMs: 250 },
    ],
    ['429 with nonsense', json(429, { error: { message: 'slow down' } }, { 'retry-after': 'soon' }), { kind: 'throttled', message: '429 slow down' }],
    ['429 with too many tokens for the moment', json(429, { error: { message: 'Too many tokens, please wait before trying again.' } }), { kind: 'throttled' }],
    [
      'a request that the account may never send',
      json(429, { error: { message: 'Request too large for gpt on tokens per min (TPM): Limit 30000, Requested 40000.', code: 'rate_limit_exceeded' } }),
      tooLong,
    ],
    [
      'the same from Groq',
      json(413, {
        error: {
          message: 'Request too large for model `x` on tokens per minute (TPM): Limit 6000, Requested 9000',
          type: 'tokens',
          code: 'rate_limit_exceeded',
        },
      }),
      tooLong,
    ],
    [
      '503 while the model loads (llama.cpp)',
      json(503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }),
      { kind: 'throttled', message: expect.stringContaining('Loading model') },
    ],
    [
      'an error behind 200 (OpenRouter)',
      json(200, { error: { message: 'Provider returned error', code: 502, metadata: { raw: 'upstream died' } } }),
      { kind: 'unavailable', message: expect.stringContaining('upstream died') },
    ],
    ['a limit behind 200', json(200, { error: { message: 'Rate limit exceeded', code: 429 } }), { kind: 'throttled' }],
    [
      'a limit within the stream',
      events(
        chunk({ content: 'Th' }),
        data({ id: 'c', choices: [{ index: 0, delta: {}, finish_reason: 'error' }], error: { message: 'Rate limit exceeded', code: 429 } }),
      ),
      { kind: 'throttled' },
    ],
    [
      'an error within the stream (vLLM)',
      events(data({ object: 'error', message: 'EngineDeadError', code: 500 })),
      { kind: 'unavailable', message: expect.stringContaining('EngineDeadError') },
    ],
    [
      'an error line within the stream (llama.cpp)',
      events('error: {"code":500,"message":"compute error"}\n\n'),
      { kind: 'unavailable', message: expect.stringContaining('compute error') },
    ],
    [
      'finish_reason "error"',
      events(chunk({ content: 'Th' }), chunk({}, 'error'), DONE),
      { kind: 'unavailable', message: expect.stringContaining('broke off') },
    ],
    ['a stream that holds no JSON', events('data: {"id":\n\n'), { kind: 'unavailable', message: expect.stringContaining('not JSON') }],
    ['a stream without a word', events(DONE), { kind: 'unavailable' }],
    ['an empty body', (response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(), { kind: 'unavailable' }],
    ['a JSON answer that is none', json(200, 'hello'), { kind: 'unavailable' }],
    ['a completion without choices', json(200, { id: 'c', choices: [] }), { kind: 'unavailable' }],
    [
      'a gateway’s page',
      page(502, '<html><head><title>502 Bad Gateway</title></head><body><h1>nginx</h1></body></html>'),
      { kind: 'unavailable', message: '502 a web page: 502 Bad Gateway' },
    ],
    [
      'a page where the API should be (Open WebUI)',
      page(200, '<!doctype html><title>Open WebUI</title><script>alert(1)</script>'),
      { kind: 'denied', code: 'MODEL_UNKNOWN', message: expect.stringMatching(/answers with a web page.*Open WebUI.*--model-url.*\/v1/u) },
    ],
    [
      'an error as a word (Ollama)',
      json(500, { error: 'llama runner process has terminated' }),
      { kind: 'unavailable', message: '500 llama runner process has terminated' },
    ],
    [
      'an error of FastAPI',
      json(422, { detail: [{ loc: ['body', 'temperature'], msg: 'not a number' }] }),
      { kind: 'invalid', message: expect.stringContaining('not a number') },
    ],
    [
      'an error without the member (vLLM)',
      json(400, { object: 'error', message: 'temperature must be positive', code: 400 }),
      { kind: 'invalid', message: expect.stringContaining('temperature must be positive') },
    ],
    [
      'no credit (OpenRouter, DeepSeek)',
      json(402, { error: { message: 'Insufficient Balance', code: 'invalid_request_error' } }),
      { kind: 'denied', code: 'MODEL_ACCESS', message: expect.stringContaining('no credit') },
    ],
    [
      'a question that is filtered (Azure)',
      json(400, {
        error: {
          message: "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
          code: 'content_filter',
          status: 400,
        },
      }),
      { kind: 'answered', stopReason: 'content_filtered', content: [] },
    ],
    ['an unknown model', json(404, { error: { message: "model 'small' not found", type: 'not_found_error' } }), { kind: 'denied', code: 'MODEL_UNKNOWN' }],
    ['no tools (Ollama)', json(400, { error: { message: 'registry.ollama.ai/library/gemma:2b does not support tools', type: 'api_error' } }), withoutTools],
    ['no tools (llama.cpp)', json(500, { error: { code: 500, message: 'tools param requires --jinja flag', type: 'server_error' } }), withoutTools],
    [
      'no tools (vLLM)',
      json(400, { error: { message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set', code: 400 } }),
      withoutTools,
    ],
    ['no tools (OpenRouter)', json(404, { error: { message: 'No endpoints found that support tool use.', code: 404 } }), withoutTools],
    ['too long for OpenAI', json(400, { error: { message: "This model's maximum context length is 8192 tokens.", code: 'context_length_exceeded' } }), tooLong],
    [
      'too long for vLLM',
      json(400, { object: 'error', message: "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.", code: 400 }),
      tooLong,
    ],
    [
      'too long for llama.cpp',
      json(400, {
        error: {
          code: 400,
          message: 'request (9000 tokens) exceeds the available context size (4096 tokens), try increasing it',
          type: 'exceed_context_size_error',
        },
      }),
      tooLong,
    ],
    [
      'too long for LM Studio',
      json(400, {
        error:
          'Trying to keep the first 15857 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough.',
      }),
      tooLong,
    ],
    [
      'too long for LM Studio, within the stream',
      events(
        `event: error\n${data({ error: { message: 'Reached context length of 4096 tokens with model that does not currently support mid-generation context overflow.' } })}`,
      ),
      tooLong,
    ],
    [
      'too long for Groq',
      json(400, { error: { message: 'Please reduce the length of the messages or completion.', code: 'context_length_exceeded' } }),
      tooLong,
    ],
    [
      'too long for Gemini',
      json(400, {
        error: { code: 400, message: 'The input token count (40000) exceeds the maximum number of tokens allowed (32768).', status: 'INVALID_ARGUMENT' },
      }),
      tooLong,
    ],
    [
      'too long for text-generation-inference',
      json(422, { error: '`inputs` tokens + `max_new_tokens` must be <= 4096. Given: 4000 `inputs` tokens', error_type: 'validation' }),
      tooLong,
    ],
  ])('%s is what it is to the protocol', async (_what, answer, outcome) => {
    expect((await ask(answer)).outcome).toMatchObject(outcome);
  });

  test('429 with a date waits until then', async () => {
    const { outcome } = await ask(json(429, { error: { message: 'slow down' } }, { 'retry-after': inHour }));
    const wait = outcome.kind === 'throttled' ? outcome.retryAfterMs : undefined;
    expect([outcome.kind, (wait ?? 0) > 3_000_000, (wait ?? 0) <= 3_600_000]).toEqual(['throttled', true, true]);
  });

  test('a connection that is reset in mid-stream is unavailable', async () => {
    const { outcome } = await ask(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      await new Promise<void>((resolve) => void response.write(chunk({ content: 'Th' }), () => resolve()));
      response.socket?.resetAndDestroy();
    });
    expect(outcome.kind).toBe('unavailable');
  });

  test.each<readonly [what: string, answer: RawAnswer]>([
    ['never answers', () => undefined],
    ['stalls in mid-stream', (response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(chunk({ content: 'Th' }))],
    ['stalls in an error', (response) => void response.writeHead(500, { 'content-type': 'application/json' }).write('{"error":')],
    ['stalls in an answer at once', (response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":')],
  ])('a server that %s is given up in time', async (_what, answer) => {
    expect((await ask(answer, { timeoutMs: 150 })).outcome).toEqual({ kind: 'unavailable', message: 'the model did not answer in time' });
  });

  test('a server that says only that it is alive is given up in time', async () => {
    let ticking: NodeJS.Timeout | undefined;
    const { outcome } = await ask(
      (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        ticking = setInterval(() => response.write(': PROCESSING\n\n'), 10);
      },
      { timeoutMs: 200 },
    );
    clearInterval(ticking);
    expect(outcome).toEqual({ kind: 'unavailable', message: 'the model did not answer in time' });
  });

  test('no message is longer than a person reads, or holds a stack', async () => {
    const { outcome } = await ask(page(500, `<html><body>${'at Object.<anonymous> (server.js:1:1)\n'.repeat(5_000)}</body></html>`));
    expect(outcome.kind).toBe('unavailable');
    expect('message' in outcome && outcome.message.length).toBeLessThan(400);
  });
});

describe('a parameter that is refused by name', () => {
  test('for the output is sent under its newer name, from then on at once (Azure, proxies)', async () => {
    await using server = await startRawServer((response, body, call) =>
      'max_tokens' in body
        ? json(400, {
            error: {
              message: "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
              code: 'unsupported_parameter',
            },
          })(response, body, call)
        : events(chunk({ content: 'Three.' }), chunk({}, 'stop'), DONE)(response, body, call),
    );
    const model = createOpenAiModel({ provider: 'openai', baseUrl: server.url, apiKey: 'k' }, { model: 'small' });
    for (let n = 0; n < 2; n++) expect(await model.ask(REQUEST)).toMatchObject({ kind: 'answered', stopReason: 'end_turn' });
    expect(server.bodies.map((body) => [body['max_tokens'], body['max_completion_tokens']])).toEqual([
      [512, undefined],
      [undefined, 512],
      [undefined, 512],
    ]);
  });

  test('for the count of tokens is left out', async () => {
    const { outcome, bodies } = await ask((response, body, call) =>
      'stream_options' in body
        ? json(422, { detail: [{ loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' }] })(response, body, call)
        : events(chunk({ content: 'Three.' }), chunk({}, 'stop'), DONE)(response, body, call),
    );
    expect([outcome.kind, bodies.length]).toEqual(['answered', 2]);
  });

  test('that cannot be done without is refused once', async () => {
    const { outcome, bodies } = await ask(json(400, { error: { message: "Unsupported parameter: 'tool_choice'" } }));
    expect([outcome.kind, bodies.length]).toEqual(['invalid', 1]);
  });
});

test('the fabricator’s client, which is another, reads the same answers', async () => {
  await using server = await startRawServer(
    events(
      chunk({ content: null, tool_calls: [fn('file_write', { path: 'a.ts' })] }),
      chunk({ tool_calls: [fn('file_write', { path: 'b.ts' })] }),
      chunk({}, 'STOP', { usage: null }),
      data({ choices: [], usage: { prompt_tokens: 90, completion_tokens: 5 } }),
    ),
  );
  const strands = await import('@strands-agents/sdk');
  const brain = await createOpenAiBrainModel('openai:small', { provider: 'openai', baseUrl: server.url, apiKey: 'k' }, { model: 'small' }).load(strands);
  const messages = [strands.Message.fromMessageData({ role: 'user', content: [{ text: 'write' }] })];
  const seen: unknown[] = [];
  for await (const event of brain.stream(messages)) seen.push(event);
  const text = JSON.stringify(seen);
  expect(text.match(/"name":"file_write"/gu)).toHaveLength(2);
  expect(text).toContain(JSON.stringify('{"path":"a.ts"}'));
  expect(text).toContain(JSON.stringify('{"path":"b.ts"}'));
  expect(text).toMatch(/"inputTokens":90,"outputTokens":5/u);
});

test('the fabricator goes over to its next model when one takes no tools', async () => {
  await using server = await startRawServer(json(400, { error: { message: 'small does not support tools', type: 'api_error' } }));
  const strands = await import('@strands-agents/sdk');
  const brain = await createOpenAiBrainModel('openai:small', { provider: 'openai', baseUrl: server.url, apiKey: 'k' }, { model: 'small' }).load(strands);
  const failed = async () => {
    for await (const event of brain.stream([strands.Message.fromMessageData({ role: 'user', content: [{ text: 'write' }] })])) expect(event).toBeUndefined();
  };
  const error: unknown = await failed().then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect([isDenied(error), isTransient(error)]).toEqual([true, false]);
});
