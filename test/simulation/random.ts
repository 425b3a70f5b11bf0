/** Many seeds over all profiles and scenarios; what was reached is counted, what failed is kept with its tape. */
import { profiles, type Profile } from './profile.ts';
import { simulate } from './run.ts';
import { scenarios, type Scenario } from './scenario.ts';
import { createSeededTape } from './tape.ts';

export interface Failure {
  readonly scenario: string;
  readonly profile: string;
  readonly seed: number;
  readonly message: string;
  readonly tape: readonly number[];
}

export interface Searched {
  readonly runs: number;
  readonly steps: number;
  readonly marks: ReadonlyMap<string, number>;
  readonly failures: readonly Failure[];
}

/** A profile and a scenario by their names; absent for all. */
export interface Only {
  readonly profile?: string;
  readonly scenario?: string;
}

/** Only the sweeper wakes an orchestration whose agent never answers. */
export function comesToRest(profile: Profile, scenario: Scenario): boolean {
  return profile.sweeper || scenario.silentAgent !== true;
}

/** One seed over all profiles and scenarios, or over those named. */
export async function searchSeed(seed: number, only: Only = {}): Promise<Searched> {
  const marks = new Map<string, number>();
  const failures: Failure[] = [];
  let runs = 0;
  let steps = 0;
  for (const profile of Object.values<Profile>(profiles))
    for (const [name, scenario] of Object.entries<Scenario>(scenarios)) {
      if (profile.name !== (only.profile ?? profile.name) || name !== (only.scenario ?? name)) continue;
      // A model that never ends makes long runs that show little: one seed in twenty.
      if (name === 'endless' && only.scenario === undefined && seed % 20 !== 0) continue;
      if (!comesToRest(profile, scenario)) continue;
      const outcome = await simulate(scenario, profile, createSeededTape(seed));
      runs++;
      steps += outcome.steps;
      for (const [mark, count] of outcome.marks) marks.set(mark, (marks.get(mark) ?? 0) + count);
      if (outcome.violation !== undefined)
        failures.push({ scenario: name, profile: profile.name, seed, message: outcome.violation.message, tape: outcome.tape });
    }
  return { runs, steps, marks, failures };
}

export const nothing: Searched = { runs: 0, steps: 0, marks: new Map(), failures: [] };

/** Both together. */
export function merge(a: Searched, b: Searched): Searched {
  const marks = new Map(a.marks);
  for (const [mark, count] of b.marks) marks.set(mark, (marks.get(mark) ?? 0) + count);
  return { runs: a.runs + b.runs, steps: a.steps + b.steps, marks, failures: [...a.failures, ...b.failures] };
}

/** Runs seeds from `firstSeed` on until `leastSteps` port calls have been simulated, or `mostFailures` found. */
export async function searchRandomly(leastSteps: number, firstSeed = 1, mostFailures = 5): Promise<Searched> {
  let searched = nothing;
  for (let seed = firstSeed; searched.steps < leastSteps && searched.failures.length < mostFailures; seed++) searched = merge(searched, await searchSeed(seed));
  return searched;
}

/** Rare states that a search must have reached, or it proves little. */
export const sometimes = [
  'fault: failed before its effect',
  'fault: answer lost',
  'fault: crashed before an effect',
  'fault: crashed after an effect',
  'fault: stalled past its lease',
  'a message was delivered twice',
  'an acknowledgement was lost',
  'the bus lost an event',
  'the bus repeated an event',
  'a message became a dead letter',
  'a forged completion was sent',
  'a cancellation was sent',
  'a queue refused one of several messages',
  'an invocation timed out',
  'a zombie ended',
  'an agent failed',
  'an end was announced again',
  'an agent failed for a passing reason',
  'the sweeper found something due',
  'an operator paused everything',
  'an operator stopped everything',
  'orchestration.rejected STOPPED',
  'the model: throttled',
  'the model: unavailable',
  'the model: invalid',
  'the model: malformed',
  'the model: cut off',
  'the model: window full',
  'lease.takeover',
  'commit.fenced',
  'completion.duplicate',
  'completion.forged',
  'task.dropped terminal',
  'task.ended TIMED_OUT',
  'task.ended CANCELLED',
  'dead.letter worker-dead-letter',
  'orchestration.ended CANCELLED CANCELLED',
  'orchestration.ended FAILED BUDGET_TURNS',
  'orchestration.ended FAILED CONTEXT_WINDOW',
  'orchestration.ended FAILED DEADLINE',
  'orchestration.ended FAILED MAX_TOKENS',
  'orchestration.ended FAILED MODEL_ATTEMPTS',
  'orchestration.ended FAILED MODEL_MALFORMED',
  'orchestration.ended FAILED MODEL_REFUSED',
  'write.conflict claimed',
  'write.conflict completed',
  'write.conflict dispatched',
  'write.conflict failed',
  'write.conflict turnCommitted',
] as const;
