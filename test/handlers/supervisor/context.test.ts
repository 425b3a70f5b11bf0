/** Reading long results in parts and finding agents among many: answered by the supervisor itself, with no worker. */
import { describe, expect, it } from 'vitest';
import { RecordingTelemetry } from '../../../handlers/adapters/memory/telemetry.ts';
import type { ScriptedAnswer } from '../../../handlers/adapters/memory/scripted-model.ts';
import type { ContentBlock, ModelRequest } from '../../../handlers/shell/ports.ts';
import { orchestrationId, says, StoredRun, uses } from '../operator/stored-run.ts';

function asks(toolUseId: string, name: string, input: unknown): ScriptedAnswer {
  return {
    kind: 'answered',
    content: [{ type: 'toolUse', toolUseId, name, input }],
    stopReason: 'tool_use',
    usage: { inputTokens: 100, outputTokens: 10, cachedTokens: 0, costUsd: 0.001 },
  };
}

/** Text of the last message's tool results. */
function results(request: ModelRequest | undefined): readonly string[] {
  return (request?.messages.at(-1)?.content ?? []).flatMap((block: ContentBlock) => (block.type === 'toolResult' ? [block.text] : []));
}

const rows = Array.from({ length: 20_000 }, (_, index) => ({ id: index, name: `row ${index}` }));

describe('read_result', () => {
  it.each([
    ['kept in the task', { rows: rows.slice(0, 1_500) }],
    ['stored apart', { rows }],
  ])('reads parts of a result %s, by position and by pointer, until the model has enough', async (_where, data) => {
    const whole = JSON.stringify(data);
    const run = new StoredRun([
      uses(1, 'adder'),
      asks('r1', 'read_result', { result: 't1u0', offset: 24_000, length: 50 }),
      asks('r2', 'read_result', { result: 't1u0', pointer: '/rows/1200/name' }),
      says('done'),
    ]);
    await run.request();
    await run.complete(data);
    const { requests } = run.model;
    expect(requests[0]?.tools?.map(({ name }) => name)).not.toContain('read_result');
    expect(results(requests[1])[0]).toContain(`(${whole.length} characters in all; read on with read_result {"result":"t1u0","offset":24000})`);
    expect(requests[1]?.tools?.map(({ name }) => name)).toContain('read_result');
    expect(results(requests[2])).toEqual([
      `characters 24000 to 24050 of ${whole.length}; the next part begins at "offset" 24050\n${whole.slice(24_000, 24_050)}`,
    ]);
    expect(results(requests[3])).toEqual(['characters 0 to 8 of 8\nrow 1200']);
    expect(run.queue.sent).toEqual([]);
    const head = run.tables.orchestrations.get(orchestrationId)?.head;
    expect(head).toMatchObject({ status: 'COMPLETED', turn: 4, usage: { tasks: 3 } });
  });

  it.each([
    ['an id of no result', { result: 'elsewhere' }, 'there is no result "elsewhere" in this conversation'],
    ['a part that is not there', { result: 't1u0', pointer: '/rows/0/price' }, 'there is no "price" at "/rows/0": there are id, name'],
    ['a place beyond the end', { result: 't1u0', offset: 9_999_999 }, 'ask for an "offset" below that'],
    ['too much at once', { result: 't1u0', length: 1_000_000 }, '/length must be <= 16000'],
  ])('says what is wrong with %s', async (_what, input, message) => {
    const run = new StoredRun([uses(1, 'adder'), asks('r1', 'read_result', input), says('done')]);
    await run.request();
    await run.complete({ rows });
    expect(results(run.model.requests[2])[0]).toContain(message);
  });

  it('tells results apart whose server numbers its calls anew in each answer', async () => {
    const run = new StoredRun([
      asks('call_0', 'adder', {}),
      asks('call_0', 'adder', {}),
      asks('call_0', 'read_result', { result: 'call_0', offset: 29_990 }),
      asks('call_0', 'read_result', { result: 'call_0_2_0', offset: 29_990 }),
      says('done'),
    ]);
    await run.request();
    await run.complete('a'.repeat(30_000));
    await run.complete('b'.repeat(30_000));
    const { requests } = run.model;
    expect(results(requests[2])[0]).toContain('read on with read_result {"result":"call_0_2_0","offset":24000}');
    expect([results(requests[3])[0], results(requests[4])[0]]).toEqual([expect.stringMatching(/\na{10}$/u), expect.stringMatching(/\nb{10}$/u)]);
    const ids = (requests[4]?.messages ?? []).flatMap(({ content }) => content.flatMap((block) => (block.type === 'toolUse' ? [block.toolUseId] : [])));
    expect(new Set(ids).size).toBe(4);
  });

  it('takes calls whose ids are longer than a task holds', async () => {
    const run = new StoredRun([asks(`call_${'x'.repeat(2_000)}`, 'adder', {}), says('done')]);
    await run.request();
    await run.complete('three');
    expect(run.tables.orchestrations.get(orchestrationId)?.head).toMatchObject({ status: 'COMPLETED', usage: { modelCalls: 2 } });
    const ids = run.model.requests[1]?.messages.flatMap(({ content }) => content.flatMap((block) => ('toolUseId' in block ? [block.toolUseId] : [])));
    expect(ids).toEqual([`call_${'x'.repeat(43)}_1_0`, `call_${'x'.repeat(43)}_1_0`]);
  });

  it("cannot read another orchestration's results", async () => {
    const run = new StoredRun([uses(1, 'adder'), says('done'), uses(1, 'adder'), asks('r1', 'read_result', { result: 'x9', offset: 0 }), says('done')]);
    await run.request();
    await run.complete({ secret: 's'.repeat(30_000) });
    await run.request({ orchestrationId: 'o-other' });
    await run.complete('mine');
    expect(results(run.model.requests[4])[0]).toContain('there is no result "x9"');
  });

  it('counts against the budget of tasks', async () => {
    const run = new StoredRun([uses(1, 'adder'), asks('r1', 'read_result', { result: 't1u0' }), says('done')]);
    await run.request({ budget: { tasks: 1 } });
    await run.complete({ rows });
    expect(results(run.model.requests[2])).toEqual(['BUDGET_TASKS: the task budget is spent: answer with what you have']);
  });
});

