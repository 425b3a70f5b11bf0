/** Every set of up to `depth` faults in a run that is otherwise calm: no luck needed to find a bug that few faults show. */
import type { Outcome } from './run.ts';
import { simulate } from './run.ts';
import { profiles } from './profile.ts';
import type { Scenario } from './scenario.ts';
import { createReplayTape } from './tape.ts';
import type { Plan } from './world.ts';

export interface Explored {
  readonly runs: number;
  readonly steps: number;
  readonly failures: readonly { readonly plan: readonly (readonly [number, number])[]; readonly message: string }[];
}

export async function explore(scenario: Scenario, depth: number, profile = profiles['calm'], mostFailures = 5): Promise<Explored> {
  let runs = 0;
  let steps = 0;
  const failures: { readonly plan: readonly (readonly [number, number])[]; readonly message: string }[] = [];
  if (profile === undefined) throw new Error('there is no calm profile');

  const visit = async (plan: Plan, from: number, left: number): Promise<void> => {
    if (failures.length >= mostFailures) return;
    const outcome: Outcome = await simulate(scenario, profile, createReplayTape([]), { plan });
    runs++;
    steps += outcome.steps;
    if (outcome.violation !== undefined) {
      failures.push({ plan: [...plan], message: outcome.violation.message });
      return;
    }
    if (left === 0) return;
    for (let draw = from; draw < outcome.drawn.length; draw++)
      for (let kind = 1; kind <= (outcome.drawn[draw] ?? 0); kind++) await visit(new Map([...plan, [draw, kind]]), draw + 1, left - 1);
  };
  await visit(new Map(), 0, depth);
  return { runs, steps, failures };
}
