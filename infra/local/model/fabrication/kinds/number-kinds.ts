import { defineKind, type AgentKind } from '../agent-kind.ts';

const whole = (description: string, extra: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({ type: 'integer', description, ...extra });

export const romanNumerals: AgentKind = defineKind({
  agentId: 'roman-numerals',
  title: 'Roman numerals',
  signs: [[/\broman\b/, 2], [/\b(?=[mdclxvi]{4,}\b)m*(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})\b/, 1.2]],
  description: 'Converts a whole number to a Roman numeral or a Roman numeral to a number (1 to 3999).',
  categories: ['math'],
  inputs: 'number (1 to 3999), or numeral (letters I V X L C D M).',
  outputs: 'number, numeral, result (the converted one), summary.',
  constraints: 'Pure computation; only well-formed numerals from 1 to 3999.',
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      number: whole('The number to write as a Roman numeral.', { minimum: 1, maximum: 3999 }),
      numeral: { type: 'string', pattern: '^[IVXLCDMivxlcdm]+$', description: 'The Roman numeral to read.' },
    },
  },
  results: { number: { type: 'integer' }, numeral: { type: 'string' }, result: { type: ['string', 'integer'], description: 'The converted value.' } },
  example: { number: 1994 },
  code: String.raw`
const STEPS = [[1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']];

function write(number) {
  let rest = number;
  let text = '';
  for (const [value, letters] of STEPS) {
    while (rest >= value) {
      text += letters;
      rest -= value;
    }
  }
  return text;
}

function read(numeral) {
  let rest = numeral.trim().toUpperCase();
  let number = 0;
  for (const [value, letters] of STEPS) {
    while (rest.startsWith(letters)) {
      number += value;
      rest = rest.slice(letters.length);
    }
  }
  if (rest !== '' || write(number) !== numeral.trim().toUpperCase()) throw new Error('"' + numeral + '" is not a well-formed Roman numeral from I to MMMCMXCIX');
  return number;
}

export async function handler(input, ctx) {
  if (input.number !== undefined) {
    if (!Number.isInteger(input.number) || input.number < 1 || input.number > 3999) throw new Error('only whole numbers from 1 to 3999 have a Roman numeral, got ' + input.number);
    const numeral = write(input.number);
    return { number: input.number, numeral, result: numeral, summary: input.number + ' is ' + numeral + ' in Roman numerals' };
  }
  if (input.numeral === undefined) throw new Error('give "number" or "numeral"');
  const number = read(input.numeral);
  return { number, numeral: input.numeral.trim().toUpperCase(), result: number, summary: 'The Roman numeral ' + input.numeral.trim().toUpperCase() + ' is ' + number };
}`,
});

