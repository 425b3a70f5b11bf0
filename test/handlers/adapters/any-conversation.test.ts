/** Whatever a conversation holds, and wherever it is folded: what is asked is what both protocols accept, each use answered once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toConverseRequest } from '../../../handlers/adapters/aws/converse-request.ts';
import { toChatRequest } from '../../../handlers/adapters/openai/chat-request.ts';
import { compacted, type ContextMarks } from '../../../handlers/core/orchestration/compaction.ts';
import type { Block, Message } from '../../../handlers/core/orchestration/conversation.ts';
import { buildModelRequest } from '../../../handlers/core/orchestration/model-request.ts';
import { assertConversation } from '../../../infra/local/bedrock/conversation.ts';
import { assertShape } from '../../../infra/local/bedrock/constraints.ts';
import type { ConverseRequest } from '../../../infra/local/bedrock/converse-request.ts';
import { assertToolConfiguration } from '../../../infra/local/bedrock/tool-configuration.ts';
import { parseChatRequest } from '../../local/openai/chat-request.ts';

const agents = [{ agentId: 'calculator', description: 'Calculates.', schema: { type: 'object' } }];

/** Blank, odd, long, cut JSON, whole JSON. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', ' \n', '[1,2]', '{"a":1}', '{"a":12345678901234567890}', '{"a":"…', 'null'),
  fc.integer({ min: 1, max: 4_000 }).map((length) => 'wörd '.repeat(length)),
);
const input = fc.oneof(fc.constant(undefined), fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }));
const opaque = fc.constantFrom({ reasoningContent: { reasoningText: { text: 'hm', signature: 's' } } }, { image: { format: 'png', source: {} } });

/** Servers number their calls anew in each answer, so that ids come again in later turns. */
const turn = fc.record({
  said: fc.option(text, { nil: undefined }),
  thought: fc.option(opaque, { nil: undefined }),
  uses: fc.array(fc.record({ input, status: fc.constantFrom('success' as const, 'error' as const), result: text }), { minLength: 1, maxLength: 5 }),
  added: fc.option(text, { nil: undefined }),
});

const conversation = fc.record({ task: text, turns: fc.array(turn, { maxLength: 12 }) }).map(({ task, turns }): readonly Message[] => [
  { role: 'user', blocks: [{ type: 'text', text: task }] },
  ...turns.flatMap(({ said, thought, uses, added }): Message[] => [
    {
      role: 'assistant',
      blocks: [
        ...(thought === undefined ? [] : [{ type: 'opaque', value: thought } as const]),
        ...(said === undefined ? [] : [{ type: 'text', text: said } as const]),
        ...uses.map((use, index): Block => ({ type: 'toolUse', toolUseId: `call_${index}`, name: 'calculator', input: use.input })),
      ],
    },
    {
      role: 'user',
      blocks: [
        ...uses.map(({ status, result }, index): Block => ({ type: 'toolResult', toolUseId: `call_${index}`, status, text: result })),
        ...(added === undefined ? [] : [{ type: 'text', text: added } as const]),
      ],
    },
  ]),
]);

const marks: fc.Arbitrary<ContextMarks> = fc
  .tuple(fc.integer({ min: 0, max: 8_000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 4 }))
  .map(([highTokens, part, wholeTurns]) => ({ highTokens, lowTokens: Math.floor(highTokens * part), wholeTurns }));

test('a request that is built from any conversation is accepted by the strict rules of both protocols', () => {
  fc.assert(
    fc.property(conversation, fc.boolean(), (messages, shorten) => {
      const request = { ...buildModelRequest('You are the supervisor.', agents, messages, shorten), maxTokens: 100, timeoutMs: 1_000 };
      const converse = JSON.parse(JSON.stringify(toConverseRequest({ modelId: 'm', cache: { system: true, tools: true } }, request))) as ConverseRequest;
      assertShape(converse);
      assertConversation(converse);
      assertToolConfiguration(converse);
      const chat = toChatRequest({ limit: 'max_tokens', countsInStream: true }, { model: 'small' }, request);
      expect(parseChatRequest(JSON.stringify(chat)).messages.length).toBeGreaterThanOrEqual(messages.length);
    }),
    { numRuns: 400 },
  );
});

test('folding keeps every message, use, id and status, the last turns whole, and changes nothing but results, which only get shorter', () => {
  fc.assert(
    fc.property(conversation, marks, (messages, limits) => {
      const shown = compacted(messages, limits);
      expect(shown.length).toBe(messages.length);
      messages.forEach((message, index) => {
        const other = shown[index];
        const recent = index >= messages.length - 2 * limits.wholeTurns;
        if (recent) expect(other).toEqual(message);
        expect(other?.blocks.map((block) => (block.type === 'toolResult' ? { ...block, text: '' } : block))).toEqual(
          message.blocks.map((block) => (block.type === 'toolResult' ? { ...block, text: '' } : block)),
        );
        message.blocks.forEach((block, at) => {
          const kept = other?.blocks[at];
          if (block.type === 'toolResult' && kept?.type === 'toolResult') expect(kept.text.length).toBeLessThanOrEqual(block.text.length);
        });
      });
      expect(compacted(messages, limits), 'the same history is always folded alike').toEqual(shown);
    }),
    { numRuns: 400 },
  );
});

test('a history that goes on is folded at least where it was: the prompt cache holds between two folds', () => {
  fc.assert(
    fc.property(conversation, marks, (messages, limits) => {
      const lengths = messages.flatMap((message, index) => (message.role === 'user' ? [index + 1] : []));
      let before = 0;
      for (const length of lengths) {
        const part = messages.slice(0, length);
        const folded = compacted(part, limits).findLastIndex(
          (message, index) => message !== part[index] && JSON.stringify(message) !== JSON.stringify(part[index]),
        );
        expect(folded).toBeGreaterThanOrEqual(before - 1);
        before = Math.max(before, folded + 1);
      }
    }),
    { numRuns: 150 },
  );
});
