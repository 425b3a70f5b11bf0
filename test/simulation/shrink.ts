import { profileNamed, profiles } from './profile.ts';
import { simulate } from './run.ts';
import { scenarioNamed, scenarios } from './scenario.ts';
import type { Fault } from './systematic.ts';
import { createReplayTape } from './tape.ts';

/** A run that once failed, as it is kept in `tapes/`: what was drawn, or what was planned. */
export interface Recorded {
  readonly scenario: string;
  readonly profile: string;
  /** What the run found when it was recorded. */
  readonly message: string;
  readonly tape: readonly number[];
  /** Faults of a systematic search, which draws nothing. */
  readonly plan?: readonly Fault[];
}

/** Runs a recorded tape again. Throws for an unknown scenario or profile. */
export async function replay(recorded: Recorded, traced = false) {
  const scenario = scenarioNamed(recorded.scenario);
  const profile = profileNamed(recorded.profile);
  if (scenario === undefined) throw new Error(`there is no scenario "${recorded.scenario}": ${Object.keys(scenarios).join(', ')}`);
  if (profile === undefined) throw new Error(`there is no profile "${recorded.profile}": ${Object.keys(profiles).join(', ')}`);
  return simulate(scenario, profile, createReplayTape(recorded.tape), { traced, ...(recorded.plan !== undefined && { plan: new Map(recorded.plan) }) });
}

/** A simpler tape that fails with the same invariant: shorter, and with more benign choices. At most `tries` runs. */
export async function shrink(recorded: Recorded, tries = 2_000): Promise<Recorded> {
  const invariant = recorded.message.split(':')[0];
  let best = recorded;
  let left = tries;
  const still = async (simpler: Recorded): Promise<boolean> => {
    left--;
    const { violation } = await replay(simpler);
    if (violation?.message.split(':')[0] !== invariant) return false;
    best = { ...simpler, message: violation?.message ?? recorded.message };
    return true;
  };
  const fails = (tape: readonly number[]) => still({ ...best, tape });
  for (const fault of recorded.plan ?? []) await still({ ...best, plan: (best.plan ?? []).filter((other) => other !== fault) });
  for (let length = Math.floor(best.tape.length / 2); length >= 1 && left > 0; length = Math.floor(length / 2))
    while (best.tape.length > length && left > 0 && (await fails(best.tape.slice(0, best.tape.length - length))));
  for (let span = Math.max(1, Math.floor(best.tape.length / 2)); span >= 1 && left > 0; span = Math.floor(span / 2))
    for (let start = 0; start < best.tape.length && left > 0; start += span) {
      const calmer = best.tape.map((choice, index) => (index >= start && index < start + span ? 0 : choice));
      if (calmer.some((choice, index) => choice !== best.tape[index])) await fails(calmer);
    }
  return best;
}
