import { defineKind, type AgentKind } from '../agent-kind.ts';

const text = (description: string): Readonly<Record<string, unknown>> => ({ type: 'string', minLength: 1, maxLength: 1_000_000, description });

export const textCase: AgentKind = defineKind({
  agentId: 'text-case',
  title: 'upper, lower, title, camel, snake, kebab case and slugs',
  signs: [[/\b(?:upper|lower|title|camel|pascal|snake|kebab|sentence)[- ]?case\b|\bcapital letters\b|\bcapitali[sz]\w*|\bin capitals\b|\bslug(?:s|ify|ified)?\b/, 2]],
  description: 'Changes the case of a text: uppercase, lowercase, title case, sentence case, camelCase, PascalCase, snake_case, kebab-case, or a URL slug.',
  categories: ['text'],
  inputs: 'text, style.',
  outputs: 'result (the changed text), summary.',
  constraints: 'Pure computation; programming styles and slugs keep letters and digits only.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['text', 'style'],
    properties: {
      text: text('The text to change.'),
      style: { type: 'string', enum: ['uppercase', 'lowercase', 'titleCase', 'sentenceCase', 'camelCase', 'pascalCase', 'snakeCase', 'kebabCase', 'slug'], description: 'Wanted style. uppercase: capitals, capital letters. titleCase: capitalise each word, headline. slug: url slugify.' },
    },
  },
  results: { result: { type: 'string' } },
  example: { text: 'The quick brown fox', style: 'titleCase' },
  code: String.raw`
function wordsOf(text) {
  return text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/([a-z0-9])([A-Z])/g, '$1 $2').match(/[A-Za-z0-9]+/g) ?? [];
}

function capitalised(word) {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

function change(text, style) {
  switch (style) {
    case 'uppercase': return text.toUpperCase();
    case 'lowercase': return text.toLowerCase();
    case 'titleCase': return text.toLowerCase().replace(/(^|[\s"'“(\[-])(\p{L})/gu, (all, before, letter) => before + letter.toUpperCase());
    case 'sentenceCase': return text.toLowerCase().replace(/(^\s*|[.!?]\s+)(\p{L})/gu, (all, before, letter) => before + letter.toUpperCase());
    case 'camelCase': return wordsOf(text).map((word, index) => (index === 0 ? word.toLowerCase() : capitalised(word))).join('');
    case 'pascalCase': return wordsOf(text).map(capitalised).join('');
    case 'snakeCase': return wordsOf(text).map(word => word.toLowerCase()).join('_');
    default: return wordsOf(text).map(word => word.toLowerCase()).join('-');
  }
}

export async function handler(input, ctx) {
  const result = change(input.text, input.style);
  return { result, summary: 'As ' + input.style + ': ' + result.slice(0, 500) };
}`,
});

export const caesarCipher: AgentKind = defineKind({
  agentId: 'caesar-cipher',
  title: 'Caesar cipher and ROT13',
  signs: [[/\bcaesar\b|\brot-?13\b|\bshift cipher\b/, 2]],
  description: 'Encrypts or decrypts a text with the Caesar cipher (letters shifted by a number; ROT13 is a shift of 13).',
  categories: ['text'],
  inputs: 'text, shift (3 when absent), mode (encrypt when absent).',
  outputs: 'result (the text), summary.',
  constraints: 'Pure computation; shifts the letters A to Z only; no protection of any kind.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['text'],
    properties: { text: text('The text, message.'), shift: { type: 'integer', minimum: -25, maximum: 25, description: 'By how many letters, key.' }, mode: { type: 'string', enum: ['encrypt', 'decrypt'], description: 'Direction.' } },
  },
  results: { result: { type: 'string' } },
  example: { text: 'Hello, World', shift: 3 },
  code: String.raw`
export async function handler(input, ctx) {
  const shift = input.shift ?? 3;
  const by = (((input.mode === 'decrypt' ? -shift : shift) % 26) + 26) % 26;
  const result = input.text.replace(/[a-z]/gi, letter => {
    const first = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(first + (letter.charCodeAt(0) - first + by) % 26);
  });
  return { result, summary: (input.mode === 'decrypt' ? 'Decrypted' : 'Encrypted') + ' with a shift of ' + shift + ': ' + result.slice(0, 500) };
}`,
});

