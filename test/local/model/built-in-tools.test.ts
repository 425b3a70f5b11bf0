/** The offline model with the tools that the supervisor answers itself: long results in parts, agents among many. */
import { describe, expect, it } from 'vitest';
import { findAgents, readResult } from '../../../handlers/core/orchestration/built-in-tools.ts';
import { shownResult } from '../../../handlers/core/orchestration/compaction.ts';
import type { ContentBlock, ConverseMessage, ToolEntry } from '../../../infra/local/bedrock/converse-request.ts';
import { createOfflineModel } from '../../../infra/local/model/offline-model.ts';

const spec = (name: string, description: string, properties: Readonly<Record<string, unknown>>): ToolEntry => ({
  toolSpec: { name, description, inputSchema: { json: { type: 'object', required: Object.keys(properties), properties } } },
});
const text = (description: string) => ({ type: 'string', description });
const inventory = spec('inventory-export', 'Exports the whole inventory of a warehouse and its total value.', { warehouse: text('Name of the warehouse.') });
const calculator = spec('calculator', 'Evaluates an arithmetic expression: add, subtract, multiply, divide.', { expression: text('Expression.') });
const fabricator = spec('fabricator', 'Creates a new agent when none of the offered agents can do what the task needs.', {
  taskDetails: text('What is needed.'),
});
const ownTool = ({ agentId, description, schema }: typeof readResult): ToolEntry => ({
  toolSpec: { name: agentId, description, inputSchema: { json: schema } },
});

