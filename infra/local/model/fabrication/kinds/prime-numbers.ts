import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `prime-numbers`. */
export const primeNumbers: AgentKind = defineKind({
  agentId: 'prime-numbers',
  title: 'prime factors, primality, divisors',
  signs: [
    [/\bprimes?\b|\bprimality\b/, 2],
    [/\bdivisors?\b(?!.*common)|\bfactori[sz]\w*|\bfactors? of\b/, 1.5],
    [/\bperfect number/, 0.5],
  ],
  description:
    'Number theory of a whole number: prime factors (factorisation), whether it is a prime number, its divisors, the next prime, the first primes, or all primes up to it.',
  categories: ['math'],
  inputs: 'number (1 to 9007199254740991; primes up to it: at most 1,000,000), operation.',
  outputs: 'result by operation (list of factors, yes or no, list of divisors, a prime, list of primes), summary.',
  constraints: 'Pure computation by trial division; at most 50 million steps.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['number', 'operation'],
    properties: {
      number: { type: 'integer', description: 'The number to examine.', minimum: 1 },
      operation: {
        type: 'string',
        enum: ['primeFactors', 'isPrime', 'divisors', 'nextPrime', 'primesUpTo', 'primesBelow', 'nthPrime', 'firstPrimes'],
        description:
          'primeFactors: prime factorisation, decompose, factorise. isPrime: whether it is a prime number. divisors: all divisors, factors. nextPrime: the next prime after it. primesUpTo: all prime numbers up to, until it. primesBelow: all prime numbers below, under it. nthPrime: the prime of that place, 1 for the first. firstPrimes: so many primes from the first on.',
      },
    },
  },
  results: { result: { description: 'Factors, divisors or primes as a list; true or false; a prime.' } },
  example: { number: 360, operation: 'primeFactors' },
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
    case 'firstPrimes': {
      if (number > 20000) throw new Error('at most the first 20,000 primes, got ' + number);
      const primes = [];
      for (let candidate = 2; primes.length < number; candidate += 1) if (isPrime(candidate)) primes.push(candidate);
      return { result: primes, summary: 'The first ' + number + ' primes: ' + primes.slice(0, 60).join(', ') + (primes.length > 60 ? ', …' : '') };
    }
    case 'nthPrime': {
      if (number > 20000) throw new Error('at most the 20,000th prime, got ' + number);
      let found = 0;
      let candidate = 1;
      while (found < number) {
        candidate += 1;
        if (isPrime(candidate)) found += 1;
      }
      return { result: candidate, summary: 'Prime number ' + number + ' is ' + candidate };
    }
    case 'primesUpTo':
    case 'primesBelow': {
      const primes = primesUpTo(input.operation === 'primesBelow' ? number - 1 : number);
      return { result: primes, summary: 'There are ' + primes.length + ' primes ' + (input.operation === 'primesBelow' ? 'below ' : 'up to ') + number + ': ' + primes.slice(0, 60).join(', ') + (primes.length > 60 ? ', …' : '') };
    }
    default: {
      const factors = factorsOf(number);
      return { result: factors, summary: number + ' = ' + (factors.length === 0 ? '1 (no prime factors)' : powers(factors) + (factors.length === 1 ? ' (a prime number)' : '')) };
    }
  }
}`,
});
