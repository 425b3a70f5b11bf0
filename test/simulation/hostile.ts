/** The shortest way to a bug that somebody has just made: few faults first, then the profiles that find most. */
import { profiles } from './profile.ts';
import { simulate } from './run.ts';
import { scenarios, type ScenarioKey } from './scenario.ts';
import type { Recorded } from './shrink.ts';
import { explore } from './systematic.ts';
import { createReplayTape, createSeededTape } from './tape.ts';

/** A model that never ends is stopped by its budget after a few hundred steps. */
const ENDLESS_STEPS = 4_000;
/** Zombies first: what they find, nothing else does. */
const order = [profiles.zombies, profiles.unswept, profiles.chaos, profiles.duplicates, profiles.cancelled, profiles.switched, profiles.slow];
const SEEDS = 3_000;

export interface Sought {
  readonly found: Recorded | undefined;
  /** How it was found, in words. */
  readonly by: string;
  readonly steps: number;
}

export async function searchForViolation(): Promise<Sought> {
  let steps = 0;
  for (const scenario of ['parallel', 'external'] as const) {
    const explored = await explore(scenarios[scenario], 1, { mostFailures: 1 });
    steps += explored.steps;
    const [failure] = explored.failures;
    if (failure !== undefined)
      return {
        found: { scenario, profile: profiles.calm.name, message: failure.message, tape: [], plan: failure.plan },
        by: `one fault, ${scenarios[scenario].name}`,
        steps,
      };
  }
  for (const scenario of ['silent', 'endless'] as const) {
    const { violation, ...outcome } = await simulate(scenarios[scenario], profiles.calm, createReplayTape([]), { mostSteps: ENDLESS_STEPS });
    steps += outcome.steps;
    if (violation !== undefined)
      return { found: { scenario, profile: profiles.calm.name, message: violation.message, tape: [] }, by: `no fault, ${scenarios[scenario].name}`, steps };
  }
  for (let seed = 1; seed <= SEEDS; seed++)
    for (const profile of order)
      for (const scenario of ['mixed', 'parallel'] satisfies ScenarioKey[]) {
        const { violation, tape, ...outcome } = await simulate(scenarios[scenario], profile, createSeededTape(seed));
        steps += outcome.steps;
        if (violation !== undefined)
          return {
            found: { scenario, profile: profile.name, message: violation.message, tape },
            by: `seed ${seed}, ${profile.name}, ${scenarios[scenario].name}`,
            steps,
          };
      }
  return { found: undefined, by: '', steps };
}