export const primeNumbers: AgentKind = defineKind({
  agentId: 'prime-numbers',
  title: 'prime factors, primality, divisors',
  signs: [[/\bprimes?\b|\bprimality\b/, 2], [/\bdivisors?\b(?!.*common)|\bfactori[sz]\w*|\bfactors? of\b/, 1.5], [/\bperfect number/, 0.5]],
  description: 'Number theory of a whole number: prime factors (factorisation), whether it is a prime number, its divisors, the next prime, or all primes up to it.',
  categories: ['math'],
  inputs: 'number (1 to 9007199254740991; primes up to it: at most 1,000,000), operation.',
  outputs: 'result by operation (list of factors, yes or no, list of divisors, a prime, list of primes), summary.',
  constraints: 'Pure computation by trial division; at most 50 million steps.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['number', 'operation'],
    properties: {
      number: whole('The number to examine.', { minimum: 1 }),
      operation: { type: 'string', enum: ['factors', 'isPrime', 'divisors', 'nextPrime', 'primesUpTo'], description: 'factors: prime factorisation, decompose. isPrime: whether it is a prime number. divisors: all divisors. nextPrime: the next prime after it. primesUpTo: all prime numbers up to, below, until it.' },
    },
  },
  results: { result: { description: 'Factors, divisors or primes as a list; true or false; a prime.' } },
  example: { number: 360, operation: 'factors' },
  code: String.raw`
function factorsOf(number) {
  const factors = [];
  let rest = number;
  for (let divisor = 2; divisor * divisor <= rest; divisor += divisor === 2 ? 1 : 2) {
    if (divisor > 50000000) throw new Error('the number has no small factors and is too large to factorise here');
    while (rest % divisor === 0) {
      factors.push(divisor);
      rest /= divisor;
    }
  }
  if (rest > 1) factors.push(rest);
  return factors;
}

function isPrime(number) {
  return number > 1 && factorsOf(number).length === 1;
}

function powers(factors) {
  const counts = new Map();
  for (const factor of factors) counts.set(factor, (counts.get(factor) ?? 0) + 1);
  return [...counts].map(([factor, count]) => (count === 1 ? String(factor) : factor + '^' + count)).join(' × ');
}

function divisorsOf(number) {
  let divisors = [1];
  let last = 0;
  let added = [];
  for (const factor of factorsOf(number)) {
    added = (factor === last ? added : divisors).map(divisor => divisor * factor);
    last = factor;
    divisors = [...divisors, ...added];
  }
  return [...new Set(divisors)].sort((a, b) => a - b);
}

function primesUpTo(limit) {
  if (limit > 1000000) throw new Error('primes are listed up to 1,000,000');
  const composite = new Uint8Array(limit + 1);
  const primes = [];
  for (let number = 2; number <= limit; number += 1) {
    if (composite[number] === 1) continue;
    primes.push(number);
    for (let multiple = number * number; multiple <= limit; multiple += number) composite[multiple] = 1;
  }
  return primes;
}

export async function handler(input, ctx) {
  const { number } = input;
  if (!Number.isSafeInteger(number) || number < 1) throw new Error('"number" must be a whole number from 1 to 9007199254740991, got ' + number);
  switch (input.operation) {
    case 'isPrime': {
      const prime = isPrime(number);
      return { result: prime, summary: number + (prime ? ' is a prime number' : number === 1 ? ' is not a prime number' : ' is not a prime number: ' + powers(factorsOf(number))) };
    }
    case 'divisors': {
      const divisors = divisorsOf(number);
      return { result: divisors, summary: number + ' has ' + divisors.length + ' divisors: ' + divisors.slice(0, 50).join(', ') };
    }
    case 'nextPrime': {
      let next = number + 1;
      while (!isPrime(next)) next += 1;
      return { result: next, summary: 'The next prime after ' + number + ' is ' + next };
    }
    case 'primesUpTo': {
      const primes = primesUpTo(number);
      return { result: primes, summary: 'There are ' + primes.length + ' primes up to ' + number + ': ' + primes.slice(0, 60).join(', ') + (primes.length > 60 ? ', …' : '') };
    }
    default: {
      const factors = factorsOf(number);
      return { result: factors, summary: number + ' = ' + (factors.length === 0 ? '1 (no prime factors)' : powers(factors) + (factors.length === 1 ? ' (a prime number)' : '')) };
    }
  }
}`,
});

export const baseConversion: AgentKind = defineKind({
  agentId: 'base-conversion',
  title: 'number bases',
  signs: [[/\bbinary\b|\bhexadecimal\b|\bhex\b|\boctal\b/, 1.5], [/\bbase \d+\b/, 1]],
  description: 'Converts a whole number between the binary, octal, decimal and hexadecimal number systems.',
  categories: ['math'],
  inputs: 'value (digits, optionally with prefix 0b, 0o or 0x), from and to (number systems).',
  outputs: 'result (digits in the target system), decimal, summary.',
  constraints: 'Pure computation; whole numbers of at most 1,000 digits.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['value', 'to'],
    properties: {
      value: { type: 'string', minLength: 1, maxLength: 1000, description: 'Digits of the number.' },
      from: { type: 'string', enum: ['binary', 'octal', 'decimal', 'hexadecimal'], description: 'System of the digits; by their prefix, or decimal, when absent.' },
      to: { type: 'string', enum: ['binary', 'octal', 'decimal', 'hexadecimal'], description: 'System of the result.' },
    },
  },
  results: { result: { type: 'string' }, decimal: { type: 'string' } },
  example: { value: '255', to: 'binary' },
  code: String.raw`
const BASES = { binary: 2, octal: 8, decimal: 10, hexadecimal: 16 };
const PREFIXES = { '0b': 'binary', '0o': 'octal', '0x': 'hexadecimal' };

export async function handler(input, ctx) {
  let digits = String(input.value).trim().toLowerCase().replace(/[\s_,]/g, '');
  const negative = digits.startsWith('-');
  if (negative) digits = digits.slice(1);
  const prefixed = PREFIXES[digits.slice(0, 2)];
  const from = input.from ?? prefixed ?? (/[a-f]/.test(digits) ? 'hexadecimal' : 'decimal');
  if (prefixed !== undefined && prefixed === from) digits = digits.slice(2);
  const base = BigInt(BASES[from]);
  let value = 0n;
  for (const digit of digits) {
    const worth = parseInt(digit, 36);
    if (Number.isNaN(worth) || BigInt(worth) >= base) throw new Error('"' + input.value + '" is not a whole number in the ' + from + ' system');
    value = value * base + BigInt(worth);
  }
  const sign = negative ? '-' : '';
  const result = sign + value.toString(BASES[input.to]).toUpperCase();
  return { result, decimal: sign + value.toString(), summary: input.value + ' (' + from + ') is ' + result + ' in ' + input.to };
}`,
});