export const morseCode: AgentKind = defineKind({
  agentId: 'morse-code',
  title: 'Morse code',
  signs: [[/\bmorse\b/, 2]],
  description: 'Translates a text to Morse code or Morse code to text.',
  categories: ['text'],
  inputs: 'text, mode (by the text when absent).',
  outputs: 'result, summary.',
  constraints: 'Pure computation; letters, digits and common punctuation; words are separated by " / ".',
  schema: { type: 'object', additionalProperties: false, required: ['text'], properties: { text: text('The text, or dots and dashes.'), mode: { type: 'string', enum: ['encode', 'decode'], description: 'encode: to Morse. decode: from Morse.' } } },
  results: { result: { type: 'string' } },
  example: { text: 'SOS' },
  code: String.raw`
const CODES = { A: '.-', B: '-...', C: '-.-.', D: '-..', E: '.', F: '..-.', G: '--.', H: '....', I: '..', J: '.---', K: '-.-', L: '.-..', M: '--', N: '-.', O: '---', P: '.--.', Q: '--.-', R: '.-.', S: '...', T: '-', U: '..-', V: '...-', W: '.--', X: '-..-', Y: '-.--', Z: '--..', 0: '-----', 1: '.----', 2: '..---', 3: '...--', 4: '....-', 5: '.....', 6: '-....', 7: '--...', 8: '---..', 9: '----.', '.': '.-.-.-', ',': '--..--', '?': '..--..', '!': '-.-.--', '-': '-....-', '/': '-..-.', '@': '.--.-.', ':': '---...', "'": '.----.' };

export async function handler(input, ctx) {
  const decode = input.mode === 'decode' || (input.mode === undefined && /^[.\-\s/|]+$/.test(input.text));
  const letters = Object.fromEntries(Object.entries(CODES).map(([letter, code]) => [code, letter]));
  const result = decode
    ? input.text.trim().split(/\s*[/|]\s*|\s{3,}/).map(word => word.split(/\s+/).map(code => letters[code] ?? '').join('')).join(' ')
    : input.text.trim().toUpperCase().split(/\s+/).map(word => Array.from(word, letter => CODES[letter] ?? '').filter(code => code !== '').join(' ')).join(' / ');
  if (result.trim() === '') throw new Error('nothing in the text can be translated');
  return { result, summary: (decode ? 'As text: ' : 'In Morse code: ') + result.slice(0, 500) };
}`,
});

export const palindrome: AgentKind = defineKind({
  agentId: 'palindrome-check',
  title: 'palindromes',
  signs: [[/\bpalindromes?\b|\bpalindromic\b/, 2]],
  description: 'Tells whether a text is a palindrome (reads the same backwards), and finds palindromic words in a longer text.',
  categories: ['text'],
  inputs: 'text.',
  outputs: 'result (true or false), words (palindromic words of at least three letters), summary.',
  constraints: 'Pure computation; case, spaces and punctuation do not count.',
  schema: { type: 'object', additionalProperties: false, required: ['text'], properties: { text: text('The word, phrase or text.') } },
  results: { result: { type: 'boolean' }, words: { type: 'array' } },
  example: { text: 'A man, a plan, a canal: Panama' },
  code: String.raw`
function reads(text) {
  const plain = text.toLowerCase().normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '');
  return plain !== '' && plain === Array.from(plain).reverse().join('');
}

export async function handler(input, ctx) {
  const result = reads(input.text);
  const words = [...new Set((input.text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).filter(reads))];
  const long = input.text.length > 80;
  return { result, words, summary: (long ? 'The text' : '"' + input.text + '"') + (result ? ' is a palindrome' : ' is not a palindrome') + (words.length > 0 && (long || !result) ? '; palindromic words in it: ' + words.join(', ') : '') };
}`,
});

