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
  null,
  {},
  { prompt_tokens: 7 },
  { prompt_tokens: 7, completion_tokens: 1.5 },
  { prompt_tokens: -7, completion_tokens: 1 },
  { prompt_tokens: Number.NaN, completion_tokens: 1 },
])('estimates what a server counts as %j: no head could hold that', (usage) => {
  const { inputTokens, outputTokens, cachedTokens } = outcomeOf({}, usage).usage;
  expect(inputTokens).toBeGreaterThan(100);
  expect({ outputTokens, cachedTokens }).toEqual({ outputTokens: expect.any(Number), cachedTokens: 0 });
  expect(Number.isInteger(outputTokens)).toBe(true);
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
