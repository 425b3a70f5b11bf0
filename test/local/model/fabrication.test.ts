import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../../handlers/fabricator/gate/standards.ts';
import { schemaProblems } from '../../../handlers/fabricator/gate/schema-check.ts';
import { agentKinds } from '../../../infra/local/model/fabrication/kinds.ts';
import { recogniseKind } from '../../../infra/local/model/fabrication/recognise.ts';
import { createOfflineModel } from '../../../infra/local/model/offline-model.ts';
import { fabricate, loadHandler, work } from '../../eval/team.ts';

const ajv = new Ajv2020({ strict: false, validateFormats: false });

describe('kinds of agents', () => {
  it('are at least 12', () => {
    expect(agentKinds.length).toBeGreaterThanOrEqual(12);
  });

  it.each(agentKinds.map((kind) => [kind.agentId, kind] as const))('%s passes the gate and runs on its example', async (_, kind) => {
    expect(inspect(kind.source).problems).toEqual([]);
    expect([...schemaProblems('schema', kind.schema), ...schemaProblems('outputSchema', kind.outputSchema)]).toEqual([]);
    expect(problems(kind.schema, kind.example)).toEqual([]);
    const output = await (await loadHandler(kind.source))(kind.example, {});
    expect(problems(kind.outputSchema, JSON.parse(JSON.stringify(output)))).toEqual([]);
  });
});

describe('the offline model as the fabricator’s model', () => {
  it('uploads, registers and completes', async () => {
    const made = await fabricate(
      createOfflineModel(),
      '<task>\nAn agent that turns numbers into Roman numerals\n</task>\n<existing-agents>\n[]\n</existing-agents>',
    );
    expect(made).toMatchObject({ status: 'success', agent: { agentId: 'roman-numerals' } });
  });

  it('names an agent that is there already', async () => {
    const made = await fabricate(
      createOfflineModel(),
      '<task>\nRoman numerals\n</task>\n<existing-agents>\n[{"agentId":"roman-numerals","description":"x","score":1}]\n</existing-agents>',
    );
    expect(made).toEqual({ status: 'success', message: expect.stringContaining('exists already') });
  });

  it('refuses what it cannot write', async () => {
    const made = await fabricate(
      createOfflineModel(),
      '<task>\nAn agent that paints portraits\n</task>\n<existing-agents>\n[{"agentId":"calculator","description":"roman numeral prime palindrome"}]\n</existing-agents>',
    );
    expect(made).toEqual({ status: 'error', message: expect.stringContaining('cannot write this agent') });
  });

  it.each([
    ['Convert a decimal integer to a Roman numeral', 'roman-numerals'],
    ['Check whether a number is prime', 'prime-numbers'],
    ['convert decimal to binary', 'base-conversion'],
    ['sort the lines of a file', 'line-tools'],
    ['turn CSV into a markdown table', 'table-converter'],
    ['count the vowels of a word', 'letter-count'],
    ['slugify titles', 'text-case'],
    ['detect anagrams', 'anagram-check'],
    ['mortgage payments', 'interest-calculator'],
    ['volume of a cylinder', 'geometry'],
    ['extract all email addresses from a text', 'pattern-extraction'],
  ])('recognises "%s" as %s', (request, agentId) => {
    expect(recogniseKind(request)?.agentId).toBe(agentId);
  });
});

describe('a new agent is used on unseen values', () => {
  it.each<readonly [string, RegExp]>([
    ['Is 97 a prime number?', /97 is a prime number/],
    ['List all divisors of 28', /1, 2, 4, 7, 14, 28/],
    ['Convert 255 to hexadecimal', /FF/],
    ['Convert binary 1010 to decimal', /10 in decimal/],
    ['Write 42 in words', /forty-two/],
    ['Show the first 10 Fibonacci numbers', /0, 1, 1, 2, 3, 5, 8, 13, 21, 34/],
    ['What is the standard deviation of 2, 4, 4, 4, 5, 5, 7, 9?', /2\.138/],
    ['How many combinations of 2 out of 5 are there?', /10 combinations/],
    ['Multiplication table of 7', /10 × 7 = 70/],
    ['Make a table of Celsius to Fahrenheit from 0 to 100 in steps of 20', /\| 100 \| 212 \|/],
    ['What is the compound interest on 1000 euros at 5% for 3 years?', /157\.63/],
    ['What is the percentage change from 80 to 100?', /25/],
    ['Compute the BMI for 70 kg and 1.75 m', /22\.9/],
    ['Is "978-3-16-148410-0" a valid ISBN?', /valid/],
    ['Volume of a cylinder with radius 3 and height 10', /282\.74/],
    ['Convert "hello big world" to title case', /Hello Big World/],
    ['Decrypt "Khoor" with a Caesar cipher of shift 3', /Hello/],
    ['Translate "SOS" into Morse code', /\.\.\. --- \.\.\./],
    ['Is racecar a palindrome?', /is a palindrome/],
    ['Are listen and silent anagrams?', /are anagrams/],
    ['Reverse the text "stressed"', /desserts/],
    ['How many vowels are in the word education?', /5 vowels/],
    ['Extract the email addresses from "write to ana@example.com or bob@test.org"', /ana@example\.com, bob@test\.org/],
    ['What is the acronym of "portable network graphics"?', /PNG/],
    ['How strong is the password hunter2?', /very weak/],
    ['Sort the words: pear, apple, fig', /apple\W+fig\W+pear/],
    ['Convert 1994 and 2024 to roman numerals', /MCMXCIV[\s\S]*MMXXIV/],
  ])('%s', async (task, answer) => {
    expect((await work(createOfflineModel(), task)).answer).toMatch(answer);
  });
});

function problems(schema: Readonly<Record<string, unknown>>, value: unknown): readonly string[] {
  const validate = ajv.compile(schema);
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}
