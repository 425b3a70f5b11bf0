/** The soak at the size of a test; `npm run soak` is the same with 1,000 orchestrations. */
import { describe, expect, it } from 'vitest';
import { audit, type Ending, type ReadPartition } from '../../soak/audit.ts';
import { soak } from '../../soak/soaking.ts';

it('every orchestration ends, none twice, none lost, while the runtime is killed three times and a fifth of the requests fail', async () => {
  const { violations, outcomes, kills, faults, requests } = await soak({ count: 30, kills: 3, faults: 0.2, seed: 5 });
  expect(violations).toEqual([]);
  expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(30);
  expect(kills).toBe(3);
  expect(Object.keys(faults).toSorted()).toEqual(['answerLost', 'refused', 'throttled']);
  expect(Object.values(faults).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(60);
  expect(Object.values(requests).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(900);
}, 180_000);

describe('the audit', () => {
  const head = { item: 'META', status: 'COMPLETED', turn: 2, announced: true, messages: 4 };
  const message = (n: number, body: unknown) => ({ item: `M#${n}`, body: JSON.stringify(body) });
  const stored = [
    head,
    message(0, [{ type: 'text', text: 'do' }]),
    message(1, [{ type: 'toolUse', toolUseId: 'a' }]),
    message(2, [{ type: 'toolResult', toolUseId: 'a' }]),
    message(3, [{ type: 'text', text: 'done' }]),
  ];
  const task = { taskId: '00-a', status: 'SUCCEEDED', attempt: 1 };
  const ending: Ending = {
    messageId: 'm',
    eventId: 'e',
    detailType: 'orchestration.completed',
    detail: { orchestrationId: 'o', status: 'COMPLETED', turn: 2, answer: 'done' },
  };

  async function violations(items: readonly object[], tasks: readonly object[], endings: readonly Ending[]): Promise<readonly string[]> {
    const read: ReadPartition = async (table, key) => (table === 'orchestration' ? items : key === 'o#1' ? tasks : []) as Awaited<ReturnType<ReadPartition>>;
    return (await audit(read, new Map([['o', 'done']]), endings)).violations;
  }

  it('finds nothing wrong with a record whose end was told twice in the same words', async () => {
    expect(await violations(stored, [task], [ending, { ...ending, messageId: 'm2' }])).toEqual([]);
  });

  it.each([
    ['one that is not stored', [], [], [ending], 'o is lost: it is not stored'],
    ['one that has not ended', [{ ...head, status: 'WAITING' }, ...stored.slice(1)], [task], [ending], 'o has not ended: it is WAITING at turn 2'],
    ['an end that was not told', stored, [task], [], 'o has no final event'],
    [
      'an end that was told in different words',
      stored,
      [task],
      [ending, { ...ending, detail: { ...ending.detail, answer: 'else' } }],
      expect.stringMatching(/^o has 2 different final events/u),
    ],
    [
      'an answer that is not the expected one',
      stored,
      [task],
      [{ ...ending, detail: { ...ending.detail, answer: 'else' } }],
      expect.stringMatching(/with the answer "else", expected "done"$/u),
    ],
    ['a task that is open', stored, [{ ...task, status: 'RUNNING' }], [ending], 'o has ended and its task 00-a is RUNNING'],
    ['a message too many', [...stored, message(4, [])], [task], [ending], 'o counts 4 messages and has 5'],
    [
      'a tool use without its result',
      [...stored.slice(0, 3), message(2, []), ...stored.slice(4)],
      [task],
      [ending],
      'o asks in turn 1 for a and is answered for ',
    ],
    [
      'an end of something that nobody asked for',
      stored,
      [task],
      [ending, { ...ending, detail: { ...ending.detail, orchestrationId: 'x' } }],
      'x ended and was never asked for',
    ],
  ])('finds %s', async (_what, items, tasks, endings, problem) => {
    expect(await violations(items, tasks, endings)).toContainEqual(problem);
  });
});
