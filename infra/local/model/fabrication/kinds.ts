import type { AgentKind } from './agent-kind.ts';
import { bodyMassIndex, checksum, geometry, interest, percentChange } from './kinds/measure-kinds.ts';
import { baseConversion, combinatorics, multiplicationTable, numberSequence, numberStatistics, numberWords, primeNumbers, romanNumerals, temperatureTable } from './kinds/number-kinds.ts';
import { acronym, anagram, caesarCipher, extraction, letterCount, lineTools, morseCode, palindrome, passwordStrength, reverseText, summary, tableConverter, textCase } from './kinds/text-kinds.ts';

/** Everything the offline model can write when asked for a new agent. */
export const agentKinds: readonly AgentKind[] = [
  romanNumerals, primeNumbers, baseConversion, numberWords, numberSequence, numberStatistics, combinatorics, multiplicationTable, temperatureTable,
  interest, percentChange, bodyMassIndex, checksum, geometry,
  textCase, caesarCipher, morseCode, palindrome, anagram, reverseText, lineTools, letterCount, extraction, acronym, summary, passwordStrength, tableConverter,
];
