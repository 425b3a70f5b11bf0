import type { TaskDocument } from '../reading/document.ts';
import { consume, type Draft } from './draft.ts';
import type { Evidence } from './evidence.ts';
import type { Property } from './property.ts';

/** Texts for document properties: documents first, then quotations, in the order of the task. */
export function sourceTexts(properties: readonly Property[], evidence: Evidence, draft: Draft): ReadonlyMap<string, string> {
  const slots = properties.filter((property) => property.kind === 'document');
  const needed = slots.filter((property) => property.required);
  const targets = needed.length > 0 ? needed : slots.slice(0, 1);
  const kinds: Readonly<Record<TaskDocument['kind'], RegExp>> = { csv: /csv|tsv|table/i, json: /json/i, text: /text|document|prose/i };
  const others = properties.some((property) => property.kind === 'numbers' || property.kind === 'number' || property.kind === 'expression');
  const values: { readonly value: string; readonly kind: TaskDocument['kind'] | undefined }[] = [
    ...evidence.documents.map((document) => ({ value: document.value, kind: document.kind })),
    ...evidence.quotes.map((value) => ({ value, kind: undefined })),
  ];
  if (values.length === 0 && (!others || needed.length > 0)) {
    const rest = looseText(evidence.text, others);
    if (rest !== undefined) values.push({ value: rest, kind: undefined });
  }
  if (values.length === 0 && evidence.numbers.length > 0 && targets.length === 1) {
    const only = evidence.numbers.map((number) => number.value);
    if (evidence.dates.length === 0 && targets.every((property) => /digit|number|binary|hex|roman|base|numeral/i.test(property.schema.description ?? '')))
      values.push({ value: only.join(', '), kind: undefined });
  }
  const assigned = new Map<string, string>();
  targets.forEach((property, index) => {
    const found = values[index];
    if (found === undefined) return;
    // A quoted phrase is neither a table nor a JSON document.
    if (found.kind === undefined && /csv|json/i.test(property.name) && !/[\n,;{[]/.test(found.value.replace(/^[^\n{[]*$/, ''))) return;
    // A table is no JSON document, a JSON document no table, prose neither.
    if (
      (found.kind === 'json' && /csv|tsv/i.test(property.name)) ||
      (found.kind === 'csv' && /json/i.test(property.name)) ||
      (found.kind === 'text' && /csv|tsv|json/i.test(property.name))
    )
      return;
    const words = `${property.name} ${property.schema.description ?? ''}`;
    const mismatch = found.kind !== undefined && !kinds[found.kind].test(words) && Object.values(kinds).some((kind) => kind.test(property.name));
    if (mismatch) draft.fit -= found.kind === 'text' ? 2 : 0.8;
    else draft.fit += found.kind !== undefined && kinds[found.kind].test(property.name) ? 1.2 : 0.6;
    if (/\blines?\b/i.test(words) && !/[\n,;]/.test(found.value) && found.kind === undefined) draft.fit -= 0.8; // one word is no list of lines
    if (found.kind === undefined) consume(draft, found.value);
    assigned.set(property.name, found.value);
  });
  return assigned;
}

/** "reverse the word stressed", "is racecar a palindrome": a text that nobody quoted; `led` when only a verb of changing texts may lead to it. */
export function looseText(text: string, led = false): string | undefined {
  const plain = text.replace(/⟦[^⟧]*⟧/g, ' ').trim();
  const patterns = [
    /\b(?:the )?(?:words?|phrase|string|text|sentence|name|password|message|title|letters?|code|sequence|input)\s+(?!of\b|count|in\b|from\b|to\b|is\b|for\b|into\b|backwards?\b)(.+?)(?:\s+(?:to|into|in|as|with|using|by|for|is|are|a)\s.*)?$/i,
    /^(?:is|are)\s+(?:the\s+)?(.+?)\s+(?:an?\s+)?(?:palindromes?|anagrams?|isograms?|pangrams?|strong|secure|weak|valid)\b/i,
    /\b(?:palindrome|anagrams?|slug|acronym|morse(?: code)?|uppercase|lowercase|title case|snake case|camel case|kebab case|rot13|pig latin|vowels?|consonants?|characters|letters|strength|strong|secure)\s*(?:of|for|from|in|:|is)\s+(?:the\s+)?(?:(?:word|phrase|password|string|text)\s+)?(.+)$/i,
    /^(?:convert|turn|change|translate|encode|decode|encrypt|decrypt|encipher|decipher|reverse|spell|write|make|slugify|capitali[sz]e)\s+(?!the\b|this\b|each\b)(.+?)\s+(?:to|into|in|as|with|using|by|backwards)\b/i,
    /^(?:reverse|slugify|capitali[sz]e|uppercase|lowercase|encode|decode|encrypt|decrypt|sort|deduplicate|count)\s+(?!the\b|this\b|how\b)(.+)$/i,
  ];
  for (const pattern of led ? patterns.slice(3) : patterns) {
    const found = pattern.exec(plain)?.[1]?.trim();
    if (found !== undefined && found !== '' && found.length < 500 && (!led || /\p{L}/u.test(found))) return found.replace(/[?.!]$/, '');
  }
  return undefined;
}