export const anagram: AgentKind = defineKind({
  agentId: 'anagram-check',
  title: 'anagrams',
  signs: [[/\banagrams?\b/, 2]],
  description: 'Tells which of several words or phrases are anagrams of each other.',
  categories: ['text'],
  inputs: 'words (two or more).',
  outputs: 'result (true when all are anagrams of each other), groups, summary.',
  constraints: 'Pure computation; case, spaces and punctuation do not count.',
  schema: { type: 'object', additionalProperties: false, required: ['words'], properties: { words: { type: 'array', minItems: 2, items: { type: 'string' }, description: 'The words or phrases to compare.' } } },
  results: { result: { type: 'boolean' }, groups: { type: 'array' } },
  example: { words: ['listen', 'silent'] },
  code: String.raw`
export async function handler(input, ctx) {
  const words = input.words.flatMap(word => word.split(/\n/)).map(word => word.trim()).filter(word => word !== '');
  if (words.length < 2) throw new Error('give at least two words to compare');
  const groups = new Map();
  for (const word of words) {
    const key = Array.from(word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')).sort().join('');
    groups.set(key, [...(groups.get(key) ?? []), word]);
  }
  const found = [...groups.values()].filter(group => group.length > 1);
  const result = groups.size === 1;
  const summary = result ? words.join(' and ') + ' are anagrams' : found.length === 0 ? words.join(' and ') + ' are not anagrams' : 'Anagrams: ' + found.map(group => group.join(', ')).join('; ');
  return { result, groups: found, summary };
}`,
});

export const reverseText: AgentKind = defineKind({
  agentId: 'text-reverse',
  title: 'reversed text',
  signs: [[/\brevers(?:e|ed|ing|al)\b|\bbackwards?\b/, 1.5]],
  description: 'Reverses a text: its characters, the order of its words, or the order of its lines.',
  categories: ['text'],
  inputs: 'text, unit (characters when absent).',
  outputs: 'result, summary.',
  constraints: 'Pure computation; characters with their combining marks stay together.',
  schema: { type: 'object', additionalProperties: false, required: ['text'], properties: { text: text('The text.'), unit: { type: 'string', enum: ['characters', 'wordOrder', 'lines'], description: 'characters: letters. wordOrder: order of words. lines: order of lines.' } } },
  results: { result: { type: 'string' } },
  example: { text: 'stressed' },
  code: String.raw`
export async function handler(input, ctx) {
  const value = input.text;
  let result;
  if (input.unit === 'wordOrder') result = value.trim().split(/\s+/).reverse().join(' ');
  else if (input.unit === 'lines') result = value.split('\n').reverse().join('\n');
  else result = (value.match(/\P{M}\p{M}*/gu) ?? []).reverse().join('');
  return { result, summary: 'Reversed: ' + result.slice(0, 500) };
}`,
});

