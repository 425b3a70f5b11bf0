import { expect, it } from 'vitest';
import { toolResults, type Message } from '../../../handlers/core/orchestration/conversation.ts';
import { brokenHistory, buildModelRequest } from '../../../handlers/core/orchestration/model-request.ts';
import { ended, givenTask, useBlocks } from './given.ts';

const first: Message = { role: 'user', blocks: [{ type: 'text', text: 'add' }] };
const turn: readonly Message[] = [
  { role: 'assistant', blocks: useBlocks(1) },
  { role: 'user', blocks: toolResults(useBlocks(1), [ended(givenTask(0))], new Map([['00-use0', { text: '3' }]])) },
];

it('never offers an empty list of tools', () => {
  expect(buildModelRequest('s', [], [first], false)).toEqual({ system: 's', messages: [{ role: 'user', content: [{ type: 'text', text: 'add' }] }] });
});

it('leaves blank text out', () => {
  expect(
    buildModelRequest(
      's',
      [],
      [
        {
          role: 'user',
          blocks: [
            { type: 'text', text: ' ' },
            { type: 'text', text: 'add' },
          ],
        },
      ],
      false,
    ).messages[0]?.content,
  ).toEqual([{ type: 'text', text: 'add' }]);
});

it('shows an attachment by name, size and beginning', () => {
  const content = buildModelRequest(
    's',
    [],
    [{ role: 'user', blocks: [{ type: 'attachment', name: 'a "b".csv', bytes: 9, sha256: '', preview: 'x,y\n1,2' }] }],
    false,
  ).messages[0]?.content;
  expect(content).toEqual([{ type: 'text', text: '<attachment name="a \\"b\\".csv" bytes="9">\nx,y\n1,2\n</attachment>' }]);
});

it('accepts exactly one assistant message a turn', () => {
  expect(brokenHistory(0, [first])).toBeUndefined();
  expect(brokenHistory(1, [first, ...turn])).toBeUndefined();
  expect(brokenHistory(2, [first, ...turn])).toContain('has 1 assistant messages, expected 2');
  expect(brokenHistory(1, [first, turn[1] ?? first, turn[0] ?? first])).toBe('message 1 of the stored history is by the wrong role');
});

it('shortens old tool results only when asked, and keeps every pair', () => {
  const long: Message = { role: 'user', blocks: [{ type: 'toolResult', toolUseId: 'use0', status: 'success', text: 'x'.repeat(5_000) }] };
  const history = [first, { role: 'assistant', blocks: useBlocks(1) } as const, long, ...turn];
  const lengths = (shorten: boolean) => buildModelRequest('s', [], history, shorten).messages.map(({ content }) => JSON.stringify(content).length);
  expect(lengths(false)[2]).toBeGreaterThan(5_000);
  expect(lengths(true)[2]).toBeLessThan(600);
  expect(buildModelRequest('s', [], history, true).messages).toHaveLength(5);
});