it.each([['My Agent!'], ['x'.repeat(65)], ['']])('goes on when a fabricator of another make says that the agent %j is active', async (agentId) => {
  const run = new StoredRun([uses(1, 'fabricator'), says('done')]);
  await run.request();
  await run.complete({ agentId, state: 'active' });
  const head = run.tables.orchestrations.get(orchestrationId)?.head;
  expect([head?.status, head?.fabricated]).toEqual(['COMPLETED', undefined]);
});

describe('many agents', () => {
  function crowd(answers: readonly ScriptedAnswer[], telemetry: RecordingTelemetry): StoredRun {
    const run = new StoredRun(answers, telemetry);
    for (let index = 0; index < 300; index++) run.addAgent(`filler-${index}`, 'v1', `Does chore number ${index}.`);
    run.addAgent('invoice-totals', 'v1', 'Adds the totals of invoices.');
    run.addAgent('poem-writer', 'v1', 'Writes poems and rhymes.');
    return run;
  }

  it('are narrowed to those that fit the task, and others are found when asked for', async () => {
    const telemetry = new RecordingTelemetry();
    const run = crowd([asks('f1', 'find_agents', { need: 'write a poem' }), uses(2, 'poem-writer'), says('done')], telemetry);
    await run.request({ task: 'What is the sum of these invoices?' });
    await run.complete('roses');
    const offered = run.model.requests.map(({ tools }) => tools?.map(({ name }) => name) ?? []);
    expect(offered[0]).toEqual(['fabricator', 'invoice-totals', 'find_agents']);
    expect(JSON.parse(results(run.model.requests[1])[0] ?? '')).toMatchObject({ agents: [{ agentId: 'poem-writer', score: 1 }] });
    expect(offered[1]).toEqual(['fabricator', 'invoice-totals', 'poem-writer', 'find_agents']);
    expect(offered[2]).toEqual(offered[1]);
    expect(run.tables.orchestrations.get(orchestrationId)?.head.status).toBe('COMPLETED');
    expect(telemetry.lines.filter(({ fields }) => 'candidates' in fields).map(({ message, fields }) => [message, fields['candidates']])).toEqual([
      ['agents narrowed to those that fit the task', [{ agentId: 'invoice-totals', score: expect.any(Number) }]],
      ['agents searched by the model', [{ agentId: 'poem-writer', score: 1 }]],
    ]);
  });

  it('can still be used by one who knows the name', async () => {
    const run = crowd([uses(1, 'filler-7'), says('done')], new RecordingTelemetry());
    await run.request({ task: 'What is the sum of these invoices?' });
    expect(run.queue.sent.map(({ body }) => body.node)).toEqual(['filler-7']);
  });

  it('are all offered while they are few', async () => {
    const run = new StoredRun([says('done')]);
    await run.request();
    expect(run.model.requests[0]?.tools?.map(({ name }) => name)).toEqual(['adder', 'fabricator']);
  });
});
