/** Recordings: what is kept, what is found again, and what is said when it is not. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ScriptedModel } from '../../../handlers/adapters/memory/scripted-model.ts';
import { differenceOf } from '../../../handlers/adapters/recording/difference.ts';
import { joinedDeltas } from '../../../handlers/adapters/recording/joined-deltas.ts';
import { createRecorder, recordedModel } from '../../../handlers/adapters/recording/recorder.ts';
import { Recording } from '../../../handlers/adapters/recording/recording.ts';
import { createRedaction } from '../../../handlers/adapters/recording/redacted.ts';
import { createReplayedModel } from '../../../handlers/adapters/recording/replayed-model.ts';
import type { ModelMessage, ModelOutcome, ModelRequest } from '../../../handlers/shell/ports.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'arbiter-recording-'));
let files = 0;
const newFile = (): string => path.join(folder, `${++files}.jsonl`);

const said = (text: string): ModelOutcome => ({
  kind: 'answered',
  content: [{ type: 'text', text }],
  stopReason: 'end_turn',
  usage: { inputTokens: 1, outputTokens: 1, cachedTokens: 0, costUsd: 0 },
});

function request(text: string, more: readonly ModelMessage[] = [], over: Partial<ModelRequest> = {}): ModelRequest {
  return { system: 'Be brief.', messages: [{ role: 'user', content: [{ type: 'text', text }] }, ...more], maxTokens: 99, timeoutMs: 5_000, ...over };
}

async function record(requests: readonly ModelRequest[], outcomes: readonly ModelOutcome[], environment = {}): Promise<string> {
  const file = newFile();
  const model = recordedModel(new ScriptedModel(outcomes), 'supervisor', createRecorder(file, environment));
  for (const one of requests) await model.ask(one);
  return file;
}

const replay = (file: string, role: 'supervisor' | 'agent' = 'supervisor') => createReplayedModel(new Recording(file, {}), role);

test('an answer that can no longer be kept is an answer, and the process is warned', async () => {
  const file = newFile();
  const model = recordedModel(new ScriptedModel([said('A')]), 'supervisor', createRecorder(file, {}));
  rmSync(file);
  mkdirSync(file);
  const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
  expect(await model.ask(request('a'))).toMatchObject({ content: [{ text: 'A' }] });
  expect((await warned).message).toMatch(/lacks an exchange and cannot be replayed as it is: EISDIR/u);
});

test('answers in any order, by content; how long an answer may take does not count', async () => {
  const file = await record([request('a'), request('b')], [said('A'), said('B')]);
  const model = replay(file);
  expect([await model.ask(request('b', [], { timeoutMs: 1 })), await model.ask(request('a'))]).toEqual([said('B'), said('A')]);
});

test('the same request gets its answers in their order, a failure among them, then the last again', async () => {
  const throttled: ModelOutcome = { kind: 'throttled', message: 'later' };
  const file = await record([request('a'), request('a')], [throttled, said('A')]);
  const model = replay(file);
  expect([await model.ask(request('a')), await model.ask(request('a')), await model.ask(request('a'))]).toEqual([throttled, said('A'), said('A')]);
});

test('ids and points in time may differ, the pairing of uses and results may not', async () => {
  const turn = (one: string, two: string, order: readonly string[], time: string): readonly ModelMessage[] => [
    {
      role: 'assistant',
      content: [
        { type: 'toolUse', toolUseId: one, name: 'a', input: {} },
        { type: 'toolUse', toolUseId: two, name: 'b', input: {} },
      ],
    },
    {
      role: 'user',
      content: order.map((toolUseId) => ({ type: 'toolResult', toolUseId, status: 'success', text: `at ${time} for o-${'x'.repeat(12)}${one}` })),
    },
  ];
  const file = await record([request('a', turn('x1', 'x2', ['x1', 'x2'], '2026-11-24T10:00:00.000Z'))], [said('A')]);
  expect(await replay(file).ask(request('a', turn('y1', 'y2', ['y1', 'y2'], '2027-01-01T00:00:00Z')))).toEqual(said('A'));
  expect(await replay(file).ask(request('a', turn('y1', 'y2', ['y2', 'y1'], '2027-01-01T00:00:00Z')))).toMatchObject({ code: 'REPLAY_DEVIATES' });
});

test.each([
  [
    'another text',
    request('what is 3 + 3?'),
    /turn 1 deviates.*:2, the nearest\): messages\[0\]\.content\[0\]\.text: expected "what is 2 \+ 2\?", found "what is 3 \+ 3\?"/u,
  ],
  ['another prompt', request('what is 2 + 2?', [], { system: 'Be long.' }), /: system: expected "Be brief\.", found "Be long\."/u],
  ['a new tool', request('what is 2 + 2?', [], { tools: [{ name: 'a', description: 'A', inputSchema: {} }] }), /: tools: expected nothing, found \[/u],
  [
    'a longer conversation',
    request('x', [
      { role: 'assistant', content: [] },
      { role: 'user', content: [] },
    ]),
    /turn 2 deviates.*messages\[0\].* \(and \d+ more\)/u,
  ],
])('says what is different in %s', async (_what, asked, message) => {
  const file = await record([request('what is 2 + 2?')], [said('4')]);
  expect(await replay(file).ask(asked)).toEqual({ kind: 'denied', code: 'REPLAY_DEVIATES', message: expect.stringMatching(message) });
});

test('says that a role was never recorded', async () => {
  const file = await record([request('a')], [said('A')]);
  expect(await replay(file, 'agent').ask(request('a'))).toMatchObject({ message: expect.stringContaining('has no exchange of this role') });
});

test('no secret reaches the file, and a request with one is still found', async () => {
  const secrets = ['AKIAIOSFODNN7EXAMPLE', 'sk-proj-abcdefghijklmnop1234', 'Bearer abc.def-ghi_jkl', 'hunter2-hunter2', 'o-1:1:tokentokentokentoken12:00-use'];
  const asked = request(secrets.join(' and '));
  const file = await record([asked], [said(`you said ${secrets[0]}`)], { DB_PASSWORD: 'hunter2-hunter2' });
  const text = readFileSync(file, 'utf8');
  expect(['AKIA', 'abcdefghijklmnop', 'abc.def', 'hunter2', 'tokentoken'].filter((part) => text.includes(part))).toEqual([]);
  const model = createReplayedModel(new Recording(file, { DB_PASSWORD: 'hunter2-hunter2' }), 'supervisor');
  expect(await model.ask(asked)).toEqual(said('you said ***'));
});

test.each([
  ['https://ada:hunter2hunter2@example.com/x', 'https://ada:***@example.com/x'],
  ['postgres://app:p%40ss@db.lan:5432/main', 'postgres://app:***@db.lan:5432/main'],
  ['redis://:hunter2hunter2@cache', 'redis://:***@cache'],
  [
    'https://b.s3.amazonaws.com/k?X-Amz-Credential=AKIA%2F2026&X-Amz-Signature=0123abcd&x=1',
    'https://b.s3.amazonaws.com/k?X-Amz-Credential=***&X-Amz-Signature=***&x=1',
  ],
  ['AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'AWS_SECRET_ACCESS_KEY=***'],
  ['export DB_PASSWORD=hunter2hunter2; ls', 'export DB_PASSWORD=***; ls'],
  ['{"secretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}', '{"secretAccessKey": "***"}'],
  [JSON.stringify({ text: '{"password":"hunter2hunter2"}' }), JSON.stringify({ text: '{"password":"***"}' })],
  ["client_secret: 'abcdef012345'", "client_secret: '***'"],
  ['Authorization: Basic YWRhOmh1bnRlcjI=', 'Authorization: Basic ***'],
  ['DefaultEndpointsProtocol=https;AccountKey=abcdefghijklmnopqrstuvwxyz012345==;', 'DefaultEndpointsProtocol=https;AccountKey=***;'],
  ['github_pat_11ABCDEFG0123456789 gsk_0123456789abcdefghij xapp-1-A0123456789', '*** *** ***'],
])('%s is kept as %s', (text, kept) => {
  expect(createRedaction({})(text)).toBe(kept);
});

test.each([
  'const password = input.password;',
  'const API_KEY = lookup(input.name);',
  'if (password === expected) throw new Error(`no ${password}`);',
  '"password": {"type": "string", "minLength": 8}',
  'Basic understanding of tokens and keys: https://example.com:8080/a@b',
  'the ratio 16:9, at 12:30:45, is 1:1',
  'A key is what opens a lock; a token=5 is short.',
])('%s is no secret, and stays', (text) => {
  expect(createRedaction({ TOKENIZERS_PARALLELISM: 'the ratio', MODEL_MAX_TOKENS: 'password' })(text)).toBe(text);
});

test('the values of variables that are named as secrets are replaced', () => {
  const environment = { AWS_BEARER_TOKEN_BEDROCK: 'one-secret', OPENAI_API_KEY: 'two-secret', DB_PASSWORD: 'three-secret', HOME: '/home/ada-lovelace' };
  expect(createRedaction(environment)('one-secret two-secret three-secret /home/ada-lovelace')).toBe('*** *** *** /home/ada-lovelace');
});

test('a secret in the input or the result of a tool, or in the error of a call, does not reach the file either', async () => {
  const secret = 'AKIAIOSFODNN7EXAMPLE';
  const used: readonly ModelMessage[] = [
    { role: 'assistant', content: [{ type: 'toolUse', toolUseId: 't1', name: 'http', input: { headers: [{ authorization: `Bearer ${secret}.sig` }] } }] },
    { role: 'user', content: [{ type: 'toolResult', toolUseId: 't1', status: 'success', text: JSON.stringify({ token: 'ghp_0123456789abcdefghij0123' }) }] },
  ];
  const file = await record([request('go on', used), request('b')], [said('done'), { kind: 'invalid', message: `refused: ${secret}` }]);
  expect(readFileSync(file, 'utf8')).not.toMatch(/AKIA|ghp_/u);
  expect(await replay(file).ask(request('go on', used))).toEqual(said('done'));
});

test('a secret that a stream cuts into pieces is found, and the stream says the same when it is replayed', () => {
  const delta = (piece: object, contentBlockIndex?: number) => ({ type: 'modelContentBlockDeltaEvent', delta: piece, contentBlockIndex });
  const text = (piece: string) => delta({ type: 'textDelta', text: piece });
  const input = (piece: string) => delta({ type: 'toolUseInputDelta', input: piece });
  const stop = { type: 'modelContentBlockStopEvent' };
  const signed = delta({ type: 'reasoningContentDelta', text: 'hm', signature: 's' });
  const file = newFile();
  const events = [
    text('the key is AKIAIOSF'),
    text('ODNN7EX'),
    text('AMPLE.'),
    stop,
    input('{"key":"sk-proj-abcdef'),
    input('ghijklmnop1234"}'),
    stop,
    text('a'),
    stop,
    text('b'),
    signed,
    signed,
  ];
  createRecorder(file, {}).keep({ role: 'fabricator', request: { system: 's', messages: [], tools: null }, events: joinedDeltas(events) });
  const kept = JSON.parse(readFileSync(file, 'utf8').split('\n')[1] ?? '') as { readonly events: readonly unknown[] };
  expect(kept.events).toEqual(
    JSON.parse(JSON.stringify([text('the key is ***.'), stop, input('{"key":"***"}'), stop, text('a'), stop, text('b'), signed, signed])),
  );
});

test.each([
  ['nothing', '', /it is empty/u],
  ['bytes', '\u0000\u0001PNG\n\u0000', /its first line is not JSON: make one with --record/u],
  ['another JSON', '[1]\n', /it is no recording of version 1 \(found null\)/u],
  ['a line that is null', '{"recording":1}\nnull\n', /:2: this line is no exchange/u],
  ['an outcome that is null', '{"recording":1}\n{"role":"agent","request":{},"outcome":null}\n', /:2: this line is no exchange/u],
  [
    'an answer without its tokens',
    '{"recording":1}\n{"role":"agent","request":{},"outcome":{"kind":"answered","content":[],"stopReason":"end_turn"}}\n',
    /:2: this line is no exchange/u,
  ],
  [
    'a content that is text',
    '{"recording":1}\n{"role":"agent","request":{},"outcome":{"kind":"answered","content":"x","stopReason":"end_turn","usage":{"inputTokens":1,"outputTokens":1,"cachedTokens":0}}}\n',
    /:2: this line is no exchange/u,
  ],
  ['another version', '{"recording":2}\n', /found 2\)/u],
  ['half a line', '{"recording":1}\n{"role":"sup', /:2: this line is not JSON/u],
  ['a line of something else', '{"recording":1}\n{"role":"cook"}\n', /:2: this line is no exchange/u],
])('a file with %s is refused, with the place', (_what, text, message) => {
  const file = newFile();
  writeFileSync(file, text);
  expect(() => new Recording(file, {})).toThrow(message);
  expect(() => new Recording(`${file}.none`, {})).toThrow(/cannot be read.*name a file made with --record/u);
});

test('a long text is shown from where it parts; the order of members is no difference', () => {
  expect(differenceOf({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBeUndefined();
  expect(differenceOf({ t: `${'x'.repeat(500)}left` }, { t: `${'x'.repeat(500)}right` })).toEqual({
    path: 't',
    expected: `…"${'x'.repeat(20)}left"`,
    found: `…"${'x'.repeat(20)}right"`,
    places: 1,
  });
  const tools = (...names: readonly string[]) => ({ tools: names.map((name) => ({ name, description: `Does ${name}.` })) });
  expect(differenceOf(tools('a', 'c', 'd'), tools('a', 'b', 'c', 'd'))).toEqual({
    path: 'tools["b"]',
    expected: 'nothing',
    found: '{"name":"b","description":"Does b."}',
    places: 1,
  });
  expect(differenceOf(tools('a', 'b'), tools('a'))).toMatchObject({ path: 'tools["b"]', found: 'nothing', places: 1 });
  expect(differenceOf(tools('a', 'b'), tools('b', 'a'))).toEqual({ path: 'tools', expected: '["a","b"]', found: '["b","a"]', places: 1 });
  expect(differenceOf([1, 2, 3], [1, 5])).toMatchObject({ path: '[1]', expected: '2', found: '5', places: 2 });
});
