import type { TaskDocument } from '../reading/document.ts';
import { contentTerms, meaning, wordsOf } from '../reading/terms.ts';
import { stopwords } from '../reading/vocabulary.ts';
import { chooseAll, chooseBeside, chooseOne } from './choice.ts';
import type { Evidence } from './evidence.ts';
import { conditionsIn, fieldAfter, namedFields } from './fields.ts';
import { assignNumbers } from './number-assignment.ts';
import { phraseFor } from './phrase.ts';
import { propertiesOf, type Property } from './property.ts';
import { takes, type Schema } from './schema.ts';

/** An input for a tool, made from a step's evidence. */
export interface Filled {
  readonly input: Readonly<Record<string, unknown>>;
  /** Required properties for which the evidence has nothing. */
  readonly missing: readonly string[];
  /** Meanings of words that ended up as values: they need no explanation by the tool's description. */
  readonly consumed: readonly string[];
  /** How much of the input's form the evidence fits: expressions, conversions, documents of the right kind, numbers. */
  readonly fit: number;
  /** The tool offers a choice of things to do, and the step's words name none of them. */
  readonly unchosen: boolean;
}

/** Fills a tool's input. Several results when the step names several documents or values for a tool that takes one. */
export function fillInputs(schema: Schema, evidence: Evidence, toolText: string): readonly Filled[] {
  const properties = propertiesOf(schema);
  const slots = properties.filter(property => property.kind === 'document');
  const requiredSlots = slots.filter(property => property.required).length || Math.min(1, slots.length);
  const spread = <T>(items: readonly T[], keep: (item: T) => Evidence): readonly Filled[] => items.map(item => fillOne(properties, keep(item), toolText));
  if (requiredSlots === 1 && evidence.documents.length > 1) return spread(evidence.documents, document => ({ ...evidence, documents: [document] }));
  if (requiredSlots === 1 && evidence.documents.length === 0 && evidence.quotes.length > 1 && !properties.some(property => property.kind === 'texts' || property.kind === 'phrase')) return spread(evidence.quotes, quote => ({ ...evidence, quotes: [quote], text: evidence.text.replace(/⟦q\d+⟧/g, '⟦q0⟧') }));
  if (properties.some(property => property.kind === 'targetUnit') && evidence.conversions.length > 1) return spread(evidence.conversions, conversion => ({ ...evidence, conversions: [conversion] }));
  const numeric = properties.filter(property => property.kind === 'number' && (property.required || !properties.some(other => other.required)));
  const lone = numeric.length === 1 && !properties.some(property => property.kind === 'numbers' || property.kind === 'document' || property.kind === 'date' || property.kind === 'targetUnit') && properties.filter(property => property.kind === 'number').length === 1;
  if (lone && evidence.numbers.length > 1 && listed(evidence)) return spread(evidence.numbers, number => ({ ...evidence, numbers: [number] }));
  const dates = properties.filter(property => property.kind === 'date');
  if (dates.length === 1 && evidence.dates.length > 1) return spread(evidence.dates, date => ({ ...evidence, dates: [date] }));
  return [fillOne(properties, evidence, toolText)];
}

/** "1994 and 2024", "4, 9 and 14": the numbers follow each other with nothing but conjunctions between. */
function listed(evidence: Evidence): boolean {
  return evidence.numbers.slice(1).every((number, index) => /^\s*(?:,|and|or|,\s*and|&)\s*$/i.test(evidence.text.slice(evidence.numbers[index]?.end ?? 0, number.index)));
}

interface Draft {
  readonly input: Record<string, unknown>;
  readonly consumed: string[];
  fit: number;
  unchosen: boolean;
}

function fillOne(properties: readonly Property[], evidence: Evidence, toolText: string): Filled {
  const draft: Draft = { input: {}, consumed: [], fit: 0, unchosen: false };
  const documents = sourceTexts(properties, evidence, draft);
  const numbers = assignNumbers(properties.filter(property => property.kind === 'number'), evidence);
  const document = evidence.documents[0];
  const dates = [...evidence.dates];
  for (const property of properties) {
    const value = valueFor(property, { properties, evidence, draft, document, toolText, documents, numbers, dates });
    if (value !== undefined) draft.input[property.name] = value;
    else if (property.schema.default !== undefined && property.required) draft.input[property.name] = property.schema.default;
  }
  settleListing(properties, evidence, draft);
  // A count is of entries: a field beside it would count only where that field is filled.
  if (draft.input['aggregate'] === 'count') delete draft.input['field'];
  const missing = properties.filter(property => property.required && draft.input[property.name] === undefined).map(property => property.name);
  return { input: draft.input, missing, consumed: draft.consumed, fit: draft.fit, unchosen: draft.unchosen };
}

