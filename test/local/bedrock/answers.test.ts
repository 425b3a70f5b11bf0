import { ConverseCommand, ConverseStreamCommand, type ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import type { ConverseModel, Reply } from '../../../infra/local/bedrock/converse-model.ts';
import { serveModel } from './served-model.ts';

const request = {
  modelId: 'a.model',
  messages: [{ role: 'user' as const, content: [{ text: 'hello' }] }],
  toolConfig: { tools: [{ toolSpec: { name: 'add', inputSchema: { json: { type: 'object' } } } }] },
};
const always = (reply: Reply): ConverseModel => ({ answer: () => reply });

async function streamed(model: ConverseModel, more: object = {}): Promise<{ readonly events: readonly ConverseStreamOutput[]; readonly error: unknown }> {
  await using served = await serveModel(model);
  const events: ConverseStreamOutput[] = [];
  try {
    const { stream } = await served.client.send(new ConverseStreamCommand({ ...request, ...more }));
    for await (const event of stream ?? []) events.push(event);
    return { events, error: undefined };
  } catch (error) {
    return { events, error };
  }
}

describe('Converse', () => {
  it('answers with content, stop reason, usage and metrics', async () => {
    await using served = await serveModel(always({ content: [{ text: 'I add.' }, { toolUse: { toolUseId: 't1', name: 'add', input: { a: 1 } } }] }));
    const { output, stopReason, usage, metrics } = await served.client.send(new ConverseCommand(request));
    expect(output).toEqual({ message: { role: 'assistant', content: [{ text: 'I add.' }, { toolUse: { toolUseId: 't1', name: 'add', input: { a: 1 } } }] } });
    expect(stopReason).toBe('tool_use');
    expect(usage).toEqual({
      inputTokens: expect.any(Number),
      outputTokens: expect.any(Number),
      totalTokens: (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0),
    });
    expect(metrics?.latencyMs).toEqual(expect.any(Number));
  });

  it('hands the model the decoded id and the request', async () => {
    const seen: unknown[] = [];
    await using served = await serveModel({ answer: (modelId, converse) => (seen.push(modelId, converse.messages), { content: [{ text: 'x' }] }) });
    await served.client.send(new ConverseCommand({ ...request, modelId: 'anthropic.claude-v1:0' }));
    expect(seen).toEqual(['anthropic.claude-v1:0', request.messages]);
  });

  it('keeps given usage and stop reason', async () => {
    await using served = await serveModel(
      always({ content: [{ text: 'x' }], stopReason: 'guardrail_intervened', usage: { inputTokens: 7, outputTokens: 3, cacheReadInputTokens: 5 } }),
    );
    const { stopReason, usage } = await served.client.send(new ConverseCommand(request));
    expect([stopReason, usage]).toEqual(['guardrail_intervened', { inputTokens: 7, outputTokens: 3, cacheReadInputTokens: 5, totalTokens: 10 }]);
  });

  it('cuts a text at maxTokens and drops what follows', async () => {
    await using served = await serveModel(always({ content: [{ text: 'abcdefgh'.repeat(10) }, { toolUse: { toolUseId: 't', name: 'add', input: {} } }] }));
    const { output, stopReason } = await served.client.send(new ConverseCommand({ ...request, inferenceConfig: { maxTokens: 4 } }));
    expect([output?.message?.content, stopReason]).toEqual([[{ text: 'abcdefghabcdefgh' }], 'max_tokens']);
  });

  it('ends at a stop sequence', async () => {
    await using served = await serveModel(always({ content: [{ text: 'one END two' }] }));
    const { output, stopReason } = await served.client.send(new ConverseCommand({ ...request, inferenceConfig: { stopSequences: ['END'] } }));
    expect([output?.message?.content, stopReason]).toEqual([[{ text: 'one ' }], 'stop_sequence']);
  });

  it.each([
    ['ThrottlingException', 429],
    ['ModelTimeoutException', 408],
    ['ModelErrorException', 424],
    ['ModelNotReadyException', 429],
    ['AccessDeniedException', 403],
    ['ResourceNotFoundException', 404],
    ['ServiceUnavailableException', 503],
    ['InternalServerException', 500],
  ] as const)('throws %s as the SDK’s class with status %i', async (failure, status) => {
    await using served = await serveModel(always({ failure, message: 'scripted' }));
    await expect(served.client.send(new ConverseCommand(request))).rejects.toMatchObject({
      name: failure,
      message: 'scripted',
      $metadata: { httpStatusCode: status },
    });
    await expect(served.client.send(new ConverseStreamCommand(request))).rejects.toMatchObject({ name: failure });
  });

  it('carries further members of an error', async () => {
    await using served = await serveModel(always({ failure: 'ModelErrorException', message: 'm', members: { originalStatusCode: 503, resourceName: 'r' } }));
    await expect(served.client.send(new ConverseCommand(request))).rejects.toMatchObject({ originalStatusCode: 503, resourceName: 'r' });
  });

  it('turns a defect of the model into an InternalServerException', async () => {
    await using served = await serveModel({
      answer: () => {
        throw new Error('boom');
      },
    });
    await expect(served.client.send(new ConverseCommand(request))).rejects.toMatchObject({
      name: 'InternalServerException',
      message: 'The model failed: boom',
    });
  });
});

describe('ConverseStream', () => {
  it('sends the events of an answer in the service’s order', async () => {
    const text = 'The quick brown fox jumps over the lazy dog 🦊🦊🦊';
    const { events, error } = await streamed(
      always({
        content: [
          { reasoningContent: { reasoningText: { text: 'hm', signature: 's' } } },
          { text },
          { toolUse: { toolUseId: 't1', name: 'add', input: { list: ['ä', '€'] } } },
        ],
      }),
    );
    expect(error).toBeUndefined();
    expect(events[0]).toEqual({ messageStart: { role: 'assistant' } });
    expect(events.at(-2)).toEqual({ messageStop: { stopReason: 'tool_use' } });
    expect(events.at(-1)).toMatchObject({ metadata: { usage: { totalTokens: expect.any(Number) }, metrics: { latencyMs: expect.any(Number) } } });
    const deltas = events.flatMap((event) => (event.contentBlockDelta === undefined ? [] : [event.contentBlockDelta]));
    expect(
      deltas
        .filter((delta) => delta.contentBlockIndex === 1)
        .map((delta) => delta.delta?.text)
        .join(''),
    ).toBe(text);
    expect(
      JSON.parse(
        deltas
          .filter((delta) => delta.contentBlockIndex === 2)
          .map((delta) => delta.delta?.toolUse?.input)
          .join(''),
      ),
    ).toEqual({ list: ['ä', '€'] });
    expect(events.filter((event) => event.contentBlockStart !== undefined)).toEqual([
      { contentBlockStart: { contentBlockIndex: 2, start: { toolUse: { toolUseId: 't1', name: 'add' } } } },
    ]);
    expect(events.filter((event) => event.contentBlockStop !== undefined)).toHaveLength(3);
  });

  it('sends an exception in mid stream after the wanted events', async () => {
    const { events, error } = await streamed(
      always({ failure: 'ThrottlingException', message: 'too many', afterEvents: 2, answer: { content: [{ text: 'begun' }] } }),
    );
    expect(events).toEqual([{ messageStart: { role: 'assistant' } }, { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'begun' } } }]);
    expect(error).toMatchObject({ name: 'ThrottlingException', message: 'too many' });
  });

  it('wraps an exception that streams do not have in a ModelStreamErrorException', async () => {
    const { error } = await streamed(always({ failure: 'ModelTimeoutException', message: 'slow', afterEvents: 1 }));
    expect(error).toMatchObject({ name: 'ModelStreamErrorException', originalStatusCode: 408, originalMessage: 'ModelTimeoutException: slow' });
  });

  it('cuts the connection when told to', async () => {
    const { events, error } = await streamed(always({ failure: 'disconnect', message: '', afterEvents: 1 }));
    expect(events.some((event) => event.messageStop !== undefined)).toBe(false);
    expect(error).toBeInstanceOf(Error);
  });
});