export const numberWords: AgentKind = defineKind({
  agentId: 'number-words',
  title: 'numbers in words',
  signs: [[/\b(?:in|into|as|to) (?:english )?words\b|\bspell(?:ed)? (?:out )?(?:the )?number|\bspell(?:ed)? out\b/, 1.5]],
  description: 'Writes a whole number out in English words.',
  categories: ['text'],
  inputs: 'number (whole, up to 999,999,999,999,999).',
  outputs: 'result (the words), summary.',
  constraints: 'Pure computation; whole numbers only.',
  schema: { type: 'object', additionalProperties: false, required: ['number'], properties: { number: whole('The number to spell.') } },
  results: { result: { type: 'string' } },
  example: { number: 42 },
  code: String.raw`
const SMALL = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SCALES = ['', 'thousand', 'million', 'billion', 'trillion'];

function belowThousand(number) {
  const parts = [];
  if (number >= 100) parts.push(SMALL[Math.floor(number / 100)] + ' hundred');
  const rest = number % 100;
  if (rest > 0) parts.push(rest < 20 ? SMALL[rest] : TENS[Math.floor(rest / 10)] + (rest % 10 > 0 ? '-' + SMALL[rest % 10] : ''));
  return parts.join(' and ');
}

export async function handler(input, ctx) {
  const { number } = input;
  if (!Number.isInteger(number) || Math.abs(number) >= 1e15) throw new Error('"number" must be a whole number below 10^15, got ' + number);
  const groups = [];
  let rest = Math.abs(number);
  for (let scale = 0; rest > 0; scale += 1) {
    const group = rest % 1000;
    if (group > 0) groups.unshift(belowThousand(group) + (SCALES[scale] === '' ? '' : ' ' + SCALES[scale]));
    rest = Math.floor(rest / 1000);
  }
  const last = Math.abs(number) % 1000;
  const words = groups.length > 1 && last > 0 && last < 100 ? groups.slice(0, -1).join(', ') + ' and ' + groups[groups.length - 1] : groups.join(', ');
  const result = number === 0 ? 'zero' : (number < 0 ? 'minus ' : '') + words;
  return { result, summary: number + ' in words: ' + result };
}`,
});

export const numberSequence: AgentKind = defineKind({
  agentId: 'number-sequence',
  title: 'number sequences such as Fibonacci',
  signs: [[/\bfibonacci\b/, 2], [/\btriangular numbers?\b|\bsquare numbers\b|\bpowers of two\b|\bcollatz\b/, 1.5]],
  description: 'Generates the first terms of a number sequence: Fibonacci, triangular, square, cube, powers of two, or the Collatz sequence of a number.',
  categories: ['math'],
  inputs: 'sequence, count (how many terms, or for Collatz the starting number).',
  outputs: 'result (the terms), last, sum, summary.',
  constraints: 'Pure computation; at most 1,000 terms; terms as text beyond 2^53.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['sequence', 'count'],
    properties: {
      sequence: { type: 'string', enum: ['fibonacci', 'triangular', 'square', 'cube', 'powersOfTwo', 'collatz'], description: 'Which sequence.' },
      count: whole('How many terms; for collatz the starting number.', { minimum: 1 }),
    },
  },
  results: { result: { type: 'array', description: 'The terms.' }, last: { type: ['integer', 'string'] } },
  example: { sequence: 'fibonacci', count: 10 },
  code: String.raw`
function termsOf(sequence, count) {
  const terms = [];
  if (sequence === 'collatz') {
    let term = BigInt(count);
    terms.push(term);
    while (term !== 1n && terms.length < 1000) {
      term = term % 2n === 0n ? term / 2n : 3n * term + 1n;
      terms.push(term);
    }
    return terms;
  }
  let [a, b] = [0n, 1n];
  for (let index = 1n; index <= BigInt(count); index += 1n) {
    switch (sequence) {
      case 'triangular': terms.push(index * (index + 1n) / 2n); break;
      case 'square': terms.push(index * index); break;
      case 'cube': terms.push(index * index * index); break;
      case 'powersOfTwo': terms.push(2n ** (index - 1n)); break;
      default: terms.push(a); [a, b] = [b, a + b];
    }
  }
  return terms;
}

export async function handler(input, ctx) {
  if (input.sequence !== 'collatz' && input.count > 1000) throw new Error('at most 1,000 terms, got ' + input.count);
  const plain = term => (term <= 9007199254740991n ? Number(term) : String(term));
  const terms = termsOf(input.sequence, input.count).map(plain);
  return { result: terms, last: terms[terms.length - 1], summary: input.sequence + ' sequence, ' + terms.length + ' terms: ' + terms.slice(0, 100).join(', ') };
}`,
});