interface Filling {
  readonly properties: readonly Property[];
  readonly evidence: Evidence;
  readonly draft: Draft;
  readonly document: TaskDocument | undefined;
  readonly toolText: string;
  readonly documents: ReadonlyMap<string, string>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly dates: string[];
}

function valueFor(property: Property, filling: Filling): unknown {
  const { evidence, draft, document, documents, numbers } = filling;
  const { text } = evidence;
  const named = contextValue(property, evidence);
  switch (property.kind) {
    case 'document': return documents.get(property.name) ?? named;
    case 'expression':
      if (evidence.expression !== undefined) draft.fit += 2;
      if (evidence.expression !== undefined) consume(draft, text);
      return evidence.expression;
    case 'sourceUnit': case 'targetUnit': return unitFor(property, filling) ?? named;
    case 'date': return dateFor(property, filling);
    case 'choice': return choiceFor(property, filling);
    case 'choices': {
      const chosen = chooseAll(property.schema.items ?? {}, text);
      if (chosen.length === 0) draft.unchosen = true;
      return chosen.length > 0 ? chosen : property.required ? [...(property.schema.items?.enum ?? [])] : undefined;
    }
    case 'number': {
      const conversion = filling.properties.some(other => other.kind === 'targetUnit') ? evidence.conversions[0] : undefined;
      const value = conversion?.value ?? numbers.get(property.name);
      if (value !== undefined) draft.fit += property.required ? 0.5 : 0.2;
      return value ?? (typeof named === 'number' ? named : undefined);
    }
    case 'numbers': {
      const found = numbersFrom(evidence, numbers);
      if (found.length > 0) draft.fit += 0.7;
      return found.length > 0 ? found : undefined;
    }
    case 'flag': return flagFor(property, text);
    case 'conditions': return conditionsFor(property, filling);
    case 'groupField': {
      if (document === undefined) return undefined;
      const field = groupIn(text, document);
      if (field !== undefined) consume(draft, field);
      return field;
    }
    case 'sortField': {
      if (document === undefined || !/\btop\b|\bbottom\b|\bsort|\border(?:ed)? by|\bhighest\b|\blowest\b|\bmost\b|\bcheapest\b|\bleast\b|\blargest\b|\bsmallest\b|\brank/i.test(text)) return undefined;
      const field = fieldAfter(text, document, /\b(?:sort(?:ed)? by|order(?:ed)? by|rank(?:ed)? by|by|with the (?:highest|lowest|largest|smallest|most|least)|highest|lowest|largest|smallest)\s+(?:the\s+)?/i) ?? (/expensive|cheap|cost/i.test(text) ? namedFields('price cost', document)[0]?.field : undefined);
      if (field !== undefined) consume(draft, field);
      return field;
    }
    case 'field': {
      const used = new Set(document === undefined ? [] : conditionsIn(text, document, evidence.quotes).map(condition => condition.field));
      const group = document === undefined ? undefined : groupIn(text, document);
      const field = document === undefined ? undefined : namedFields(text, document).find(candidate => candidate.share >= 0.5 && !used.has(candidate.field) && candidate.field !== group)?.field;
      if (field !== undefined) consume(draft, field);
      return field;
    }
    case 'fields': return fieldsFor(filling);
    case 'texts': return textsFor(property, filling);
    case 'path': return /\$?[\w$]+(?:\.[\w$]+|\[[^\]]*\])+/.exec(text.replace(/⟦[^⟧]*⟧/g, ' '))?.[0];
    case 'phrase': {
      const value = named ?? phraseFor(property, evidence, filling.properties.filter(other => other.kind === 'phrase' && other.required).length);
      if (typeof value === 'string' && property.required) consume(draft, value);
      return value;
    }
    case 'unknown': return named;
  }
}

/** The field that groups: "per region", "for each customer", "by month" unless "by" orders a listing. */
function groupIn(text: string, document: TaskDocument): string | undefined {
  const listing = /\btop\b|\bhighest\b|\blowest\b|\bbottom\b|\bsort|\brank/i.test(text) && !/\b(?:per|for each|for every|grouped by|in each|each)\b/i.test(text);
  return listing ? undefined : fieldAfter(text, document, /\b(?:grouped by|group by|broken down by|breakdown by|split by|by|per|for each|for every|in each|of each|each)\s+/i);
}