export const lineTools: AgentKind = defineKind({
  agentId: 'line-tools',
  title: 'sorting and deduplicating lines',
  signs: [[/\bsort(?:s|ed|ing)?\b|\balphabetical(?:ly)?\b|\balphabeti[sz]e\b/, 1.5], [/\bduplicates?\b|\bdedupe?\w*|\bdeduplicat\w*|\bunique (?:lines|items|values|entries|words|list)\b|\brepeated lines\b/, 1.5], [/\b(?:number|shuffle|trim) (?:the )?lines\b|\bblank lines\b|\bempty lines\b/, 1]],
  description: 'Sorts, deduplicates, reverses, trims or numbers the lines of a text or the items of a list.',
  categories: ['text'],
  inputs: 'text (one item a line, or separated by commas), operations, order.',
  outputs: 'result (the lines), items, removed (how many lines went), summary.',
  constraints: 'Pure computation; numbers are sorted by value; the first of equal lines stays.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['text'],
    properties: {
      text: text('The lines, items, words or numbers.'),
      operations: { type: 'array', items: { type: 'string', enum: ['sort', 'deduplicate', 'reverse', 'trim', 'number'] }, description: 'What to do, in this order of the list; sort when absent.' },
      order: { type: 'string', enum: ['ascending', 'descending'], description: 'Order of sort.' },
    },
  },
  results: { result: { type: 'string' }, items: { type: 'array' }, removed: { type: 'integer' } },
  example: { text: 'pear\napple\npear', operations: ['sort', 'deduplicate'] },
  code: String.raw`
export async function handler(input, ctx) {
  const source = input.text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const given = source.includes('\n') ? source.split('\n') : source.split(/\s*[,;]\s*(?:and\s+)?|\s+and\s+/);
  const asked = new Set(input.operations ?? []);
  if (asked.size === 0 || (input.order !== undefined && !asked.has('sort') && !asked.has('deduplicate'))) asked.add('sort');
  let items = given.map(line => line.trim()).filter(line => line !== '');
  if (asked.has('deduplicate')) items = [...new Map([...items].reverse().map(item => [item.toLowerCase(), item])).values()].reverse();
  if (asked.has('sort')) {
    const numeric = items.every(item => /^-?[\d.,]+$/.test(item));
    items.sort((a, b) => (numeric ? Number(a.replace(/,/g, '')) - Number(b.replace(/,/g, '')) : a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0));
    if (input.order === 'descending') items.reverse();
  }
  if (asked.has('reverse') && !(asked.has('sort') && input.order === 'descending')) items.reverse();
  const lines = asked.has('number') ? items.map((item, index) => index + 1 + '. ' + item) : items;
  return { result: lines.join('\n'), items, removed: given.length - items.length, summary: items.length + ' lines' + (given.length > items.length ? ' (' + (given.length - items.length) + ' removed)' : '') + ': ' + items.slice(0, 30).join(', ') + (items.length > 30 ? ', …' : '') };
}`,
});

export const letterCount: AgentKind = defineKind({
  agentId: 'letter-count',
  title: 'vowels, consonants and letter frequencies',
  signs: [[/\bvowels?\b|\bconsonants?\b/, 2], [/\bletter frequenc\w+|\bfrequency of (?:each |the )?(?:letters|characters)\b|\beach letter\b|\bcharacter frequenc/, 2]],
  description: 'Counts vowels, consonants, digits and spaces of a text and how often each letter occurs.',
  categories: ['text'],
  inputs: 'text, count (what the result is; vowels when absent).',
  outputs: 'vowels, consonants, digits, spaces, frequencies, result, summary.',
  constraints: 'Pure computation; the vowels are a, e, i, o, u with their accents.',
  schema: { type: 'object', additionalProperties: false, required: ['text'], properties: { text: text('The text.'), count: { type: 'string', enum: ['vowels', 'consonants', 'digits', 'frequencies'], description: 'What is asked for. frequencies: each letter, frequency.' } } },
  results: { vowels: { type: 'integer' }, consonants: { type: 'integer' }, frequencies: { type: 'object' }, result: {} },
  example: { text: 'education', count: 'vowels' },
  code: String.raw`
export async function handler(input, ctx) {
  const letters = input.text.toLowerCase().normalize('NFKD').match(/[a-z]/g) ?? [];
  const vowels = letters.filter(letter => 'aeiou'.includes(letter)).length;
  const consonants = letters.length - vowels;
  const counts = new Map();
  for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const frequencies = Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
  const digits = (input.text.match(/\d/g) ?? []).length;
  const all = { vowels, consonants, digits, frequencies };
  const asked = input.count ?? 'vowels';
  const shown = asked === 'frequencies' ? 'Letters: ' + Object.entries(frequencies).map(([letter, count]) => letter + ' ' + count).join(', ') : vowels + ' vowels, ' + consonants + ' consonants, ' + digits + ' digits';
  return { ...all, spaces: (input.text.match(/\s/g) ?? []).length, result: all[asked], summary: shown };
}`,
});

