import type { TaskDocument } from '../reading/document.ts';
import { marksOf, type MarkedTask } from '../reading/marked-task.ts';
import type { Step } from '../reading/step.ts';
import { expressionIn } from './expression.ts';
import { datesIn, numbersIn, type FoundNumber } from './numbers.ts';
import { spelledOut } from './spelled-out.ts';
import { conversionsIn, unitsIn, type Conversion } from './units.ts';

/** All that a step's words offer as values for an input. */
export interface Evidence {
  /** The step in plain words, results of earlier steps put in; documents and quotations are marks still. */
  readonly text: string;
  readonly documents: readonly TaskDocument[];
  readonly quotes: readonly string[];
  readonly numbers: readonly FoundNumber[];
  readonly dates: readonly string[];
  readonly expression: string | undefined;
  readonly conversions: readonly Conversion[];
  /** Values that came with the task under a name. */
  readonly context: Readonly<Record<string, unknown>>;
}

/** Gathers the evidence of a step. `results` are the values of the steps it needs; `hints` are texts that may name a unit. */
export function gatherEvidence(
  step: Step,
  task: MarkedTask,
  results: ReadonlyMap<number, unknown>,
  context: Readonly<Record<string, unknown>>,
  hints: string,
): Evidence {
  const quotes: string[] = [];
  const spelled = spelledOut(
    step.text,
    marksOf(step.text, 'd').flatMap((index) => task.documents[index] ?? []),
  );
  const quote = (text: string): string => `⟦q${quotes.push(text) - 1}⟧`;
  const text = spelled
    .replace(/⟦q(\d+)⟧/g, (_, index: string) => quote(task.quotes[Number(index)] ?? ''))
    .replace(/⟦r(\d+)⟧/g, (_, index: string) => {
      const value = results.get(Number(index));
      if (typeof value === 'number') return plainNumber(value);
      if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return value.trim();
      if (typeof value === 'string' && datesIn(value)[0] === value) return value;
      return quote(
        typeof value === 'string'
          ? value
          : value === undefined
            ? ''
            : Array.isArray(value) && value.every((item) => typeof item !== 'object')
              ? value.join(', ')
              : JSON.stringify(value),
      );
    });
  const documents = marksOf(text, 'd').flatMap((index) => task.documents[index] ?? []);
  const plain = text.replace(/⟦d\d+⟧/g, ' ');
  const quotedExpression = quotes.map(expressionIn).find((expression) => expression !== undefined);
  const unquoted = plain.replace(/⟦q(\d+)⟧/g, (_, index: string) => quotes[Number(index)] ?? '');
  const conversions = conversionsIn(unquoted, hints);
  const composite = compositeIn(unquoted, conversions);
  return {
    text,
    documents: [...new Set(documents)],
    quotes,
    numbers: numbersIn(text),
    dates: [...datesIn(text.replace(/⟦[^⟧]*⟧/g, ' ')), ...quotes.flatMap((quoted) => datesIn(quoted).filter((date) => date === quoted.trim()))],
    expression: composite ?? expressionIn(plain) ?? (quotes.length > 0 ? (quotedExpression ?? expressionIn(unquoted)) : undefined),
    conversions: composite === undefined ? conversions : [],
    context,
  };
}

/** "5 feet 11 inches to cm": parts of one quantity are added before they are converted. */
function compositeIn(text: string, conversions: readonly Conversion[]): string | undefined {
  const [first, second] = unitsIn(text).filter((unit) => unit.value !== undefined);
  const to = conversions[0]?.to;
  if (first === undefined || second === undefined || to === undefined || first.quantity !== second.quantity) return undefined;
  const between = text.slice(first.index, second.index).replace(/^[\s\d.,-]*[\p{L}°']+/u, '');
  return /^\s*(?:,|and|&)?\s*$/i.test(between) ? `${first.value ?? 0} ${first.text} + ${second.value ?? 0} ${second.text} in ${to}` : undefined;
}

/** A number without exponent where that is short, because words around it must find it again. */
function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(12).replace(/\.?0+$/, '') : text;
}
