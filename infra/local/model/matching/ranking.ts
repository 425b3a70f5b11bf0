import MiniSearch from 'minisearch';
import type { Evidence } from '../filling/evidence.ts';
import { fillInputs, type Filled } from '../filling/fill.ts';
import { contentTerms, meaning, salientTerms, wordsOf } from '../reading/terms.ts';
import { actionVerbs, requestWords, stopwords } from '../reading/vocabulary.ts';
import type { ToolCard } from './tool-card.ts';

/** A tool with the inputs it would get for a step, and how well it fits. */
export interface Candidate {
  readonly card: ToolCard;
  readonly inputs: readonly Readonly<Record<string, unknown>>[];
  /** Share of the step's meaning that the tool's own words explain, 0 to 1. */
  readonly coverage: number;
  readonly score: number;
  /** It works on rows of a table or entries of a JSON document. */
  readonly overRows: boolean;
  /** What the step says and the inputs leave out: the tool must not be asked. */
  readonly unmet?: string;
}

/** Least score and least coverage of a tool that is asked. */
const accepted = { score: 0.62, coverage: 0.42 };
/** Tools for free text need more: rows of a table may be called anything, a text's measures may not. */
const coverageWithoutRows = 0.54;

/** Tools that can take the step's values, best first. */
export function rankTools(evidence: Evidence, cards: readonly ToolCard[]): readonly Candidate[] {
  const relevance = relevanceOf(evidence.text, cards);
  return cards
    .flatMap((card): Candidate[] => {
      const filled = fillInputs(card.schema, evidence, card.text);
      if (filled.length === 0 || filled.some((each) => each.missing.length > 0 || empty(each, card) || pointless(each, evidence))) return [];
      if (leavesDocument(filled, evidence) || leavesSymbols(filled, evidence) || filled.some((each) => otherForm(each, evidence, card))) return [];
      return [rate(card, filled, evidence, cards, relevance.get(card.name) ?? 0)];
    })
    .toSorted((a, b) => b.score - a.score || (a.card.name < b.card.name ? -1 : 1));
}

/** The tools among ranked ones that are good enough to be asked. */
export function fitting(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(
    (candidate) => candidate.score >= accepted.score && candidate.coverage >= (candidate.overRows ? accepted.coverage : coverageWithoutRows),
  );
}

/** Nothing of the step fits any property: the tool would run on nothing. */
function empty(filled: Filled, card: ToolCard): boolean {
  return Object.keys(filled.input).length === 0 && Object.keys(card.schema.properties ?? {}).length > 0;
}

/** BM25 relevance of each tool as a share of the best one's. */
function relevanceOf(text: string, cards: readonly ToolCard[]): ReadonlyMap<string, number> {
  const index = new MiniSearch<{ readonly id: string; readonly name: string; readonly description: string; readonly inputs: string }>({
    fields: ['name', 'description', 'inputs'],
    tokenize: (words) => [...contentTerms(words)],
    processTerm: (term) => term,
    searchOptions: { boost: { name: 3, description: 2 } },
  });
  index.addAll(cards.map((card) => ({ id: card.name, name: card.name.replace(/[-_]/g, ' '), description: card.description, inputs: card.text })));
  const found = index.search(text, { tokenize: (words) => [...salientTerms(words)] });
  const best = found[0]?.score ?? 1;
  return new Map(found.map((result) => [String(result.id), result.score / best]));
}

function rate(card: ToolCard, filled: readonly Filled[], evidence: Evidence, cards: readonly ToolCard[], relevance: number): Candidate {
  const consumed = new Set([
    ...filled.flatMap((each) => each.consumed),
    ...evidence.documents.flatMap((document) => contentTerms(document.name.replace(/[._-]/g, ' '))),
  ]);
  const terms = salientTerms(evidence.text).filter((term) => !consumed.has(term));
  const overRows = evidence.documents.some((document) => document.kind !== 'text');
  const proper = new Set((evidence.text.match(/(?<=\S\s)\p{Lu}\p{Ll}+/gu) ?? []).map(meaning));
  const weight = (term: string): number => {
    const known = cards.filter((other) => other.terms.has(term)).length;
    if (known === 0) return proper.has(term) ? 0.5 : overRows ? 1.4 : 2.2;
    return 1 + Math.log(cards.length / known);
  };
  const total = terms.reduce((sum, term) => sum + weight(term), 0);
  const explained = terms.filter((term) => card.terms.has(term)).reduce((sum, term) => sum + weight(term), 0);
  const fit = filled.reduce((sum, each) => sum + each.fit, 0) / filled.length;
  // A tool with a menu of measures that has none of what is asked: its overview would answer another question.
  const offMenu = filled.some((each) => each.unchosen) ? (explained < total ? 0.25 : 0.1) : 0;
  // All of the step is one expression, and this tool computes expressions.
  const computes =
    evidence.expression !== undefined && evidence.dates.length === 0 && filled.some(({ input }) => Object.values(input).includes(evidence.expression))
      ? 0.3
      : 0;
  // Values of exactly the tool's form say more than one word that its description lacks.
  const least = fit >= 1.8 && terms.length < 2 ? 0.6 : overRows && fit >= 1 && filled.every((each) => ofRows(each)) ? 0.55 : 0;
  const coverage = total === 0 ? (fit >= 0.5 ? 1 : 0) : Math.max(least, explained / total);
  const score =
    coverage * 0.75 + Math.max(-1, Math.min(2, fit)) * 0.2 + relevance * 0.15 + computes - offMenu - unknownVerb(evidence.text, card, consumed) * 0.35;
  const unmet = filled.map((each) => each.unmet).find((reason) => reason !== undefined);
  return { card, inputs: filled.map((each) => each.input), coverage, score, overRows, ...(unmet === undefined ? {} : { unmet }) };
}

