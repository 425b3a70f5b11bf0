/**
 * One simulated run as data, for the fault lab of the console: reads `{"scenario":"oneTool","profile":"chaos","tape":[]}` on
 * stdin, prints JSON. An empty tape is a calm run; a seed draws one. `points` are the places where a fault can be put in: found by
 * changing one choice of the tape and looking at which line of the trace is the first that differs.
 */
import { text } from 'node:stream/consumers';
import { profileNamed, profiles } from './profile.ts';
import { simulate } from './run.ts';
import { scenarioNamed, scenarios } from './scenario.ts';
import { createReplayTape, createSeededTape, type Tape } from './tape.ts';

interface Asked {
  readonly scenario: string;
  readonly profile: string;
  readonly seed?: number;
  readonly tape?: readonly number[];
}

/** A change of one choice, the trace line where it shows first, and that line. */
interface Point {
  readonly position: number;
  readonly choice: number;
  readonly line: number;
  readonly text: string;
}

/** Choices tried at each place: the high ones of a thousand are faults (see World.draw), spread over their kinds. */
const tried = [999, 996, 990, 975, 960, 940, 900, 850, 1];
/** Longer traces get no points: there is a seed for them. */
const LONGEST_TRACE = 300;
/** Milliseconds for finding points. */
const SEARCH = 2_500;

process.stdout.write(JSON.stringify(await answer(await text(process.stdin))));

async function answer(question: string): Promise<unknown> {
  const known = {
    scenarios: Object.entries(scenarios).map(([key, { name }]) => ({ key, name })),
    profiles: Object.keys(profiles),
  };
  const asked = JSON.parse(question) as Asked;
  const scenario = scenarioNamed(asked.scenario);
  const profile = profileNamed(asked.profile);
  if (scenario === undefined || profile === undefined) return { error: `there is no scenario "${asked.scenario}" or no profile "${asked.profile}"` };
  const run = (tape: Tape) => simulate(scenario, profile, tape, { traced: true });
  const outcome = await run(asked.seed === undefined ? createReplayTape(asked.tape ?? []) : createSeededTape(asked.seed));
  const trace = outcome.trace ?? [];
  const points: Point[] = [];
  const until = performance.now() + SEARCH;
  for (let position = 0; trace.length <= LONGEST_TRACE && position < outcome.tape.length && performance.now() < until; position++) {
    const seen = new Set<string>();
    for (const choice of tried) {
      if (choice === outcome.tape[position]) continue;
      const changed = await run(createReplayTape(outcome.tape.with(position, choice)));
      const line = (changed.trace ?? []).findIndex((one, index) => one !== trace[index]);
      const shown = changed.trace?.[line];
      if (shown === undefined || seen.has(shown)) continue;
      seen.add(shown);
      points.push({ position, choice, line, text: shown });
    }
  }
  return { ...known, trace, tape: outcome.tape, steps: outcome.steps, virtualMs: outcome.virtualMs, violation: outcome.violation?.message ?? null, points };
}
