/** Guardrails at the strict endpoint, through the real client, and what the adapter makes of them. */
import { ConverseCommand, ConverseStreamCommand, type ConverseCommandInput, type ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, test } from 'vitest';
import { createBedrockModel } from '../../../handlers/adapters/aws/bedrock-model.ts';
import { RecordingTelemetry } from '../../../handlers/adapters/memory/telemetry.ts';
import type { ReplyBlock } from '../../../infra/local/bedrock/converse-model.ts';
import type { Guardrail } from '../../../infra/local/bedrock/guardrail.ts';
import { serveModel } from './served-model.ts';

const guardrail: Guardrail = {
  versions: ['DRAFT', '1'],
  rules: [
    { policy: 'topic', name: 'Investment advice', form: /which (shares|stocks)/u },
    { policy: 'word', word: 'Projekt Blaufuchs' },
    { policy: 'pii', type: 'EMAIL', form: /[\w.]+@[\w.]+\w/u, action: 'ANONYMIZED' },
    { policy: 'pii', type: 'CREDIT_DEBIT_CARD_NUMBER', form: /\d{16}/u, action: 'BLOCKED' },
  ],
  blockedInput: 'I cannot talk about that.',
  blockedOutput: 'I cannot give that answer.',
};

const CONFIG = { guardrailIdentifier: 'gr1', guardrailVersion: '1', trace: 'enabled' } as const;

/** Asks for an answer, whole and streamed, and how often the model itself was asked. */
async function ask(said: string, answer: readonly ReplyBlock[], config: ConverseCommandInput['guardrailConfig'] = CONFIG) {
  let asked = 0;
  await using served = await serveModel({ answer: () => ((asked += 1), { content: answer }) }, { guardrails: { gr1: guardrail } });
  const request = { modelId: 'm', messages: [{ role: 'user' as const, content: [{ text: said }] }], guardrailConfig: config };
  const { output, stopReason, usage, trace } = await served.client.send(new ConverseCommand(request));
  return { content: output?.message?.content, stopReason, usage, trace: trace?.guardrail, asked };
}

async function stream(said: string, answer: string, config: object = CONFIG): Promise<readonly ConverseStreamOutput[]> {
  await using served = await serveModel({ answer: () => ({ content: [{ text: answer }] }) }, { guardrails: { gr1: guardrail } });
  const request = { modelId: 'm', messages: [{ role: 'user' as const, content: [{ text: said }] }], guardrailConfig: config as typeof CONFIG };
  const events: ConverseStreamOutput[] = [];
  for await (const event of (await served.client.send(new ConverseStreamCommand(request))).stream ?? []) events.push(event);
  return events;
}

const textOf = (events: readonly ConverseStreamOutput[]) => events.map((event) => event.contentBlockDelta?.delta?.text ?? '').join('');
const stopOf = (events: readonly ConverseStreamOutput[]) => events.find((event) => event.messageStop !== undefined)?.messageStop?.stopReason;
const traceOf = (events: readonly ConverseStreamOutput[]) => events.find((event) => event.metadata !== undefined)?.metadata?.trace?.guardrail;

