/** Answers as servers give them that are not strict about the protocol. */
import type { ChatCompletion } from 'openai/resources/chat/completions';
import { expect, it } from 'vitest';
import { toOutcome } from '../../../handlers/adapters/openai/chat-answer.ts';

const request = { system: 's', messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'x'.repeat(350) }] }] };

function outcomeOf(message: object, usage: unknown) {
  const choice = { index: 0, finish_reason: 'stop', logprobs: null, message: { role: 'assistant', content: 'three', refusal: null, ...message } };
  return toOutcome({ id: 'c', object: 'chat.completion', created: 0, model: 'm', choices: [choice], usage } as unknown as ChatCompletion, request);
}

it.each([
  [null, 'both'],
  [{}, 'both'],
  [{ prompt_tokens: 7 }, 'output'],
  [{ prompt_tokens: 7, completion_tokens: 1.5 }, 'output'],
  [{ prompt_tokens: -7, completion_tokens: 1.5 }, 'both'],
  [{ prompt_tokens: Number.NaN, completion_tokens: Infinity }, 'both'],
])('of what a server counts as %j, %s is estimated: no head could hold that', (usage, estimated) => {
  const { inputTokens, outputTokens, cachedTokens } = outcomeOf({}, usage).usage;
  if (estimated === 'both') expect(inputTokens).toBeGreaterThan(100);
  else expect(inputTokens).toBe(7);
  expect(Number.isInteger(outputTokens) && outputTokens > 0).toBe(true);
  expect(cachedTokens).toBe(0);
});

it('takes what a server has counted', () => {
  expect(outcomeOf({}, { prompt_tokens: 7, completion_tokens: 2, prompt_tokens_details: { cached_tokens: null } }).usage).toEqual({
    inputTokens: 7,
    outputTokens: 2,
    cachedTokens: 0,
  });
});

it('reads a call without an id, and counts one without a name as malformed', () => {
  const call = (id: unknown, name: unknown) => ({ tool_calls: [{ id, type: 'function', function: { name, arguments: '{}' } }] });
  expect(outcomeOf(call(undefined, 'adder'), undefined)).toMatchObject({
    stopReason: 'tool_use',
    content: [{ type: 'text' }, { type: 'toolUse', toolUseId: '', name: 'adder', input: {} }],
  });
  expect(outcomeOf(call('c1', undefined), undefined)).toMatchObject({ stopReason: 'malformed_tool_use' });
});