interface Use {
  readonly toolUseId: string;
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Has the model work until it ends its turn or has asked `most` times; `answerOf` plays supervisor and agents. */
async function converse(task: string, tools: readonly ToolEntry[], answerOf: (use: Use) => string | undefined, most = 8) {
  const model = createOfflineModel();
  const messages: ConverseMessage[] = [{ role: 'user', content: [{ text: task }] }];
  const turns: Use[][] = [];
  for (;;) {
    const reply = await model.answer('m', { messages, toolConfig: { tools } });
    if ('failure' in reply) throw new Error(reply.message);
    const uses = reply.content.flatMap(({ toolUse }) => (toolUse === undefined ? [] : [toolUse as Use]));
    if (uses.length === 0 || turns.length === most) return { answer: reply.content.map((block) => block.text ?? '').join('\n'), turns };
    turns.push(uses);
    const results = uses.map((use): ContentBlock => {
      const result = answerOf(use);
      return { toolResult: { toolUseId: use.toolUseId, status: result === undefined ? 'error' : 'success', content: [{ text: result ?? 'UNKNOWN: no' }] } };
    });
    messages.push({ role: 'assistant', content: reply.content }, { role: 'user', content: results });
  }
}

describe('a result that is too long to be shown', () => {
  const data = (items: number) =>
    JSON.stringify({ items: Array.from({ length: items }, (_, index) => ({ sku: `é${index}`, pieces: index % 9 })), total: 512.25 });
  const task = 'Export the inventory of the warehouse "North", then multiply the total by 2';
  const tools = [inventory, calculator, fabricator, ownTool(readResult)];
  const play =
    (whole: string, read: (use: Use) => string | undefined = ({ input }) => partOf(whole, Number(input['offset']), Number(input['length']))) =>
    (use: Use): string | undefined => {
      if (use.name === 'inventory-export') return shownResult(use.toolUseId, whole, 24_000).text;
      if (use.name === 'calculator') return JSON.stringify({ result: 1_024.5 });
      return use.name === 'read_result' ? read(use) : undefined;
    };
  const partOf = (whole: string, offset: number, length: number) =>
    `characters ${offset} to ${Math.min(whole.length, offset + length)} of ${whole.length}\n${whole.slice(offset, offset + length)}`;

  it('is read on in parts at once, and the next step works on the whole', async () => {
    const whole = data(2_200);
    const { turns, answer } = await converse(task, tools, play(whole));
    expect(turns.map((uses) => uses.map(({ name }) => name))).toEqual([['inventory-export'], ['read_result', 'read_result', 'read_result'], ['calculator']]);
    const result = turns[0]?.[0]?.toolUseId;
    expect(turns[1]?.map(({ input }) => input)).toEqual([
      { result, offset: 24_000, length: 16_000 },
      { result, offset: 40_000, length: 16_000 },
      { result, offset: 56_000, length: whole.length - 56_000 },
    ]);
    expect(new Set(turns.flat().map(({ toolUseId }) => toolUseId)).size).toBe(5);
    expect(turns[2]?.[0]?.input).toMatchObject({ expression: expect.stringContaining('512.25') });
    expect(answer).toContain('1024.5');
  });

  it('is asked for once more only where a part was shorter than asked for', async () => {
    const whole = data(2_200);
    const short = ({ input }: Use) => partOf(whole, Number(input['offset']), Math.min(8_000, Number(input['length'])));
    const { turns } = await converse(task, tools, play(whole, short));
    const asked = turns.flat().flatMap(({ name, input }) => (name === 'read_result' ? [JSON.stringify(input)] : []));
    expect(new Set(asked).size).toBe(asked.length);
    expect(turns.at(-1)?.map(({ name }) => name)).toEqual(['calculator']);
  });

  it('that cannot be read, or is far too long, ends the work without a loop', async () => {
    const unreadable = await converse(
      task,
      tools,
      play(data(2_200), () => undefined),
    );
    expect(unreadable.turns.length).toBeLessThan(5);
    expect(unreadable.answer).toMatch(/could not be done: the result of "Export the inventory .* is too long to be read whole/u);
    const huge = await converse(task, tools, play(data(9_000)));
    expect(huge.turns.flat().map(({ name }) => name)).toEqual(['inventory-export']);
    expect(huge.answer, 'nothing is computed from a part').toContain('is too long to be read whole');
  });

  it('is not read where the tool is not offered, nor a text that no later step works on', async () => {
    const without = await converse(task, [inventory, calculator, fabricator], play(data(2_200)));
    expect(without.turns.flat().filter(({ name }) => name === 'read_result')).toEqual([]);
    const prose = await converse('Export the inventory of the warehouse "North"', tools, play('word '.repeat(8_000)));
    expect(prose.turns.map((uses) => uses.map(({ name }) => name))).toEqual([['inventory-export']]);
    expect(prose.answer).toMatch(/characters in all\)/u);
    expect(prose.answer.length).toBeLessThan(8_000);
  });
});

describe('more agents than are offered', () => {
  const forecast = spec('forecast', 'Current forecast for a city: sky and temperature.', { city: text('City name.') });

  it('are looked for, with words of the same meaning, before a new one is made', async () => {
    const { turns } = await converse('What is the weather in Paris?', [calculator, fabricator, ownTool(findAgents)], () => '{"agents":[]}', 2);
    expect(turns.map((uses) => uses.map(({ name }) => name))).toEqual([['find_agents'], ['fabricator']]);
    expect(turns[0]?.[0]?.input).toEqual({ need: expect.stringMatching(/weather.*forecast|forecast.*weather/u) });
  });

  it('are not looked for where one that is offered fits', async () => {
    const { turns } = await converse(
      'What is the weather in Paris?',
      [calculator, fabricator, forecast, ownTool(findAgents)],
      () => 'It is 18 degrees and sunny in Paris',
    );
    expect(turns.map((uses) => uses.map(({ name }) => name))).toEqual([['forecast']]);
  });

  it('are looked for where no new one can be made, and the answer says that nothing fits', async () => {
    const { turns, answer } = await converse('What is the weather in Paris?', [calculator, ownTool(findAgents)], () => '{"agents":[]}');
    expect(turns.map((uses) => uses.map(({ name }) => name))).toEqual([['find_agents']]);
    expect(answer).toContain('none of the agents can do this');
  });
});
