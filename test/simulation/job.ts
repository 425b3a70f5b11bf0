/** A part of a large search that one thread does alone, and what came of it; both can be sent between threads. */
import { profiles, type Profile } from './profile.ts';
import { searchSeed, type Only } from './random.ts';
import { simulate } from './run.ts';
import { scenarioNamed, scenarios, type ScenarioKey } from './scenario.ts';
import type { Recorded } from './shrink.ts';
import { explore, type Fault } from './systematic.ts';
import { createSeededTape } from './tape.ts';

export type Job =
  /** `count` seeds from `seed` on, each over all profiles and scenarios, or over those named. */
  | { readonly kind: 'random'; readonly seed: number; readonly count: number; readonly only: Only }
  /** Every set of up to `depth` faults that begins with these. */
  | { readonly kind: 'systematic'; readonly scenario: ScenarioKey; readonly prefix: readonly Fault[]; readonly depth: number }
  /** `count` seeds from `seed` on, each twice: of the scenario `mixed` and of all profiles in turn, or of those named. */
  | { readonly kind: 'twice'; readonly seed: number; readonly count: number; readonly only: Only };

export interface Done {
  readonly runs: number;
  readonly steps: number;
  readonly marks: ReadonlyMap<string, number>;
  readonly failures: readonly Found[];
}

/** A failure as it can be kept and replayed; `seed` when it was drawn. */
export type Found = Recorded & { readonly seed?: number };

export async function perform(job: Job): Promise<Done> {
  switch (job.kind) {
    case 'random':
      return sum(await each(job, (seed) => searchSeed(seed, job.only)));
    case 'twice':
      return sum(await each(job, (seed) => twice(seed, job.only)));
    case 'systematic': {
      const { runs, steps, failures } = await explore(scenarios[job.scenario], job.depth, { prefix: job.prefix, reduced: true });
      return {
        runs,
        steps,
        marks: new Map(),
        failures: failures.map(({ plan, message }) => ({ scenario: job.scenario, profile: profiles.calm.name, message, tape: [], plan })),
      };
    }
  }
}

export const nothingDone: Done = { runs: 0, steps: 0, marks: new Map(), failures: [] };

/** All of them together. */
export function sum(parts: readonly Done[]): Done {
  const marks = new Map<string, number>();
  for (const part of parts) for (const [mark, count] of part.marks) marks.set(mark, (marks.get(mark) ?? 0) + count);
  return {
    runs: parts.reduce((total, { runs }) => total + runs, 0),
    steps: parts.reduce((total, { steps }) => total + steps, 0),
    marks,
    failures: parts.flatMap(({ failures }) => failures),
  };
}

async function each({ seed, count }: { readonly seed: number; readonly count: number }, run: (seed: number) => Promise<Done>): Promise<readonly Done[]> {
  const parts: Done[] = [];
  for (let next = seed; next < seed + count; next++) parts.push(await run(next));
  return parts;
}

/** The same seed gives the same trace, line by line. */
async function twice(seed: number, only: Only): Promise<Done> {
  const all = Object.values<Profile>(profiles).filter(({ name }) => name === (only.profile ?? name));
  const profile = all[seed % all.length];
  const key = only.scenario ?? 'mixed';
  const scenario = scenarioNamed(key);
  if (profile === undefined || scenario === undefined) throw new Error(`there is no profile "${only.profile ?? ''}" or no scenario "${key}"`);
  const first = await simulate(scenario, profile, createSeededTape(seed), { traced: true });
  const second = await simulate(scenario, profile, createSeededTape(seed), { traced: true });
  const line = (first.trace ?? []).findIndex((one, index) => one !== second.trace?.[index]);
  const same = line < 0 && first.trace?.length === second.trace?.length;
  const message = `determinism: line ${line} of the trace of seed ${seed} is "${first.trace?.[line] ?? ''}", then "${second.trace?.[line] ?? ''}"`;
  return {
    runs: 2,
    steps: first.steps + second.steps,
    marks: new Map(),
    failures: same ? [] : [{ scenario: key, profile: profile.name, seed, message, tape: first.tape }],
  };
}
