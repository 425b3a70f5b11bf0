/** Invariants and tests name each other: every numbered invariant is cited by a test, and no test cites a number that is not there. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const NUMBER = /\b[SCLBO]\d{1,2}\b/gu;

/** Numbers that `handlers/ARCHITECTURE.md` defines: bold, each followed by what it says. */
const defined = new Set(
  [...readFileSync(path.join(root, 'handlers/ARCHITECTURE.md'), 'utf8').matchAll(/\*\*([SCLBO]\d{1,2})\*\*/gu)].map(([, number]) => number ?? ''),
);

/** Where a test may cite: titles, what a violation is called, and what a guard keeps. */
const CITING = /(?:\b(?:it|test|describe)(?:\.each)?\b[^\n]*|\)\(\s*['"`][^\n]*|Violation\(\s*'[SCLBO]\d{1,2}'|keeps: '[^']*')/gu;

const cited = new Map<string, string[]>();
const files = [...sources(path.join(root, 'test/core')), ...sources(path.join(root, 'test/handlers')), ...sources(path.join(root, 'test/simulation'))];
for (const file of files)
  for (const [place] of readFileSync(file, 'utf8').matchAll(CITING))
    for (const [number] of place.matchAll(NUMBER)) cited.set(number, [...(cited.get(number) ?? []), path.relative(root, file)]);

function sources(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(directory, file));
}

it('finds invariants and tests', () => {
  expect(defined.size).toBeGreaterThanOrEqual(20);
  expect(files.length).toBeGreaterThan(20);
  expect(cited.size).toBeGreaterThan(10);
});

it('every invariant is cited by a test', () => {
  expect([...defined].filter((number) => !cited.has(number))).toEqual([]);
});

it('no test cites an invariant that is not defined', () => {
  expect([...cited].filter(([number]) => !defined.has(number))).toEqual([]);
});
