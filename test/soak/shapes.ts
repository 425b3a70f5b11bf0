/** The mixed work of a soak: what the scripted model asks for is written in the task, so that every answer is known beforehand. */
import type { ConverseModel, Reply } from '../../infra/local/bedrock/converse-model.ts';
import type { ConverseRequest } from '../../infra/local/bedrock/converse-request.ts';

type Turn = readonly { readonly agent: string; readonly input: Readonly<Record<string, unknown>> }[];

const calculate = (expression: string) => ({ agent: 'calculator', input: { expression } });
const convert = (value: number) => ({ agent: 'unit-converter', input: { value, from: 'miles', to: 'km' } });
const outside = { agent: 'soak-external', input: { text: 'hello' } };

/** Turn by turn; after the last one the model answers. */
const shapes: readonly (readonly Turn[])[] = [
  [],
  [[calculate('1 + 2')]],
  [[outside]],
  [[calculate('2 * 3'), outside]],
  [[outside], [outside]],
  [[outside, outside, { agent: 'nobody', input: {} }]],
  [[calculate('2 ^ 10')], [outside]],
  [[calculate('7 * 6'), convert(26.2), outside]],
];

/** Task text of the n-th orchestration. */
export function taskOf(index: number): string {
  return `soak shape ${index % shapes.length}`;
}

/** The answer that the model gives at the end. */
export function answerOf(task: string): string {
  return `the answer to ${task}`;
}

export const soakModel: ConverseModel = {
  answer(_modelId: string, request: ConverseRequest): Reply {
    const [first] = request.messages ?? [];
    const task = first?.content.map(({ text }) => text ?? '').join('') ?? '';
    const shape = shapes[Number(/soak shape (\d+)/u.exec(task)?.[1])];
    if (shape === undefined) return { failure: 'ValidationException', message: `the soak's model knows no task "${task}"` };
    const turn = (request.messages ?? []).filter(({ role }) => role === 'assistant').length;
    const wanted = shape[turn];
    if (wanted === undefined) return { content: [{ text: answerOf(task) }] };
    return { content: wanted.map(({ agent, input }, index) => ({ toolUse: { toolUseId: `t${turn}_${index}`, name: agent, input } })) };
  },
};