export const extraction: AgentKind = defineKind({
  agentId: 'pattern-extraction',
  title: 'extracting e-mail addresses, links, numbers and dates',
  signs: [[/\b(?:extract|find|list|get|pull)\b[^.]*\b(?:e-?mails?(?: addresses)?|urls?|links?|hashtags?|phone numbers?|mentions)\b/, 2], [/\bextract\b[^.]*\b(?:numbers|dates|ip addresses)\b/, 2], [/\be-?mail addresses\b|\bhashtags?\b/, 1]],
  description: 'Extracts e-mail addresses, URLs (links), numbers, dates, phone numbers or hashtags from a text.',
  categories: ['text'],
  inputs: 'text, what.',
  outputs: 'result (the list, each once), count, summary.',
  constraints: 'Pure computation; patterns, no check of whether an address exists.',
  schema: { type: 'object', additionalProperties: false, required: ['text', 'what'], properties: { text: text('The text to search.'), what: { type: 'string', enum: ['emails', 'urls', 'numbers', 'dates', 'phoneNumbers', 'hashtags'], description: 'What to extract. emails: e-mail, email, mail addresses. urls: links, web addresses.' } } },
  results: { result: { type: 'array' }, count: { type: 'integer' } },
  example: { text: 'Write to ana@example.com or see https://example.com.', what: 'emails' },
  code: String.raw`
const PATTERNS = {
  emails: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  urls: /https?:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:!?]/g,
  numbers: /(?<![\w.-])-?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])|(?<![\w.-])-?\d+(?:\.\d+)?(?![\w])/g,
  dates: /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{4}\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}, \d{4}\b/g,
  phoneNumbers: /(?<![\w.])\+?\d[\d\s()/-]{6,}\d(?![\w.])/g,
  hashtags: /#[\p{L}\p{N}_]+/gu,
};

export async function handler(input, ctx) {
  const result = [...new Set(input.text.match(PATTERNS[input.what]) ?? [])];
  return { result, count: result.length, summary: result.length === 0 ? 'No ' + input.what + ' found' : result.length + ' ' + input.what + ': ' + result.slice(0, 50).join(', ') };
}`,
});

export const acronym: AgentKind = defineKind({
  agentId: 'acronym',
  title: 'acronyms',
  signs: [[/\bacronyms?\b|\binitials\b|\babbreviat(?:e|ion)\b/, 2]],
  description: 'Makes the acronym (initials) of a phrase or name.',
  categories: ['text'],
  inputs: 'text.',
  outputs: 'result (the initials), summary.',
  constraints: 'Pure computation; small function words are left out when more than two words remain.',
  schema: { type: 'object', additionalProperties: false, required: ['text'], properties: { text: text('The phrase or name.') } },
  results: { result: { type: 'string' } },
  example: { text: 'portable network graphics' },
  code: String.raw`
const SMALL = new Set(['a', 'an', 'the', 'of', 'and', 'for', 'in', 'on', 'to', 'with']);

export async function handler(input, ctx) {
  const words = input.text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const large = words.filter(word => !SMALL.has(word.toLowerCase()));
  const result = (large.length > 1 ? large : words).map(word => word.charAt(0).toUpperCase()).join('');
  if (result === '') throw new Error('the text has no words');
  return { result, summary: 'The acronym is ' + result };
}`,
});

export const summary: AgentKind = defineKind({
  agentId: 'extractive-summary',
  title: 'extractive summaries',
  signs: [[/\bsummar(?:y|i[sz]e|ies|i[sz]ation)\b|\bgist\b|\btl;?dr\b|\bkey (?:points|sentences)\b|\bmost important sentences\b/, 1.5]],
  description: 'Summarises a text by its most telling sentences, word for word (extractive summary).',
  categories: ['text'],
  inputs: 'text, sentences (how many, 3 when absent).',
  outputs: 'result (the sentences in their order), sentencesOfText, summary.',
  constraints: 'Pure computation; sentences are scored by the frequency of their content words, nothing is rephrased.',
  schema: { type: 'object', additionalProperties: false, required: ['text'], properties: { text: text('The text to summarise.'), sentences: { type: 'integer', minimum: 1, maximum: 50, description: 'How many sentences.' } } },
  results: { result: { type: 'string' }, sentencesOfText: { type: 'integer' } },
  example: { text: 'Bees pollinate plants. Plants feed people. People therefore need bees. The weather was nice.', sentences: 2 },
  code: String.raw`
const SMALL = new Set('the of and to in a is that it for was on are as with his they at be this from have or by not but what all were we when your can said there an which she do how their if will one about into than its no has had him her been who more out up so them some would other could our you i he my me us'.split(' '));

export async function handler(input, ctx) {
  const sentences = input.text.replace(/\s+/g, ' ').trim().split(/(?<=[.!?]["'”]?) (?=["'“]?[\p{Lu}\p{N}])/u).filter(sentence => /\p{L}/u.test(sentence));
  const wordsOf = sentence => (sentence.toLowerCase().match(/\p{L}{3,}/gu) ?? []).filter(word => !SMALL.has(word));
  const counts = new Map();
  for (const word of sentences.flatMap(wordsOf)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const scored = sentences.map((sentence, index) => {
    const words = wordsOf(sentence);
    const total = words.reduce((sum, word) => sum + counts.get(word), 0);
    return { sentence, index, score: words.length === 0 ? 0 : total / Math.sqrt(words.length + 4) + (index === 0 ? 1 : 0) };
  });
  const chosen = [...scored].sort((a, b) => b.score - a.score || a.index - b.index).slice(0, input.sentences ?? 3).sort((a, b) => a.index - b.index);
  const result = chosen.map(entry => entry.sentence).join(' ');
  return { result, sentencesOfText: sentences.length, summary: result };
}`,
});

