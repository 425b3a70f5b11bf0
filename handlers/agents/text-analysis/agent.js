/**
 * Purpose: counts, lengths, readability, frequent terms, language guess and keyword occurrences of a text.
 * Inputs: text, measures (which figures; all when absent), terms (keywords to count), top (how many frequent terms).
 * Outputs: the figures by name, result when one was asked for, and a summary in words.
 * Constraints: pure computation, no imports; Flesch reading ease is meaningful for English; at most 2 million characters.
 */

const ALL = [
  'words',
  'characters',
  'letters',
  'sentences',
  'paragraphs',
  'lines',
  'uniqueWords',
  'longestWord',
  'averageWordLength',
  'averageSentenceLength',
  'readingTime',
  'readability',
  'frequentTerms',
  'language',
  'occurrences',
];
const FUNCTION_WORDS = {
  English:
    'the of and to in a is that it for was on are as with his they at be this from have or by not but what all were we when your can said there an which she do how their if will',
  German:
    'der die und das von zu mit den im ist nicht ein eine auf für dem des sich als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über',
  French:
    'de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il sont avec son aux ont cette mais comme ou nous elle était être',
  Spanish:
    'de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también',
  Italian: 'di e il la che in un a per è una sono con non le si da come dei del al gli nel più della ma anche alla ha o lo suo questo delle',
  Dutch: 'de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit door naar wordt heeft nog deze over',
  Portuguese: 'de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser',
};
const ABBREVIATIONS = /\b(?:mr|mrs|ms|dr|prof|st|vs|etc|e\.g|i\.e|no|fig|inc|ltd|approx)\.$/i;

export async function handler(input, _ctx) {
  const text = String(input.text ?? '')
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n');
  if (text.length > 2000000) throw new Error(`the text has ${text.length} characters; at most 2,000,000 are supported`);
  const terms = (input.terms ?? []).filter((term) => String(term).trim() !== '');
  const asked = (input.measures ?? []).filter((name) => ALL.includes(name));
  if (terms.length > 0 && !asked.includes('occurrences')) asked.push('occurrences');
  const names = asked.length > 0 ? asked : ALL.filter((name) => name !== 'occurrences');
  const all = measure(text, terms, input.top ?? 10);
  const output = {};
  for (const name of names) output[name] = all[name];
  if (names.length === 1) {
    const value = all[names[0]];
    const scalar =
      names[0] === 'readability'
        ? value.score
        : names[0] === 'language'
          ? value.name
          : names[0] === 'occurrences' && value.length === 1
            ? value[0].count
            : value;
    if (typeof scalar !== 'object') output.result = scalar;
  }
  output.summary = names
    .map((name) => phrase(name, all[name]))
    .filter((part) => part !== '')
    .join('; ');
  return output;
}

