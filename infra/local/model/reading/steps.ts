import { conditionsIn } from '../filling/conditions.ts';
import { clausesOf, type Clause } from './clauses.ts';
import { comparedFigures } from './comparison.ts';
import { marksOf, type MarkedTask } from './marked-task.ts';
import { nestedIn } from './nesting.ts';
import { withReferences } from './references.ts';
import type { Step } from './step.ts';
import { salientTerms } from './terms.ts';

/** Most steps of one task; what goes beyond is left out and said so. */
export const mostSteps = 24;

/**
 * Cuts a task into steps. `worksOnDocument` says whether a clause, given documents of a clause before it, is work on
 * those ("and its longest word") rather than on the result ("and multiply it by 3").
 */
export function stepsOf(task: MarkedTask, worksOnDocument: (text: string) => boolean): readonly Step[] {
  const steps: Step[] = [];
  const add = (text: string, comparison?: number): Step => {
    const step = { id: steps.length, text, needs: marksOf(text, 'r'), ...(comparison === undefined ? {} : { comparison }) };
    steps.push(step);
    return step;
  };
  let documents: readonly number[] = [];
  for (const clause of clausesOf(task.text)) {
    const pair = undrawnDifference(clause.text, steps);
    if (pair !== undefined) add(`the difference of ⟦r${pair[0]}⟧ and ⟦r${pair[1]}⟧`);
    const text = completed(clause, steps, documents, task, worksOnDocument);
    if (text === undefined) continue;
    if (marksOf(text, 'd').length > 0) documents = marksOf(text, 'd');
    const compared = comparedFigures(text);
    if (compared !== undefined) {
      const comparison = steps.length;
      compared.forEach((figure) => add(figure, comparison));
      continue;
    }
    const joint = jointFigures(text);
    if (joint !== undefined) {
      const parts = joint.map((part) => addNested(part, add).id);
      add(`the sum of ${parts.map((id) => `⟦r${id}⟧`).join(', ')}`);
      continue;
    }
    addNested(text, add);
  }
  return steps.slice(0, mostSteps);
}

/** "How many rows do a.csv and b.csv have together": the same figure of each document, to be added up. */
function jointFigures(text: string): readonly string[] | undefined {
  const documents = [...new Set(marksOf(text, 'd'))];
  if (documents.length < 2 || !/\b(?:together|combined|altogether)\b/i.test(text) || !/\b(?:how (?:many|much)|number of|total|sum|count)\b/i.test(text))
    return undefined;
  const one = text.replace(/\b(?:together|combined|altogether)\b/gi, ' ').replace(/⟦d\d+⟧(?:\s*(?:,|and|&)\s*⟦d\d+⟧)+/, '⟦d⟧');
  return one.includes('⟦d⟧') ? documents.map((document) => one.replace('⟦d⟧', `⟦d${document}⟧`).replace(/\s+/g, ' ').trim()) : undefined;
}

/** "Compare … with …, then double the difference": the two figures whose difference no step has drawn yet. */
function undrawnDifference(text: string, steps: readonly Step[]): readonly [number, number] | undefined {
  const [first, second] = steps.slice(-2);
  if (
    first === undefined ||
    second === undefined ||
    !/\b(?:the|that|this) difference\b(?!\s+(?:between|of|in)\b)/i.test(text) ||
    /^(?:what is|calculate|compute|find|give(?: me)?|take|and)?\s*the difference$/i.test(text)
  )
    return undefined;
  return /\b(?:difference|subtract|minus|deduct)\b/i.test(second.text) ? undefined : [first.id, second.id];
}

function addNested(text: string, add: (text: string) => Step): Step {
  const nested = nestedIn(text);
  if (nested === undefined) return add(text);
  const inner = nested.inner.map((part) => addNested(part, add));
  return add(nested.outer.replace(/⟦i(\d)⟧/g, (_, index: string) => `⟦r${inner[Number(index)]?.id ?? 0}⟧`));
}