export const numberStatistics: AgentKind = defineKind({
  agentId: 'number-statistics',
  title: 'statistics of a list of numbers',
  signs: [[/\bstandard deviation|\bvariance\b|\bstddev\b/, 1.2], [/\bmode\b|\bquartiles?\b|\bpercentiles?\b|\boutliers?\b/, 1], [/\bstatistics? (?:of|for|over) (?:the |these |a list of )?(?:numbers|values|list)/, 1.2]],
  description: 'Statistics of a list of numbers: mean, median, mode, variance, standard deviation, quartiles, range.',
  categories: ['math'],
  inputs: 'numbers.',
  outputs: 'count, sum, mean, median, mode, min, max, range, variance and standardDeviation (sample and population), quartiles, summary.',
  constraints: 'Pure computation; 1 to 100,000 numbers.',
  schema: { type: 'object', additionalProperties: false, required: ['numbers'], properties: { numbers: { type: 'array', minItems: 1, items: { type: 'number' }, description: 'The numbers.' } } },
  results: { count: { type: 'integer' }, mean: { type: 'number' }, median: { type: 'number' }, mode: { type: 'array' }, variance: { type: 'number' }, standardDeviation: { type: 'number' }, populationStandardDeviation: { type: 'number' } },
  example: { numbers: [2, 4, 4, 4, 5, 5, 7, 9] },
  code: String.raw`
const tidy = value => Number(value.toPrecision(12));

function quantile(sorted, share) {
  const place = (sorted.length - 1) * share;
  const low = Math.floor(place);
  return sorted[low] + (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]) * (place - low);
}

export async function handler(input, ctx) {
  const numbers = input.numbers;
  if (!Array.isArray(numbers) || numbers.length === 0) throw new Error('"numbers" must be a list with at least one number');
  const sorted = [...numbers].sort((a, b) => a - b);
  const count = sorted.length;
  const sum = sorted.reduce((total, value) => total + value, 0);
  const mean = sum / count;
  const squares = sorted.reduce((total, value) => total + (value - mean) ** 2, 0);
  const counts = new Map();
  for (const value of sorted) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const mode = most === 1 ? [] : [...counts].filter(([, times]) => times === most).map(([value]) => value);
  const variance = count > 1 ? squares / (count - 1) : 0;
  const output = {
    count, sum: tidy(sum), mean: tidy(mean), median: tidy(quantile(sorted, 0.5)), mode, min: sorted[0], max: sorted[count - 1], range: tidy(sorted[count - 1] - sorted[0]),
    variance: tidy(variance), standardDeviation: tidy(Math.sqrt(variance)), populationVariance: tidy(squares / count), populationStandardDeviation: tidy(Math.sqrt(squares / count)),
    quartiles: [tidy(quantile(sorted, 0.25)), tidy(quantile(sorted, 0.5)), tidy(quantile(sorted, 0.75))],
  };
  output.summary = count + ' numbers: mean ' + output.mean + ', median ' + output.median + ', mode ' + (mode.length === 0 ? 'none' : mode.join(' and ')) + ', standard deviation ' + output.standardDeviation + ' (sample) or ' + output.populationStandardDeviation + ' (population), variance ' + output.variance + ', range ' + output.range;
  return output;
}`,
});