function measure(text, terms, top) {
  const words = text.match(/[\p{L}\p{N}]+(?:['’.,-](?=[\p{L}\p{N}])[\p{L}\p{N}]+)*/gu) ?? [];
  const lower = words.map((word) => word.toLowerCase());
  const sentences = sentencesOf(text);
  const letters = (text.match(/\p{L}/gu) ?? []).length;
  const language = guessLanguage(lower);
  const wordLetters = words.reduce((sum, word) => sum + Array.from(word).length, 0);
  return {
    words: words.length,
    characters: Array.from(text.replace(/\n$/, '')).length,
    letters,
    sentences,
    paragraphs: text.split(/\n\s*\n/).filter((part) => part.trim() !== '').length,
    lines: text === '' ? 0 : text.replace(/\n$/, '').split('\n').length,
    uniqueWords: new Set(lower).size,
    longestWord: words.reduce((longest, word) => (word.length > longest.length ? word : longest), ''),
    averageWordLength: words.length === 0 ? 0 : round(wordLetters / words.length),
    averageSentenceLength: sentences === 0 ? 0 : round(words.length / sentences),
    readingTime: round(words.length / 230),
    readability: readability(lower, sentences),
    frequentTerms: frequent(lower, top),
    language,
    occurrences: terms.map((term) => ({ term, count: occurrences(text, term) })),
  };
}

function sentencesOf(text) {
  let count = 0;
  for (const paragraph of text.split(/\n\s*\n/)) {
    const parts = paragraph
      .replace(/\s+/g, ' ')
      .trim()
      .split(/(?<=[.!?…]["'”’)\]]*) (?=["'“‘([]*[\p{Lu}\p{N}])/u);
    let open = false;
    for (const part of parts) {
      if (!/[\p{L}\p{N}]/u.test(part)) continue;
      if (!open) count += 1;
      open = ABBREVIATIONS.test(part);
    }
  }
  return count;
}

function readability(words, sentences) {
  if (words.length === 0) return { score: 0, meaning: 'no text' };
  const syllables = words.reduce(
    (sum, word) => sum + Math.max(1, (word.replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, '').match(/[aeiouyäöü]{1,2}/g) ?? []).length),
    0,
  );
  const score = round(206.835 - 1.015 * (words.length / Math.max(1, sentences)) - 84.6 * (syllables / words.length));
  const meaning =
    score >= 90 ? 'very easy' : score >= 70 ? 'easy' : score >= 60 ? 'plain' : score >= 50 ? 'fairly difficult' : score >= 30 ? 'difficult' : 'very difficult';
  return { score, meaning };
}

function stopwords() {
  return new Set(
    Object.values(FUNCTION_WORDS)
      .slice(0, 4)
      .join(' ')
      .split(' ')
      .concat([
        'has',
        'had',
        'its',
        'he',
        'him',
        'her',
        'you',
        'i',
        'me',
        'my',
        'our',
        'us',
        'them',
        'been',
        'would',
        'could',
        'should',
        'than',
        'then',
        'so',
        'no',
        'these',
        'those',
        'into',
        'out',
        'up',
        'about',
        'who',
        'more',
        'some',
        'only',
        'also',
        'any',
        'each',
        'other',
        'after',
        'before',
        'did',
        'does',
        's',
        't',
      ]),
  );
}

function frequent(words, top) {
  const stop = stopwords();
  const counts = new Map();
  for (const word of words) {
    if (stop.has(word) || /^[\d.,]+$/.test(word) || word.length < 2) continue;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, top)
    .map(([term, count]) => ({ term, count }));
}

function guessLanguage(words) {
  let best = { name: 'unknown', share: 0 };
  for (const [name, list] of Object.entries(FUNCTION_WORDS)) {
    const known = new Set(list.split(' '));
    const share = words.length === 0 ? 0 : words.filter((word) => known.has(word)).length / words.length;
    if (share > best.share) best = { name, share: round(share) };
  }
  return best.share < 0.08 ? { name: 'unknown', share: best.share } : best;
}

function occurrences(text, term) {
  const plain = text.toLowerCase();
  const wanted = String(term).toLowerCase().trim();
  let count = 0;
  let at = plain.indexOf(wanted);
  while (at >= 0) {
    const before = plain.slice(Math.max(0, at - 1), at);
    const after = plain.slice(at + wanted.length, at + wanted.length + 1);
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) count += 1;
    at = plain.indexOf(wanted, at + wanted.length);
  }
  return count;
}

function round(value) {
  return Math.round(value * 100) / 100;
}

function phrase(name, value) {
  const plural = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  switch (name) {
    case 'words':
      return plural(value, 'word');
    case 'characters':
      return plural(value, 'character');
    case 'letters':
      return plural(value, 'letter');
    case 'sentences':
      return plural(value, 'sentence');
    case 'paragraphs':
      return plural(value, 'paragraph');
    case 'lines':
      return plural(value, 'line');
    case 'uniqueWords':
      return plural(value, 'unique word');
    case 'longestWord':
      return value === '' ? '' : `longest word "${value}"`;
    case 'averageWordLength':
      return `average word length ${value} letters`;
    case 'averageSentenceLength':
      return `average sentence length ${value} words`;
    case 'readingTime':
      return `reading time ${value < 1 ? 'under a minute' : `about ${plural(Math.round(value), 'minute')}`} (${value} min)`;
    case 'readability':
      return `Flesch reading ease ${value.score} (${value.meaning})`;
    case 'frequentTerms':
      return value.length === 0 ? 'no frequent terms' : `most frequent terms: ${value.map((entry) => `${entry.term} (${entry.count})`).join(', ')}`;
    case 'language':
      return `language: ${value.name}`;
    default:
      return value.map((entry) => `"${entry.term}" occurs ${entry.count === 1 ? 'once' : `${entry.count} times`}`).join(', ');
  }
}