/** A clause with its references resolved and, where it names no source, those of its predecessor. */
function completed(
  clause: Clause,
  steps: readonly Step[],
  documents: readonly number[],
  task: MarkedTask,
  worksOnDocument: (text: string) => boolean,
): string | undefined {
  const { text } = clause;
  if (!text.includes('⟦') && isRemark(text)) return undefined;
  if (task.missingFiles.some((name) => text.includes(name))) return text;
  const again = sameOfAnother(text, steps.at(-1));
  if (again !== undefined) return again;
  if (marksOf(text, 'd').length > 0 && steps.length === 0) return text;
  const own = marksOf(text, 'd').length > 0 || marksOf(text, 'q').length > 0;
  const inherited = `${withConditions(text, steps, task).replace(/\b(?:its|their)\b/gi, 'the')} in ${documents.map((document) => `⟦d${document}⟧`).join(' and ')}`;
  if (!own && documents.length > 0) {
    const explicit = withReferences(text, steps, false);
    const named = marksOf(explicit, 'r').length > 0;
    if (named && !(/\bits\b/i.test(text) && worksOnDocument(inherited))) return explicit;
    if (!clause.afterPrevious && salientTerms(text).length > 0 && worksOnDocument(inherited)) return inherited;
    if (clause.afterPrevious && worksOnDocument(inherited) && !/\b(?:it|that|this)\b/i.test(text.replace(/\bits\b/gi, ''))) return inherited;
  }
  if (steps.length === 0) return singleSource(text, task, worksOnDocument);
  const quotes = marksOf(steps.at(-1)?.text ?? '', 'q');
  if (!own && documents.length === 0 && quotes.length > 0 && /\bits\b/i.test(text))
    return `${text.replace(/\bits\b/gi, 'the')} in ${quotes.map((quote) => `⟦q${quote}⟧`).join(' and ')}`;
  if (!own && documents.length === 0 && quotes.length > 0 && !clause.afterPrevious && /\b(?:does|do|is|has|have|are) it\b/i.test(text))
    return text.replace(/\bit\b/i, quotes.map((quote) => `⟦q${quote}⟧`).join(' and '));
  const referred = withReferences(text, steps, !own);
  if (marksOf(referred, 'r').length > 0 || own) return referred;
  const last = steps.at(-1);
  if (last !== undefined && clause.afterPrevious) return withOperand(referred, last);
  if (
    last !== undefined &&
    /^(?:convert|round|double|triple|halve|square|multiply|divide)\s+(?:to|into|in|by|as)\b|^(?:double|triple|halve|square)$|^(?:add|subtract)\s+-?[\d.,]+%?$/i.test(
      referred,
    )
  )
    return withOperand(referred, last);
  return singleSource(text, task, worksOnDocument);
}

/** "How many lines has old.txt? How many has new.txt?", "and in new.txt?": the question before, of another document. */
function sameOfAnother(text: string, last: Step | undefined): string | undefined {
  const [document, ...more] = marksOf(text, 'd');
  if (last === undefined || document === undefined || more.length > 0 || marksOf(last.text, 'd').length !== 1 || marksOf(text, 'q').length > 0)
    return undefined;
  return /^(?:and |or |what about |how about |(?:and )?how (?:many|much|about) |(?:has|have|is|are|does|do|in|of|for|from|the same|there|it) |⟦d\d+⟧|have|contain|hold|\s)+$/i.test(
    `${text} `,
  )
    ? last.text.replace(/⟦d\d+⟧/, `⟦d${document}⟧`)
    : undefined;
}

/** "How many are shipped, and what is their total?": "their" brings the conditions of the clause before along. */
function withConditions(text: string, steps: readonly Step[], task: MarkedTask): string {
  const previous = steps.at(-1)?.text ?? '';
  const [document] = marksOf(previous, 'd').flatMap((index) => task.documents[index] ?? []);
  if (document === undefined || !/\b(?:their|them|those|these|of these|of them)\b/i.test(text)) return text;
  const conditions = conditionsIn(previous, document, task.quotes).map(
    ({ field, operator, value }) =>
      `${field} ${{ eq: 'is', ne: 'is not', gt: 'above', gte: 'at least', lt: 'below', lte: 'at most', contains: 'contains' }[operator]} ${typeof value === 'number' ? value : `"${value}"`}`,
  );
  return conditions.length === 0 ? text : `${text} where ${conditions.join(' and ')}`;
}

/** A clause that names no source works on the only document there is. */
function singleSource(text: string, task: MarkedTask, worksOnDocument: (text: string) => boolean): string {
  const sought = marksOf(text, 'q').length > 0 && /\b(?:mention|occur|appear|contain|how often|how many times)/i.test(text) && marksOf(text, 'd').length === 0;
  if (sought && task.documents.length === 1) return `${text} in ⟦d0⟧`;
  if (text.includes('⟦') || task.documents.length !== 1 || task.missingFiles.some((name) => text.includes(name))) return text;
  return /\d/.test(text) && !worksOnDocument(`${text} in ⟦d0⟧`) ? text : `${text} in ⟦d0⟧`;
}

/** "then round to 2 decimals", "then double": the operand is the step before. */
function withOperand(text: string, last: Step): string {
  const verb =
    /^(convert|express|round|double|triple|halve|square|multiply|divide|increase|decrease|reduce|reverse|write|spell|translate|encode|encrypt)\b(?=\s+(?:to|into|in|by|as|with)\b|$)/i.exec(
      text,
    );
  if (verb !== null) return text.replace(verb[0], `${verb[0]} ⟦r${last.id}⟧`);
  const added = /^(add|subtract)\s+(-?[\d.,]+%?)$/i.exec(text);
  if (added !== null) return `${added[1] ?? ''} ${added[2] ?? ''} ${/^add$/i.test(added[1] ?? '') ? 'to' : 'from'} ⟦r${last.id}⟧`;
  return text;
}

/** "Thanks", "show your work", "answer in one sentence": nothing to do. */
function isRemark(text: string): boolean {
  return (
    (salientTerms(text).length === 0 && !/\d/.test(text)) ||
    /^(?:thanks?|thank you|answer|reply|respond|use (?:the|your|an?) (?:agents?|tools?)|be (?:brief|concise|precise)|show your (?:work|steps)|do (?:this|that|it|both|these|them)\b|(?:run|do) (?:it|them|these|both) (?:in parallel|at once)|(?:create|build|make|fabricate) (?:a|an|the) (?:new )?(?:agent|tool)s?\b(?: if| when|$))/i.test(
      text,
    )
  );
}