export const combinatorics: AgentKind = defineKind({
  agentId: 'combinatorics',
  title: 'combinations and permutations',
  signs: [[/\bcombinations?\b|\bpermutations?\b|\bbinomial\b|\bchoose \d/, 1.5]],
  description: 'Counts combinations (n choose k, binomial coefficient) and permutations of k out of n things.',
  categories: ['math'],
  inputs: 'n, k (n when absent), kind.',
  outputs: 'result (a whole number as text), summary.',
  constraints: 'Pure computation; n up to 1,000.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['kind', 'n'],
    properties: { kind: { type: 'string', enum: ['combinations', 'permutations'], description: 'combinations: choose, order ignored. permutations: arrangements, orders.' }, n: whole('How many things there are.', { minimum: 0, maximum: 1000 }), k: whole('How many are taken.', { minimum: 0, maximum: 1000 }) },
  },
  results: { result: { type: 'string' } },
  example: { kind: 'combinations', n: 5, k: 2 },
  code: String.raw`
export async function handler(input, ctx) {
  const n = Math.max(input.n, input.k ?? 0);
  const k = Math.min(input.n, input.k ?? input.n);
  let result = 1n;
  for (let index = 0; index < k; index += 1) {
    result *= BigInt(n - index);
    if (input.kind === 'combinations') result /= BigInt(index + 1);
  }
  return { result: String(result), summary: 'There are ' + result + ' ' + input.kind + ' of ' + k + ' out of ' + n };
}`,
});

export const multiplicationTable: AgentKind = defineKind({
  agentId: 'multiplication-table',
  title: 'multiplication tables',
  signs: [[/\bmultiplication tables?\b|\btimes tables?\b/, 2]],
  description: 'Writes the multiplication table (times table) of a number.',
  categories: ['math'],
  inputs: 'number, upTo (last factor, 10 when absent).',
  outputs: 'result (lines), products, summary.',
  constraints: 'Pure computation; at most 1,000 lines.',
  schema: { type: 'object', additionalProperties: false, required: ['number'], properties: { number: { type: 'number', description: 'The number whose table is wanted.' }, upTo: whole('Last factor.', { minimum: 1, maximum: 1000 }) } },
  results: { result: { type: 'string' }, products: { type: 'array' } },
  example: { number: 7 },
  code: String.raw`
export async function handler(input, ctx) {
  const products = Array.from({ length: input.upTo ?? 10 }, (_, index) => Number(((index + 1) * input.number).toPrecision(12)));
  const result = products.map((product, index) => index + 1 + ' × ' + input.number + ' = ' + product).join('\n');
  return { result, products, summary: 'The multiples of ' + input.number + ' are ' + products.join(', ') };
}`,
});

export const temperatureTable: AgentKind = defineKind({
  agentId: 'temperature-table',
  title: 'temperature tables',
  signs: [[/\btable\b[^.]*\b(?:celsius|fahrenheit|temperatures?)\b|\b(?:celsius|fahrenheit|temperatures?)\b[^.]*\btable\b/, 2]],
  description: 'Writes a conversion table of temperatures in Celsius, Fahrenheit and Kelvin over a range.',
  categories: ['math'],
  inputs: 'start, end, step (10 when absent), unit of the range.',
  outputs: 'result (a Markdown table), rows, summary.',
  constraints: 'Pure computation; at most 1,000 rows.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['start', 'end'],
    properties: {
      start: { type: 'number', description: 'First temperature, from.' },
      end: { type: 'number', description: 'Last temperature, to.' },
      step: { type: 'number', exclusiveMinimum: 0, description: 'Distance of the rows, steps.' },
      unit: { type: 'string', enum: ['celsius', 'fahrenheit', 'kelvin'], description: 'Unit of start and end; celsius when absent.' },
    },
  },
  results: { result: { type: 'string' }, rows: { type: 'integer' } },
  example: { start: 0, end: 100, step: 10 },
  code: String.raw`
export async function handler(input, ctx) {
  const step = input.step ?? 10;
  const [start, end] = input.start <= input.end ? [input.start, input.end] : [input.end, input.start];
  const count = Math.floor((end - start) / step + 1e-9) + 1;
  if (!(step > 0) || count > 1000) throw new Error('the table would have ' + count + ' rows; at most 1,000 are supported');
  const unit = input.unit ?? 'celsius';
  const toCelsius = { celsius: value => value, fahrenheit: value => (value - 32) * 5 / 9, kelvin: value => value - 273.15 }[unit];
  const show = value => Number(value.toFixed(2));
  const lines = Array.from({ length: count }, (_, index) => {
    const celsius = toCelsius(start + index * step);
    return '| ' + show(celsius) + ' | ' + show(celsius * 9 / 5 + 32) + ' | ' + show(celsius + 273.15) + ' |';
  });
  return { result: ['| °C | °F | K |', '| ---: | ---: | ---: |', ...lines].join('\n'), rows: count, summary: 'A table of ' + count + ' temperatures from ' + start + ' to ' + end + ' ' + unit };
}`,
});
