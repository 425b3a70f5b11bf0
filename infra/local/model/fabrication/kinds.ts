import type { AgentKind } from './agent-kind.ts';
import { acronym } from './kinds/acronym.ts';
import { anagram } from './kinds/anagram-check.ts';
import { baseConversion } from './kinds/base-conversion.ts';
import { bodyMassIndex } from './kinds/body-mass-index.ts';
import { caesarCipher } from './kinds/caesar-cipher.ts';
import { checksum } from './kinds/checksum-validation.ts';
import { combinatorics } from './kinds/combinatorics.ts';
import { summary } from './kinds/extractive-summary.ts';
import { geometry } from './kinds/geometry.ts';
import { interest } from './kinds/interest-calculator.ts';
import { letterCount } from './kinds/letter-count.ts';
import { lineTools } from './kinds/line-tools.ts';
import { morseCode } from './kinds/morse-code.ts';
import { multiplicationTable } from './kinds/multiplication-table.ts';
import { numberSequence } from './kinds/number-sequence.ts';
import { numberStatistics } from './kinds/number-statistics.ts';
import { numberWords } from './kinds/number-words.ts';
import { palindrome } from './kinds/palindrome-check.ts';
import { passwordStrength } from './kinds/password-strength.ts';
import { extraction } from './kinds/pattern-extraction.ts';
import { percentChange } from './kinds/percent-change.ts';
import { primeNumbers } from './kinds/prime-numbers.ts';
import { romanNumerals } from './kinds/roman-numerals.ts';
import { tableConverter } from './kinds/table-converter.ts';
import { temperatureTable } from './kinds/temperature-table.ts';
import { textCase } from './kinds/text-case.ts';
import { reverseText } from './kinds/text-reverse.ts';

/** Everything the offline model can write when asked for a new agent. */
export const agentKinds: readonly AgentKind[] = [
  romanNumerals,
  primeNumbers,
  baseConversion,
  numberWords,
  numberSequence,
  numberStatistics,
  combinatorics,
  multiplicationTable,
  temperatureTable,
  interest,
  percentChange,
  bodyMassIndex,
  checksum,
  geometry,
  textCase,
  caesarCipher,
  morseCode,
  palindrome,
  anagram,
  reverseText,
  lineTools,
  letterCount,
  extraction,
  acronym,
  summary,
  passwordStrength,
  tableConverter,
];
