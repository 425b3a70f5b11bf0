import { marksOf, unmark } from '../reading/marked-task.ts';
import type { Plan } from '../planning/plan.ts';
import type { StepState } from '../planning/step-state.ts';
import type { Attempt } from '../planning/progress.ts';
import { isRecord, mainValue, namedValue } from '../planning/tool-result.ts';
import { labelOf } from './label.ts';
import { figure, inWords, sentenceIn } from './wording.ts';

/** The final answer: one line for each step, comparisons drawn, failures named with their reason. */
export function composeAnswer(plan: Plan): string {
  const { steps, states } = plan;
  const lines = steps.map((step, index) => lineOf(plan, states[index] ?? { kind: 'open' }, step.text));
  const comparisons = [...new Set(steps.flatMap((step) => (step.comparison === undefined ? [] : [step.comparison])))].flatMap(
    (group) => comparisonOf(plan, group) ?? [],
  );
  const all = [...lines.filter((line) => line !== ''), ...comparisons];
  const body = all.length === 1 ? (all[0] ?? '') : all.map((line) => `- ${line.replaceAll('\n', '\n  ')}`).join('\n');
  const made = plan.fabricated.length === 0 ? '' : `\n\nA new agent was made for this: ${[...new Set(plan.fabricated)].join(', ')}.`;
  return `${body}${made}`;
}

function lineOf(plan: Plan, state: StepState, text: string): string {
  const label = labelOf(spoken(plan, text));
  const head = label.endsWith('?') ? label : `${label}:`;
  if (state.kind === 'open') return `${head} not done, the task has more steps than one run takes.`;
  if (state.kind === 'failed') {
    const partial = state.results.map((result) => phraseOf(result)).join('; ');
    return `${head} could not be done: ${state.reason.replace(/\.$/, '')}.${partial === '' ? '' : ` Found so far: ${partial}`}`;
  }
  const marks = marksOf(text, 'd');
  if (state.results.length > 1) {
    return `${head} ${state.results.map((result, at) => `${marks.length === state.results.length ? `${plan.task.documents[marks[at] ?? 0]?.name ?? ''}: ` : ''}${phraseOf(result)}`).join('; ')}`;
  }
  const [result] = state.results;
  return result === undefined ? '' : `${head} ${phraseOf(result)}`;
}

/** The main value first, then the agent's own sentence where it says more. */
function phraseOf({ value }: Attempt): string {
  if (!isRecord(value)) return inWords(value);
  const sentence = sentenceIn(value)?.replace(/\.$/, '');
  const main = namedValue(value);
  const scalar = typeof main === 'number' || typeof main === 'boolean' || typeof main === 'string' ? inWords(main) : undefined;
  const unit = typeof value['unit'] === 'string' ? ` ${value['unit']}` : '';
  if (scalar?.includes('\n') === true) return `\n${scalar}`;
  if (scalar === undefined) return sentence ?? inWords(value);
  if (sentence === undefined) return Object.keys(value).length > 1 ? `${scalar}${unit} (${inWords(value)})` : `${scalar}${unit}`;
  return sentence.startsWith(scalar) || sentence.endsWith(`: ${scalar}`) ? sentence : `${scalar}${unit} (${sentence})`;
}

/** The step's words with earlier results put in. */
function spoken(plan: Plan, text: string): string {
  return unmark(text, plan.task, (step) => {
    const state = plan.states[step];
    if (state?.kind !== 'done') return 'the result';
    const values = state.results.map((result) => inWords(mainValue(result.value, plan.steps[step]?.text ?? '')));
    const joined = values.join(', ');
    return joined.length > 60 ? 'the result' : joined;
  });
}

/** "a.csv is higher by 12 (4 %)." for two figures or more. */
function comparisonOf(plan: Plan, group: number): string | undefined {
  const figures = plan.steps.flatMap((step, index) => {
    const state = plan.states[index];
    if (step.comparison !== group || state?.kind !== 'done') return [];
    const value = mainValue(state.results[0]?.value, step.text);
    return typeof value === 'number' ? [{ name: plan.task.documents[marksOf(step.text, 'd')[0] ?? 0]?.name ?? `step ${index + 1}`, value }] : [];
  });
  const [first, second] = figures.toSorted((a, b) => b.value - a.value);
  if (first === undefined || second === undefined) return undefined;
  if (figures.length > 2)
    return `Comparison, highest first: ${figures
      .toSorted((a, b) => b.value - a.value)
      .map(({ name, value }) => `${name} (${figure(value)})`)
      .join(', ')}.`;
  if (first.value === second.value) return `Comparison: both are equal, ${figure(first.value)}.`;
  const difference = first.value - second.value;
  const share = second.value === 0 ? '' : `, ${figure(Number(((difference / Math.abs(second.value)) * 100).toFixed(2)))} %`;
  return `Comparison: ${first.name} is higher, ${figure(first.value)} against ${figure(second.value)} in ${second.name} (difference ${figure(difference)}${share}).`;
}