/** Words that want an overview of a document. */
const overview =
  /\b(?:analy[sz]\w*|descri\w+|overview|statistic\w*|stats|summar\w+|report|profile|examin\w*|inspect|about|measure\w*|figures|insights?|metrics|list|show|print|display|contents?|entries|compare)\b/i;

/** A question for something that the tool has no measure of: its overview would be no answer. */
function pointless(filled: Filled, evidence: Evidence): boolean {
  if ((evidence.documents.length === 0 && evidence.quotes.length === 0) || overview.test(evidence.text)) return false;
  const plain = Object.keys(filled.input).length === 1 && filled.input['json'] !== undefined;
  return plain || (filled.unchosen && !ofRows(filled) && filled.input['top'] === undefined && filled.input['terms'] === undefined);
}

/** A step about a file, and a tool that does not take it. */
function leavesDocument(filled: readonly Filled[], { documents }: Evidence): boolean {
  return (
    documents.length > 0 &&
    !filled.some(({ input }) =>
      Object.values(input).some((value) => documents.some((document) => value === document.value || (Array.isArray(value) && value.includes(document.value)))),
    )
  );
}

/** "7 / 0" is arithmetic or nothing: its numbers are nobody's weight and height. */
function leavesSymbols(filled: readonly Filled[], { text }: Evidence): boolean {
  return (
    /^[\s\d.,()+*/^%!×÷−-]*\d\s*[+*/^!×÷−-][\s\d.,()+*/^%!×÷−-]*$/.test(text) &&
    !filled.some(({ input }) => Object.values(input).some((value) => typeof value === 'string' && /[+*/^!-]/.test(value)))
  );
}

/** "Translate ⟦q0⟧ to German", "encode it in base64": a tool whose words do not know the form that is wanted makes another. */
function otherForm({ input, consumed }: Filled, { text, conversions }: Evidence, card: ToolCard): boolean {
  if (conversions.length > 0) return false;
  const form =
    /^\W*(?:translate|convert|encode|encrypt|transform|turn|write|express)\b.*\b(?:to|into|in|as)\s+(?:an?\s+|the\s+)?(\p{L}[\p{L}\d-]+)(?:\s+(?:code|notation|form|language|letters|characters|format))?\W*$/iu.exec(
      text,
    )?.[1];
  return (
    form !== undefined &&
    !card.terms.has(meaning(form.toLowerCase())) &&
    !consumed.includes(meaning(form.toLowerCase())) &&
    !JSON.stringify(input).toLowerCase().includes(form.toLowerCase())
  );
}

/** The input names fields of the rows: the step is about this document whatever its rows are called. */
function ofRows(filled: Filled): boolean {
  return Object.entries(filled.input).some(
    ([name, value]) => /^(?:where|conditions|filters?|columns|fields?|groupBy|sortBy)$/.test(name) && value !== undefined,
  );
}

/** 1 when the step's verb names a work that the tool's words do not know: "sort", "translate", "encrypt". */
function unknownVerb(text: string, card: ToolCard, consumed: ReadonlySet<string>): number {
  const [verb] = wordsOf(text).filter((word) => !stopwords.has(word));
  if (verb === undefined || requestWords.has(verb) || !actionVerbs.has(verb)) return 0;
  if (
    /^(?:count|analy[sz]e|describe|measure|examine|query|process|read|scan|sum|add|multiply|divide|subtract|total|average|double|triple|halve|round|square|increase|decrease|reduce|compare|filter|list)$/.test(
      verb,
    )
  )
    return 0;
  return card.terms.has(meaning(verb)) || consumed.has(meaning(verb)) ? 0 : 1;
}
