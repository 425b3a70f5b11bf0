/** Every set of up to `depth` faults in a run that is otherwise calm: no luck needed to find a bug that few faults show. */
import { profiles } from './profile.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import { createReplayTape } from './tape.ts';
import type { Draw, Plan } from './world.ts';

/** A fault: the number of the draw, and which of its kinds, from 1. */
export type Fault = readonly [draw: number, kind: number];

export interface Explored {
  readonly runs: number;
  readonly steps: number;
  readonly failures: readonly { readonly plan: readonly Fault[]; readonly message: string }[];
}

export interface Exploration {
  /** Faults of every set. Only sets that continue these are looked at: later draws, up to `depth` faults in all. */
  readonly prefix?: readonly Fault[];
  /** Leave out kinds of faults that do what another one does (see `redundant` in world.ts). */
  readonly reduced?: boolean;
  readonly mostFailures?: number;
}

/** Calm: no fault but those of the plan. */
export async function explore(scenario: Scenario, depth: number, { prefix = [], reduced = false, mostFailures = 5 }: Exploration = {}): Promise<Explored> {
  let runs = 0;
  let steps = 0;
  const failures: { readonly plan: readonly Fault[]; readonly message: string }[] = [];
  const visit = async (plan: Plan, from: number, left: number): Promise<void> => {
    if (failures.length >= mostFailures) return;
    const outcome = await simulate(scenario, profiles.calm, createReplayTape([]), { plan });
    runs++;
    steps += outcome.steps;
    if (outcome.violation !== undefined) {
      failures.push({ plan: [...plan], message: outcome.violation.message });
      return;
    }
    if (left > 0) for (const [draw, kind] of faultsOf(outcome.drawn, from, reduced)) await visit(new Map([...plan, [draw, kind]]), draw + 1, left - 1);
  };
  await visit(new Map(prefix), (prefix.at(-1)?.[0] ?? -1) + 1, depth - prefix.length);
  return { runs, steps, failures };
}

/** Every single fault of the calm run: each begins a part of the search that can be done apart. */
export async function firstFaults(scenario: Scenario, reduced: boolean): Promise<readonly Fault[]> {
  const { drawn } = await simulate(scenario, profiles.calm, createReplayTape([]), { plan: new Map() });
  return faultsOf(drawn, 0, reduced);
}

function faultsOf(drawn: readonly Draw[], from: number, reduced: boolean): readonly Fault[] {
  const faults: Fault[] = [];
  for (const [draw, { kinds, redundant }] of drawn.entries())
    if (draw >= from) for (let kind = 1; kind <= kinds; kind++) if (!reduced || !redundant.includes(kind)) faults.push([draw, kind]);
  return faults;
}