/** Texts for document properties: documents first, then quotations, in the order of the task. */
function sourceTexts(properties: readonly Property[], evidence: Evidence, draft: Draft): ReadonlyMap<string, string> {
  const slots = properties.filter(property => property.kind === 'document');
  const needed = slots.filter(property => property.required);
  const targets = needed.length > 0 ? needed : slots.slice(0, 1);
  const kinds: Readonly<Record<TaskDocument['kind'], RegExp>> = { csv: /csv|tsv|table/i, json: /json/i, text: /text|document|prose/i };
  const others = properties.some(property => property.kind === 'numbers' || property.kind === 'number' || property.kind === 'expression');
  const values: { readonly value: string; readonly kind: TaskDocument['kind'] | undefined }[] = [
    ...evidence.documents.map(document => ({ value: document.value, kind: document.kind })),
    ...evidence.quotes.map(value => ({ value, kind: undefined })),
  ];
  if (values.length === 0 && !others) {
    const rest = looseText(evidence.text);
    if (rest !== undefined) values.push({ value: rest, kind: undefined });
  }
  if (values.length === 0 && evidence.numbers.length > 0 && targets.length === 1) {
    const only = evidence.numbers.map(number => number.value);
    if (evidence.dates.length === 0 && targets.every(property => /digit|number|binary|hex|roman|base|numeral/i.test(property.schema.description ?? ''))) values.push({ value: only.join(', '), kind: undefined });
  }
  const assigned = new Map<string, string>();
  targets.forEach((property, index) => {
    const found = values[index];
    if (found === undefined) return;
    const words = `${property.name} ${property.schema.description ?? ''}`;
    const mismatch = found.kind !== undefined && !kinds[found.kind].test(words) && Object.values(kinds).some(kind => kind.test(property.name));
    if (mismatch) draft.fit -= found.kind === 'text' ? 2 : 0.8;
    else draft.fit += found.kind !== undefined && kinds[found.kind].test(property.name) ? 1.2 : 0.6;
    if (found.kind === undefined) consume(draft, found.value);
    if (found.kind === undefined && /csv|json/i.test(property.name) && !/[\n,;{[]/.test(found.value)) draft.fit -= 2;
    assigned.set(property.name, found.value);
  });
  return assigned;
}

/** "reverse the word stressed", "is racecar a palindrome": a text that nobody quoted. */
function looseText(text: string): string | undefined {
  const plain = text.replace(/⟦[^⟧]*⟧/g, ' ').trim();
  const patterns = [
    /\b(?:the )?(?:words?|phrase|string|text|sentence|name|password|message|title|letters?|code|sequence|input)\s+(?!of\b|count|in\b|from\b|to\b|is\b|for\b|into\b|backwards?\b)(.+?)(?:\s+(?:to|into|in|as|with|using|by|for|is|are|a)\s.*)?$/i,
    /^(?:is|are)\s+(?:the\s+)?(.+?)\s+(?:an?\s+)?(?:palindromes?|anagrams?|isograms?|pangrams?|strong|secure|weak|valid)\b/i,
    /\b(?:palindrome|anagrams?|slug|acronym|morse(?: code)?|uppercase|lowercase|title case|snake case|camel case|kebab case|rot13|pig latin|vowels?|consonants?|characters|letters|strength|strong|secure)\s*(?:of|for|from|in|:|is)\s+(?:the\s+)?(?:(?:word|phrase|password|string|text)\s+)?(.+)$/i,
    /^(?:convert|turn|change|translate|encode|decode|encrypt|decrypt|reverse|spell|write|make|slugify|capitali[sz]e)\s+(?!the\b|this\b|each\b)(.+?)\s+(?:to|into|in|as|with|using|backwards)\b/i,
    /^(?:reverse|slugify|capitali[sz]e|uppercase|lowercase|encode|decode|encrypt|decrypt|sort|deduplicate|count)\s+(?!the\b|this\b|how\b)(.+)$/i,
  ];
  for (const pattern of patterns) {
    const found = pattern.exec(plain)?.[1]?.trim();
    if (found !== undefined && found !== '' && found.length < 500) return found.replace(/[?.!]$/, '');
  }
  return undefined;
}

function unitFor(property: Property, { evidence, draft, toolText }: Filling): string | undefined {
  const conversion = evidence.conversions[0];
  if (conversion === undefined) return undefined;
  const about = toolText.toLowerCase();
  if (!about.includes(conversion.quantity) && !about.includes(conversion.from.toLowerCase())) return undefined;
  draft.fit += 1;
  consume(draft, `${conversion.from} ${conversion.to} count`);
  return property.kind === 'sourceUnit' ? conversion.from : conversion.to;
}

function dateFor(property: Property, { evidence, draft, dates, properties }: Filling): string | undefined {
  const wanted = properties.filter(other => other.kind === 'date').length;
  if (dates.length === 0) {
    const relative = property.required && /\b(?:from now|ago|today|until|from today)\b/i.test(evidence.text) ? 'today' : undefined;
    if (relative !== undefined) draft.fit += 0.6;
    return relative;
  }
  if (wanted === 0) return undefined;
  draft.fit += 1;
  const date = dates.shift();
  if (date !== undefined) consume(draft, date);
  return date;
}

function choiceFor(property: Property, { evidence, draft, properties }: Filling): unknown {
  const order = /order|direction/.test(property.name.toLowerCase());
  const beside = chooseBeside(property, evidence.text);
  const chosen = beside ?? (/^from/i.test(property.name) ? undefined : chooseOne(property.schema, evidence.text));
  if (order && !/\btop\b|\bbottom\b|\bsort|\border|\brank|\bhighest\b|\blowest\b|\bmost\b|\bleast\b|\blargest\b|\bsmallest\b|\bcheapest\b|ascending|descending/i.test(evidence.text)) return undefined;
  if (chosen !== undefined) {
    draft.fit += property.required ? 0.8 : 0.2;
    consume(draft, String(chosen));
    return chosen;
  }
  const twoDates = properties.filter(other => other.kind === 'date').length > 1 && evidence.dates.length > 1;
  if (property.required && twoDates && property.schema.enum?.includes('difference') === true) return 'difference';
  if (!property.required) return undefined;
  draft.fit -= 0.5;
  return property.schema.default ?? property.schema.enum?.[0];
}

function numbersFrom(evidence: Evidence, taken: ReadonlyMap<string, number>): readonly number[] {
  const used = new Set(taken.values());
  const inText = evidence.numbers.map(number => number.value).filter(value => !used.has(value));
  if (inText.length > 1) return inText;
  const quoted = evidence.quotes.flatMap(quote => (/^[\s\d.,;+\-e[\]]+$/i.test(quote) ? (quote.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number) : []));
  const document = evidence.documents.flatMap(item => (item.value === item.sample || item.sample.length < 1900 ? (/^[\s\d.,;+\-e[\]]+$/i.test(item.sample) ? (item.sample.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number) : []) : []));
  return [...quoted, ...document].length > 0 ? [...quoted, ...document] : inText;
}

function flagFor(property: Property, text: string): boolean | undefined {
  const words = wordsOf(property.name).filter(word => !stopwords.has(word)).map(meaning);
  const said = new Set(contentTerms(text));
  if (words.length === 0 || !words.every(word => said.has(word))) return property.required ? false : undefined;
  return !new RegExp(`\\b(?:not|no|without|don't|do not)\\s+(?:\\w+\\s+)?${words[0] ?? ''}`, 'i').test(text);
}

function conditionsFor(property: Property, { evidence, document, draft }: Filling): unknown {
  if (document === undefined) return undefined;
  const found = conditionsIn(evidence.text, document, evidence.quotes);
  if (found.length === 0) return undefined;
  const names = Object.keys(property.schema.items?.properties ?? {});
  const name = (pattern: RegExp, other: string): string => names.find(candidate => pattern.test(candidate)) ?? other;
  found.forEach(condition => consume(draft, `${condition.field} ${condition.value}`));
  return found.map(condition => ({ [name(/column|field|key/i, 'field')]: condition.field, [name(/op/i, 'operator')]: condition.operator, [name(/value/i, 'value')]: condition.value }));
}

function fieldsFor({ evidence, document, draft }: Filling): readonly string[] | undefined {
  if (document === undefined) return undefined;
  const conditions = new Set(conditionsIn(evidence.text, document, evidence.quotes).map(condition => condition.field));
  const group = groupIn(evidence.text, document);
  const named = namedFields(evidence.text, document).filter(candidate => candidate.field !== group);
  const full = named.filter(candidate => candidate.share >= 1);
  const chosen = (full.length > 0 ? full : named.filter(candidate => candidate.share >= 0.5)).filter(candidate => !conditions.has(candidate.field));
  chosen.forEach(candidate => consume(draft, candidate.field));
  named.forEach(candidate => consume(draft, candidate.field));
  return chosen.length > 0 ? chosen.toSorted((a, b) => a.index - b.index).map(candidate => candidate.field) : undefined;
}

function textsFor(property: Property, { evidence, documents, draft }: Filling): readonly string[] | undefined {
  const taken = new Set(documents.values());
  const quotes = evidence.quotes.filter(quote => !taken.has(quote));
  if (quotes.length > 0) {
    draft.fit += 0.3;
    quotes.forEach(quote => consume(draft, quote));
    return quotes.length === 1 && property.required ? (quotes[0] ?? '').split(/\s*[,;\n]\s*/) : quotes;
  }
  const keyword = /\b(?:how (?:often|many times)|occurrences of|mentions of|number of times|count of|times)\b(?:\s+(?:does|do|is|are|the|word|term|keyword|words|it))*\s+([\p{L}][\p{L}-]*)/iu.exec(evidence.text.replace(/⟦[^⟧]*⟧/g, ' '))?.[1];
  if (keyword !== undefined && /term|keyword|phrase|word/i.test(property.name) && !stopwords.has(keyword.toLowerCase())) {
    consume(draft, keyword);
    return [keyword];
  }
  const loose = property.required ? looseText(evidence.text) : undefined;
  if (loose !== undefined && /,|\band\b|\bof\b/.test(loose)) {
    consume(draft, loose);
    return loose.split(/\s*,\s*(?:and\s+)?|\s+and\s+|\s+of\s+/).filter(item => item !== '');
  }
  const list = property.required ? /:\s*(.+)$/.exec(evidence.text)?.[1] : undefined;
  return list?.includes(',') === true ? list.split(/\s*,\s*(?:and\s+)?|\s+and\s+/).filter(item => item !== '') : undefined;
}

/** A listing ("top 3", "the cheapest product") wants rows, not the statistics that its words also name. */
function settleListing(properties: readonly Property[], evidence: Evidence, draft: Draft): void {
  const top = properties.find(property => /^(?:top|limit)$/.test(property.name) && property.kind === 'number');
  const sort = properties.find(property => property.kind === 'sortField');
  if (top === undefined || sort === undefined || evidence.documents.length === 0) return;
  const which = /\b(?:which|what|who|find|name|show|list|give)\b(?!.*\b(?:average|mean|median|sum|total of|how many)\b).*\b(?:most expensive|cheapest|highest|lowest|largest|smallest|most|least|oldest|youngest|biggest|maximum|minimum|best|worst)\b/i.test(evidence.text) && /\b(?:which|who|products?|items?|rows?|person|people|employees?|customers?|entry|entries|records?|city|cities|country|countries|orders?|names?|students?|players?|movies?|books?)\b/i.test(evidence.text) && draft.input['groupBy'] === undefined;
  if (draft.input[sort.name] === undefined) {
    const field = which ? namedFields(evidence.text.replace(/expensive|cheapest|costl\w+/gi, 'price'), evidence.documents[0] ?? { name: '', kind: 'csv', sample: '', value: '' }).find(candidate => candidate.share >= 0.5)?.field : undefined;
    if (field === undefined) return;
    draft.input[sort.name] = field;
  }
  if (draft.input[top.name] === undefined && which) draft.input[top.name] = 1;
  if (draft.input[top.name] === undefined && !/\bsort|\border|\brank/i.test(evidence.text)) {
    delete draft.input[sort.name];
    return;
  }
  for (const property of properties) if (property.kind === 'choices' || property.kind === 'fields' || property.name === 'aggregate' || property.kind === 'field') delete draft.input[property.name];
  const order = properties.find(property => property.kind === 'choice' && takes(property.schema, 'string') && property.schema.enum?.includes('descending') === true);
  if (order !== undefined) draft.input[order.name] = /\b(?:cheapest|lowest|smallest|least|bottom|minimum|youngest|worst|fewest|ascending|shortest)\b/i.test(evidence.text) ? 'ascending' : draft.input[order.name] === 'ascending' ? 'ascending' : 'descending';
}

function contextValue(property: Property, evidence: Evidence): unknown {
  const key = Object.keys(evidence.context).find(name => name.toLowerCase().replace(/[^a-z]/g, '') === property.name.toLowerCase().replace(/[^a-z]/g, ''));
  const value = key === undefined ? undefined : evidence.context[key];
  return (typeof value === 'string' && takes(property.schema, 'string')) || (typeof value === 'number' && (takes(property.schema, 'number') || takes(property.schema, 'integer'))) ? value : undefined;
}

function consume(draft: Draft, text: string): void {
  draft.consumed.push(...contentTerms(text));
}
