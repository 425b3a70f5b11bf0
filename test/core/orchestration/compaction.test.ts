import { describe, expect, it } from 'vitest';
import { compacted, contextMarks, leavesOut, shownResult, tightMarks } from '../../../handlers/core/orchestration/compaction.ts';
import type { Message } from '../../../handlers/core/orchestration/conversation.ts';
import { toolResults } from '../../../handlers/core/orchestration/conversation.ts';
import { buildModelRequest, type AskedBlock } from '../../../handlers/core/orchestration/model-request.ts';
import { estimateTokens } from '../../../handlers/core/orchestration/token-estimate.ts';
import { ended, givenTask, useBlocks } from './given.ts';

const first: Message = { role: 'user', blocks: [{ type: 'text', text: 'add' }] };

/** A conversation of so many turns, each with one result of so many characters. */
function conversation(turns: number, characters: number): readonly Message[] {
  return [
    first,
    ...Array.from({ length: turns }, (_, index): readonly Message[] => [
      { role: 'assistant', blocks: [{ type: 'toolUse', toolUseId: `u${index}`, name: 'adder', input: { n: index } }] },
      { role: 'user', blocks: [{ type: 'toolResult', toolUseId: `u${index}`, status: 'success', text: `${index}:`.padEnd(characters, 'x') }] },
    ]).flat(),
  ];
}

const tokens = (messages: readonly Message[]) =>
  estimateTokens(messages.flatMap(({ blocks }) => blocks.map((block) => ('text' in block ? block.text : ''))).join(''));

describe('a long conversation', () => {
  it('is left alone until it is over the mark', () => {
    const short = conversation(10, 20_000);
    expect(compacted(short)).toBe(short);
  });

  it('stays within the mark however long it gets, and keeps every pair and the last turns whole', () => {
    for (const turns of [11, 50, 200]) {
      const stored = conversation(turns, 20_000);
      const shown = compacted(stored);
      expect(tokens(shown)).toBeLessThan(contextMarks.highTokens);
      expect(shown.map(({ role, blocks }) => [role, blocks.map((block) => ('toolUseId' in block ? block.toolUseId : ''))])).toEqual(
        stored.map(({ role, blocks }) => [role, blocks.map((block) => ('toolUseId' in block ? block.toolUseId : ''))]),
      );
      expect(shown.slice(-4)).toEqual(stored.slice(-4));
      expect(shown[2]?.blocks[0]).toMatchObject({
        text: expect.stringContaining('(20000 characters in all, left out here; read on with read_result {"result":"u0","offset":0})'),
      });
    }
  });

  it('is folded at few points, between which the input only grows at its end: 200 turns with 20 KB results', () => {
    const stored = conversation(200, 20_000);
    let [before, folds, whole, sent] = ['', 0, 0, 0];
    for (let turn = 1; turn <= 200; turn++) {
      const history = stored.slice(0, 2 * turn + 1);
      const text = JSON.stringify(compacted(history)).slice(0, -1);
      if (!text.startsWith(before)) folds += 1;
      before = text;
      whole += tokens(history);
      sent += tokens(compacted(history));
    }
    // Measured: 31 folds; 9.4 of 116 million input tokens over the run, at most 69,000 instead of 1,154,000 at once.
    expect(folds).toBeLessThan(45);
    expect(sent / whole).toBeLessThan(0.1);
  });

  it('is folded to its last turn when the model said that its window is exceeded', () => {
    const stored = conversation(5, 5_000);
    expect(compacted(stored, tightMarks).map(({ blocks }) => JSON.stringify(blocks).length > 4_000)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});

describe('a long result', () => {
  it('is shown by its beginning, with how to read on', () => {
    const { text, length } = shownResult('u1', 'x'.repeat(30_000), 24_000);
    expect(length).toBe(30_000);
    expect(text.slice(24_000)).toBe('… (30000 characters in all; read on with read_result {"result":"u1","offset":24000})');
    expect(shownResult('u1', 'short', 24_000)).toEqual({ text: 'short' });
    expect(shownResult('u1', `${'x'.repeat(9)}😀`, 10).text.startsWith('xxxxxxxxx…')).toBe(true);
  });

  it('has less room when it is one of many', () => {
    const tasks = Array.from({ length: 32 }, (_, index) => ended(givenTask(index)));
    const results = toolResults(useBlocks(32), tasks, new Map(tasks.map(({ taskId }) => [taskId, { text: 'y'.repeat(24_000) }])));
    expect(results.map(({ text }) => text.indexOf('…'))).toEqual(Array.from({ length: 32 }, () => 3_000));
  });

  it('brings the tool to read it, which then stays', () => {
    const names = (messages: readonly Message[]) => buildModelRequest('s', [], messages, false).tools?.map(({ name }) => name);
    const short = conversation(3, 50);
    expect(names(short)).toBeUndefined();
    expect(leavesOut(short, short)).toBe(false);
    expect(names(conversation(30, 20_000))).toEqual(['read_result']);
    const cut: Message = { role: 'user', blocks: [{ type: 'toolResult', toolUseId: 'c', status: 'success', text: 'x… ', length: 90_000 }] };
    expect(names([...short, cut, ...conversation(3, 50)])).toEqual(['read_result']);
  });
});

it('answers each tool use of the input exactly once after folding (S3)', () => {
  const { messages } = buildModelRequest('s', [], conversation(40, 20_000), false);
  const ids = (content: readonly AskedBlock[] | undefined) => (content ?? []).flatMap((block) => ('toolUseId' in block ? [block.toolUseId] : []));
  for (let index = 1; index < messages.length; index += 2) expect(ids(messages[index + 1]?.content)).toEqual(ids(messages[index]?.content));
});
