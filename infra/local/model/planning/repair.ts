import { meaning, wordsOf } from '../reading/terms.ts';
import type { Candidate } from '../matching/ranking.ts';
import type { Attempt } from './progress.ts';
import { errorText, isRecord } from './tool-result.ts';

/** Another call after a failed one. */
export interface Repair {
  readonly agent: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Errors that the same call may get over. */
const passing =
  /time[d -]?out|tempor|throttl|unavailable|try again|retry|busy|crash|network|ECONN|memory|SANDBOX_FAILED|flaky|once|rate limit|overload|internal|unexpected|unknown error|exploded|went wrong|simulated|failed$/i;
/** Errors about the input, which the same call would meet again. */
const lasting =
  /invalid|must be|must have|required|not a (?:date|number|unit|json)|unknown|there is no|no such|no entry has|holds no|cannot|can not|not found|not supported|empty|at most|malformed|parse/i;

/** Errors about a name that the data has not. */
const unknownName = /\bno (?:such |entry has an? )?(?:column|field|key|property)\b|\bunknown (?:column|field)\b|holds no numbers/i;

/**
 * What to try after a failure, once: the input with names that the error offers, the input reduced to what is required,
 * another fitting agent, or, when nothing says that it must fail again, the same call.
 */
export function repairOf(failed: Attempt, candidates: readonly Candidate[]): Repair | undefined {
  const tried = JSON.stringify([failed.agent, failed.input]);
  const error = errorText(failed.value);
  const options: Repair[] = [];
  const same = candidates.find((candidate) => candidate.card.name === failed.agent);
  const input = isRecord(failed.input) ? failed.input : {};
  const renamed = withOfferedNames(input, error);
  if (renamed !== undefined) options.push({ agent: failed.agent, input: renamed });
  const isPassing = passing.test(error) && !lasting.test(error);
  if (isPassing) return { agent: failed.agent, input };
  const required = new Set(same?.card.schema.required ?? Object.keys(input));
  const reduced = Object.fromEntries(Object.entries(input).filter(([name]) => required.has(name)));
  // An input without the name that the agent does not know would answer another question.
  if (lasting.test(error) && !unknownName.test(error)) options.push({ agent: failed.agent, input: reduced });
  for (const candidate of candidates) {
    const other = candidate.inputs[failed.unit] ?? candidate.inputs[0];
    if (candidate.card.name !== failed.agent && other !== undefined) options.push({ agent: candidate.card.name, input: other });
  }
  const next = options.find((option) => JSON.stringify([option.agent, option.input]) !== tried);
  return next ?? (lasting.test(error) ? undefined : { agent: failed.agent, input });
}

/** 'there is no column "prise": the columns are "name", "price"': the offered name that is the same word, or nearly. */
function withOfferedNames(input: Readonly<Record<string, unknown>>, error: string): Readonly<Record<string, unknown>> | undefined {
  const quoted = [...error.matchAll(/["'`]([^"'`]{1,60})["'`]/g)].map((match) => match[1] ?? '');
  const [wrong, ...offered] = quoted;
  if (wrong === undefined || offered.length === 0) return undefined;
  const words = new Set(wordsOf(wrong).map(meaning));
  const best =
    offered.find((name) => wordsOf(name).some((word) => words.has(meaning(word)))) ?? offered.find((name) => oneSlip(name.toLowerCase(), wrong.toLowerCase()));
  if (best === undefined) return undefined;
  const text = JSON.stringify(input);
  const replaced = text.replaceAll(JSON.stringify(wrong), JSON.stringify(best));
  return replaced === text ? undefined : (JSON.parse(replaced) as Record<string, unknown>);
}

/** Whether one letter more, less, other or swapped makes one word of the other. */
function oneSlip(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 4 || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return Math.max(left.length, right.length) < 2 || (left.length === 2 && left === `${right[1] ?? ''}${right[0] ?? ''}`);
}
