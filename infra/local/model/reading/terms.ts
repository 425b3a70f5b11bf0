import { phrases, requestWords, stopwords, synonyms } from './vocabulary.ts';

/** A word reduced so that its inflections meet: "converted", "converter" and "converts" are one. */
export function stem(word: string): string {
  let root = word.toLowerCase();
  if (root.length > 3 && root.endsWith('ies')) root = `${root.slice(0, -3)}y`;
  else if (root.length > 3 && /[^su]s$/.test(root)) root = root.slice(0, -1);
  for (const suffix of ['ization', 'isation', 'ation', 'ator', 'ing', 'ment', 'ed', 'er', 'or', 'ion', 'ly']) {
    if (root.length - suffix.length >= 3 && root.endsWith(suffix)) {
      root = root.slice(0, -suffix.length);
      break;
    }
  }
  root = root.replace(/(?:ise|ize|ate)$/, '').replace(/e$/, '');
  if (root.length > 3) root = root.replace(/([bdgmnprt])\1$/, '$1');
  return root.length > 2 ? root.replace(/y$/, 'i') : root;
}

/** The meaning of one word: its group's stem when it has synonyms. */
export function meaning(word: string): string {
  const lower = word.toLowerCase();
  return stem(synonyms.get(lower) ?? synonyms.get(lower.replace(/s$/, '')) ?? lower);
}

/** Lower case with every known phrase replaced by its word. */
export function withPhrases(text: string): string {
  return phrases.reduce((result, [phrase, word]) => result.replace(phrase, word), text.toLowerCase());
}

/** The words of a text in order; camelCase, snake_case and kebab-case names are cut into theirs, marks are left out. */
export function wordsOf(text: string): readonly string[] {
  const spaced = text.replace(/⟦[^⟧]*⟧/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2');
  return (
    withPhrases(spaced)
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .match(/[\p{L}]+(?:'[\p{L}]+)?|%/gu)
      ?.map((word) => word.toLowerCase().replace(/'s$/, '')) ?? []
  );
}

/** Meanings of all words that carry content; request words included. */
export function contentTerms(text: string): readonly string[] {
  return [
    ...new Set(
      wordsOf(text)
        .filter((word) => !stopwords.has(word))
        .map(meaning),
    ),
  ];
}

/** Meanings of the words that say what is wanted: no stopwords, no words of asking, no numbers or marks. */
export function salientTerms(text: string): readonly string[] {
  return [
    ...new Set(
      wordsOf(text)
        .filter((word) => !stopwords.has(word) && !requestWords.has(word))
        .map(meaning),
    ),
  ];
}