export const passwordStrength: AgentKind = defineKind({
  agentId: 'password-strength',
  title: 'password strength',
  signs: [[/\bpasswords?\b|\bpassphrase\b/, 1.5]],
  description: 'Assesses the strength of a password: length, kinds of characters, common patterns, estimated bits.',
  categories: ['security'],
  inputs: 'password.',
  outputs: 'result (very weak, weak, fair, strong, very strong), bits, problems, summary without the password.',
  constraints: 'Pure computation; an estimate against guessing, no check against leaked passwords.',
  schema: { type: 'object', additionalProperties: false, required: ['password'], properties: { password: { type: 'string', minLength: 1, maxLength: 256, description: 'The password to assess.' } } },
  results: { result: { type: 'string' }, bits: { type: 'number' }, problems: { type: 'array' } },
  example: { password: 'Tr0ub4dor&3' },
  code: String.raw`
const COMMON = ['password', 'passwort', '123456', 'qwerty', 'letmein', 'admin', 'welcome', 'iloveyou', 'monkey', 'dragon', 'abc123', 'hunter', 'secret', 'login', 'football', 'master'];

export async function handler(input, ctx) {
  const { password } = input;
  const problems = [];
  const kinds = [[/[a-z]/, 26], [/[A-Z]/, 26], [/\d/, 10], [/[^A-Za-z0-9]/, 33]].filter(([pattern]) => pattern.test(password));
  const alphabet = kinds.reduce((sum, [, size]) => sum + size, 0);
  let length = password.length;
  const lower = password.toLowerCase().replace(/0/g, 'o').replace(/[1!]/g, 'i').replace(/3/g, 'e').replace(/[4@]/g, 'a').replace(/[5$]/g, 's');
  const common = COMMON.find(word => lower.includes(word) || password.toLowerCase().includes(word));
  if (common !== undefined) { problems.push('holds a very common password or word'); length -= Math.max(0, common.length - 1); }
  if (/(.)\1{2,}/.test(password)) { problems.push('repeats a character three times or more'); length -= 2; }
  if (/0123|1234|2345|3456|4567|5678|6789|abcd|bcde|cdef|qwer|asdf|zxcv/i.test(password)) { problems.push('holds a run of neighbouring characters'); length -= 3; }
  if (password.length < 12) problems.push('is shorter than 12 characters');
  if (kinds.length < 3 && password.length < 20) problems.push('uses only ' + kinds.length + ' of 4 kinds of characters');
  const bits = Math.round(Math.max(1, length) * Math.log2(alphabet || 1) * 10) / 10;
  const result = bits < 28 ? 'very weak' : bits < 45 ? 'weak' : bits < 60 ? 'fair' : bits < 90 ? 'strong' : 'very strong';
  return { result, bits, problems, summary: 'The password is ' + result + ' (about ' + bits + ' bits)' + (problems.length === 0 ? '' : '; it ' + problems.join(', ')) };
}`,
});