describe('at the endpoint', () => {
  test('what nothing is wrong with goes through untouched, without a trace', async () => {
    expect(await ask('What is 2 + 2?', [{ text: 'Four.' }])).toMatchObject({
      content: [{ text: 'Four.' }],
      stopReason: 'end_turn',
      trace: undefined,
      asked: 1,
    });
  });

  test('a blocked question is answered by the guardrail; the model is not asked and nothing is counted', async () => {
    expect(await ask('Which shares shall I buy?', [{ text: 'Mine.' }])).toMatchObject({
      content: [{ text: 'I cannot talk about that.' }],
      stopReason: 'guardrail_intervened',
      usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
      trace: { inputAssessment: { gr1: { topicPolicy: { topics: [{ name: 'Investment advice', type: 'DENY', action: 'BLOCKED' }] } } } },
      asked: 0,
    });
  });

  test('a blocked answer is replaced, a masked one keeps its other words; both have the same stop reason', async () => {
    const blocked = await ask('Who?', [{ text: 'That is Projekt Blaufuchs.' }]);
    expect(blocked).toMatchObject({ content: [{ text: 'I cannot give that answer.' }], stopReason: 'guardrail_intervened', asked: 1 });
    expect(blocked.trace?.modelOutput).toEqual(['That is Projekt Blaufuchs.']);
    const masked = await ask('Who?', [{ text: 'Write to ann@example.org.' }]);
    expect(masked).toMatchObject({ content: [{ text: 'Write to {EMAIL}.' }], stopReason: 'guardrail_intervened' });
    expect(masked.trace?.outputAssessments?.['gr1']?.[0]?.sensitiveInformationPolicy?.piiEntities).toMatchObject([{ type: 'EMAIL', action: 'ANONYMIZED' }]);
    expect(masked.usage?.outputTokens).toBeGreaterThan(0);
  });

  test('tells nothing in a trace that is off', async () => {
    const { guardrailIdentifier, guardrailVersion } = CONFIG;
    for (const config of [
      { guardrailIdentifier, guardrailVersion },
      { ...CONFIG, trace: 'disabled' as const },
    ])
      expect(await ask('Which shares?', [], config)).toMatchObject({ stopReason: 'guardrail_intervened', trace: undefined });
  });

  test('streamed in step nothing is seen before it was judged; beside it, what was said is followed by the message', async () => {
    const inStep = await stream('Who?', 'Write to ann@example.org.', { ...CONFIG, streamProcessingMode: 'sync' });
    expect([textOf(inStep), stopOf(inStep)]).toEqual(['Write to {EMAIL}.', 'guardrail_intervened']);
    expect(traceOf(inStep)?.actionReason).toContain('masked');
    const beside = await stream('Who?', 'That is Projekt Blaufuchs.', { ...CONFIG, streamProcessingMode: 'async' });
    expect([textOf(beside), stopOf(beside)]).toEqual(['That is Projekt Blaufuchs.I cannot give that answer.', 'guardrail_intervened']);
    const unmasked = await stream('Who?', 'Write to ann@example.org.', { ...CONFIG, streamProcessingMode: 'async' });
    expect([textOf(unmasked), stopOf(unmasked)], 'masking needs the whole').toEqual(['Write to ann@example.org.', 'end_turn']);
  });

  test.each([
    ['no such guardrail', { ...CONFIG, guardrailIdentifier: 'gr2' }, /identifier or version provided in the request does not exist/u],
    ['no such version', { ...CONFIG, guardrailVersion: '2' }, /identifier or version provided in the request does not exist/u],
    ['an id that is none', { ...CONFIG, guardrailIdentifier: 'My Guardrail' }, /guardrailConfig.guardrailIdentifier.*failed to satisfy constraint/u],
    ['a version that is none', { ...CONFIG, guardrailVersion: 'latest' }, /guardrailConfig.guardrailVersion.*failed to satisfy constraint/u],
    ['no version', { guardrailIdentifier: 'gr1' }, /guardrailConfig.guardrailVersion.*must not be null/u],
    ['a trace that is none', { ...CONFIG, trace: 'on' }, /guardrailConfig.trace.*enum value set/u],
    ['a mode that is none', { ...CONFIG, streamProcessingMode: 'later' }, /guardrailConfig.streamProcessingMode.*enum value set/u],
  ])('refuses %s', async (_what, config, message) => {
    await expect(stream('hi', 'ho', config)).rejects.toMatchObject({ name: 'ValidationException', message: expect.stringMatching(message) });
  });

  test('an ARN names a guardrail too, and Converse does not know the mode of a stream', async () => {
    const arn = 'arn:aws:bedrock:us-east-1:123456789012:guardrail/gr1';
    expect((await ask('Which shares?', [], { ...CONFIG, guardrailIdentifier: arn })).stopReason).toBe('guardrail_intervened');
    expect((await ask('hi', [{ text: 'ho' }], { ...CONFIG, streamProcessingMode: 'later' } as typeof CONFIG)).stopReason).toBe('end_turn');
  });
});

describe('the adapter', () => {
  const settings = { modelId: 'amazon.nova-micro-v1:0', cache: { system: false, tools: false }, guardrail: { id: 'gr1', version: '1' } };
  const tools = [{ name: 'calculator', description: 'Calculates', inputSchema: { type: 'object' } }];

  async function adapted(said: string, answer: readonly ReplyBlock[]) {
    const telemetry = new RecordingTelemetry();
    await using served = await serveModel({ answer: () => ({ content: answer }) }, { guardrails: { gr1: guardrail } });
    const request = {
      system: 's',
      messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: said }] }],
      tools,
      maxTokens: 100,
      timeoutMs: 5_000,
    };
    return { outcome: await createBedrockModel(served.client, settings, telemetry.log).ask(request), lines: telemetry.lines };
  }

  test('goes on with a masked answer as what it is: the end of a turn, or a use of tools', async () => {
    const ended = await adapted('Who?', [{ text: 'Write to ann@example.org.' }]);
    expect(ended.outcome).toMatchObject({ kind: 'answered', stopReason: 'end_turn', content: [{ type: 'text', text: 'Write to {EMAIL}.' }] });
    const using = await adapted('Who?', [{ text: 'For ann@example.org:' }, { toolUse: { toolUseId: 't1', name: 'calculator', input: {} } }]);
    expect(using.outcome).toMatchObject({ stopReason: 'tool_use', content: [{ text: 'For {EMAIL}:' }, { toolUseId: 't1' }] });
    expect(using.lines.map(({ fields }) => fields)).toEqual([
      { model: settings.modelId, guardrail: 'gr1', code: 'GUARDRAIL_MASKED', findings: ['output: PII EMAIL ANONYMIZED'] },
    ]);
  });

  test.each([
    ['Which stocks?', 'Mine.', ['input: topic "Investment advice" BLOCKED'], 'I cannot talk about that.'],
    ['My card is 4111111111111111', 'ok', ['input: PII CREDIT_DEBIT_CARD_NUMBER BLOCKED'], 'I cannot talk about that.'],
    [
      'Who?',
      'Projekt Blaufuchs, ann@example.org, 4111111111111111',
      ['output: word of a list BLOCKED', 'output: PII EMAIL ANONYMIZED', 'output: PII CREDIT_DEBIT_CARD_NUMBER BLOCKED'],
      'I cannot give that answer.',
    ],
  ])('says by which rule "%s" was blocked, and never what matched', async (said, answer, findings, told) => {
    const { outcome, lines } = await adapted(said, [{ text: answer }]);
    expect(outcome).toMatchObject({ kind: 'answered', stopReason: 'guardrail_intervened', content: [{ type: 'text', text: told }] });
    expect(lines.map(({ fields }) => fields)).toEqual([{ model: settings.modelId, guardrail: 'gr1', code: 'GUARDRAIL_BLOCKED', findings }]);
    expect(JSON.stringify(lines)).not.toMatch(/Blaufuchs|ann@|4111|stocks/u);
  });
});
