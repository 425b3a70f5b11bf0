import { profiles } from './profile.ts';
import { simulate } from './run.ts';
import { scenarios, type Scenario } from './scenario.ts';
import { createReplayTape } from './tape.ts';

/** A run that once failed, as it is kept in `tapes/`. */
export interface Recorded {
  readonly scenario: string;
  readonly profile: string;
  /** What the run found when it was recorded. */
  readonly message: string;
  readonly tape: readonly number[];
}

/** Runs a recorded tape again. Throws for an unknown scenario or profile. */
export async function replay(recorded: Recorded, traced = false) {
  const scenario = (scenarios as Readonly<Record<string, Scenario>>)[recorded.scenario];
  const profile = profiles[recorded.profile];
  if (scenario === undefined) throw new Error(`there is no scenario "${recorded.scenario}": ${Object.keys(scenarios).join(', ')}`);
  if (profile === undefined) throw new Error(`there is no profile "${recorded.profile}": ${Object.keys(profiles).join(', ')}`);
  return simulate(scenario, profile, createReplayTape(recorded.tape), { traced });
}

/** A simpler tape that fails with the same invariant: shorter, and with more benign choices. At most `tries` runs. */
export async function shrink(recorded: Recorded, tries = 2_000): Promise<Recorded> {
  const invariant = recorded.message.split(':')[0];
  let best = recorded;
  let left = tries;
  const fails = async (tape: readonly number[]): Promise<boolean> => {
    left--;
    const { violation } = await replay({ ...recorded, tape });
    if (violation?.message.split(':')[0] !== invariant) return false;
    best = { ...recorded, tape, message: violation?.message ?? recorded.message };
    return true;
  };
  for (let length = Math.floor(best.tape.length / 2); length >= 1 && left > 0; length = Math.floor(length / 2))
    while (best.tape.length > length && left > 0 && (await fails(best.tape.slice(0, best.tape.length - length))));
  for (let span = Math.max(1, Math.floor(best.tape.length / 2)); span >= 1 && left > 0; span = Math.floor(span / 2))
    for (let start = 0; start < best.tape.length && left > 0; start += span) {
      const calmer = best.tape.map((choice, index) => (index >= start && index < start + span ? 0 : choice));
      if (calmer.some((choice, index) => choice !== best.tape[index])) await fails(calmer);
    }
  return best;
}