export const tableConverter: AgentKind = defineKind({
  agentId: 'table-converter',
  title: 'tables between CSV, JSON, Markdown and HTML',
  signs: [[/\bmarkdown\b/, 1.5], [/\b(?:csv|table)\b[^.]*\b(?:to|into|as|in) (?:a |an )?(?:json|markdown|html)\b/, 2], [/\bjson\b[^.]*\b(?:to|into|as) (?:a )?(?:csv|markdown|html|table)\b/, 2], [/\bhtml table\b/, 1.5]],
  description: 'Converts a table between CSV, JSON (array of objects), Markdown table and HTML table.',
  categories: ['data'],
  inputs: 'table (CSV or JSON text), to.',
  outputs: 'result (the converted text), rows, summary.',
  constraints: 'Pure computation; the first CSV record is the header; at most 100,000 rows.',
  schema: { type: 'object', additionalProperties: false, required: ['table', 'to'], properties: { table: text('The table as CSV text or JSON text.'), to: { type: 'string', enum: ['json', 'markdown', 'csv', 'html'], description: 'Wanted format.' } } },
  results: { result: { type: 'string' }, rows: { type: 'integer' } },
  example: { table: 'name,price\npen,1.5', to: 'markdown' },
  code: String.raw`
function recordsOf(csv) {
  const head = csv.split('\n')[0].replace(/"[^"]*"/g, '');
  const separator = [';', '\t', '|'].find(char => head.split(char).length > head.split(',').length) ?? ',';
  const records = [];
  let [record, field, quoted] = [[], '', false];
  for (let at = 0; at < csv.length; at += 1) {
    const char = csv[at];
    if (quoted && char === '"' && csv[at + 1] === '"') { field += '"'; at += 1; }
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === separator) { record.push(field.trim()); field = ''; }
    else if (!quoted && char === '\n') { record.push(field.trim()); records.push(record); record = []; field = ''; }
    else field += char;
  }
  records.push([...record, field.trim()]);
  return records.filter(cells => cells.some(cell => cell !== ''));
}

function tableOf(source) {
  const plain = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n').trim();
  if (/^[\[{]/.test(plain)) {
    const value = JSON.parse(plain);
    const list = Array.isArray(value) ? value : Object.values(value).find(Array.isArray) ?? [value];
    const header = [...new Set(list.flatMap(item => Object.keys(item ?? {})))];
    return { header, rows: list.map(item => header.map(name => item?.[name] ?? '')) };
  }
  const [header = [], ...rows] = recordsOf(plain);
  return { header, rows: rows.map(row => header.map((_, index) => row[index] ?? '')) };
}

function cellText(value) {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function typed(value) {
  return typeof value === 'string' && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value) && value.length < 16 ? Number(value) : value;
}

export async function handler(input, ctx) {
  const { header, rows } = tableOf(input.table);
  if (rows.length > 100000) throw new Error('at most 100,000 rows, got ' + rows.length);
  const escape = value => cellText(value).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const quote = value => (/[",\n]/.test(cellText(value)) ? '"' + cellText(value).replace(/"/g, '""') + '"' : cellText(value));
  const bar = cells => '| ' + cells.map(value => cellText(value).replace(/\|/g, '\\|').replace(/\n/g, ' ')).join(' | ') + ' |';
  let result;
  if (input.to === 'json') result = JSON.stringify(rows.map(row => Object.fromEntries(header.map((name, index) => [name, typed(row[index])]))), null, 2);
  else if (input.to === 'csv') result = [header, ...rows].map(row => row.map(quote).join(',')).join('\n');
  else if (input.to === 'html') result = '<table>\n<tr>' + header.map(name => '<th>' + escape(name) + '</th>').join('') + '</tr>\n' + rows.map(row => '<tr>' + row.map(value => '<td>' + escape(value) + '</td>').join('') + '</tr>').join('\n') + '\n</table>';
  else result = [bar(header), bar(header.map(() => '---')), ...rows.map(bar)].join('\n');
  return { result, rows: rows.length, summary: rows.length + ' rows as ' + input.to };
}`,
});
