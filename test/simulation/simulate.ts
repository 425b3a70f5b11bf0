/** `npm run simulate`: the simulator by hand; `--help` says how. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { profiles } from './profile.ts';
import { searchRandomly, sometimes, type Failure } from './random.ts';
import { simulate } from './run.ts';
import { scenarios, type Scenario } from './scenario.ts';
import { replay, shrink, type Recorded } from './shrink.ts';
import { explore } from './systematic.ts';
import { createSeededTape } from './tape.ts';

const options = {
  seed: { type: 'string' },
  profile: { type: 'string' },
  scenario: { type: 'string' },
  steps: { type: 'string' },
  exhaustive: { type: 'string' },
  replay: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;
const HELP = `Runs the real handlers over simulated services that fail, and checks the invariants after every step.

  npm run simulate                                   100 million steps at random, then every triple of faults
  npm run simulate -- --steps 1e6                    that many steps at random
  npm run simulate -- --seed 7 --profile zombies --scenario mixed    one run, with its trace
  npm run simulate -- --exhaustive 2                 every pair of faults
  npm run simulate -- --replay FILE                  a recorded tape, with its trace

  --profile   ${Object.keys(profiles).join(', ')}
  --scenario  ${Object.keys(scenarios).join(', ')}

Exit code: 0 without a violation, 1 with one, 2 when used wrongly.`;
const out = (text: string) => void process.stdout.write(`${text}\n`);
process.exitCode = await main();

async function main(): Promise<number> {
  let values;
  try {
    ({ values } = parseArgs({ options }));
  } catch (cause) {
    return misuse(`${cause instanceof Error ? cause.message : String(cause)} (see --help)`);
  }
  if (values.help) {
    out(HELP);
    return 0;
  }
  if (values.replay !== undefined) return replayFile(values.replay);
  if (values.seed !== undefined) return oneRun(Number(values.seed), values.profile ?? 'chaos', values.scenario ?? 'mixed');
  if (values.exhaustive !== undefined) {
    const depth = Number(values.exhaustive);
    return Number.isInteger(depth) && depth >= 1 ? exhaustive(depth) : misuse(`--exhaustive takes a whole number from 1, not "${values.exhaustive}"`);
  }
  const steps = Number(values.steps ?? 100e6);
  if (!Number.isInteger(steps) || steps < 1) return misuse(`--steps takes a whole number from 1, not "${values.steps ?? ''}"`);
  const randomly = await atRandom(steps);
  return randomly !== 0 || values.steps !== undefined ? randomly : exhaustive(3);
}

async function replayFile(file: string): Promise<number> {
  let tape: Recorded;
  try {
    tape = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
  } catch (cause) {
    return misuse(`"${file}" is no tape (${cause instanceof Error ? cause.message : String(cause)}): name a file like those in test/simulation/tapes`);
  }
  const { trace, violation } = await replay(tape, true);
  out((trace ?? []).join('\n'));
  out(violation === undefined ? 'no violation: what this tape found is mended' : violation.message);
  return violation === undefined ? 0 : 1;
}

async function oneRun(seed: number, profileName: string, scenarioName: string): Promise<number> {
  const profile = profiles[profileName];
  const scenario = (scenarios as Readonly<Record<string, Scenario>>)[scenarioName];
  if (profile === undefined || scenario === undefined || !Number.isInteger(seed)) {
    return misuse(`--seed takes a whole number, --profile one of ${Object.keys(profiles).join(', ')}, --scenario one of ${Object.keys(scenarios).join(', ')}`);
  }
  const { trace, violation, steps } = await simulate(scenario, profile, createSeededTape(seed), { traced: true });
  out((trace ?? []).join('\n'));
  out(`${steps} steps: ${violation?.message ?? 'no violation'}`);
  return violation === undefined ? 0 : 1;
}

async function exhaustive(depth: number): Promise<number> {
  let failed = 0;
  for (const name of ['oneTool', 'parallel', 'fabricate'] as const) {
    const started = performance.now();
    const { runs, steps, failures } = await explore(scenarios[name], depth);
    out(
      `${scenarios[name].name}: every set of up to ${depth} faults, ${runs} runs, ${steps} steps in ${((performance.now() - started) / 1_000).toFixed(1)} s, ${failures.length} violations`,
    );
    for (const failure of failures) out(`  ${failure.message} with ${JSON.stringify(failure.plan)}`);
    failed += failures.length;
  }
  return failed === 0 ? 0 : 1;
}

async function atRandom(steps: number): Promise<number> {
  const started = performance.now();
  let told = started;
  const searched = await searchRandomly(steps, 1, 5, (done) => {
    if (performance.now() - told < 10_000) return;
    told = performance.now();
    process.stderr.write(`${(done / 1e6).toFixed(1)} million steps, ${Math.round(done / ((told - started) / 1_000))} a second\n`);
  });
  const seconds = (performance.now() - started) / 1_000;
  out(
    `${searched.runs} runs, ${searched.steps} steps in ${seconds.toFixed(1)} s (${Math.round(searched.steps / seconds)} a second), ${searched.failures.length} violations`,
  );
  for (const mark of sometimes) out(`  ${String(searched.marks.get(mark) ?? 0).padStart(9)}  ${mark}`);
  for (const failure of searched.failures) await keep(failure);
  return searched.failures.length === 0 ? 0 : 1;
}

/** Shrinks a failure and stores its tape where the tests replay it. */
async function keep(failure: Failure): Promise<void> {
  const small = await shrink(failure);
  const directory = path.join(import.meta.dirname, 'tapes');
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, `${failure.profile}-${failure.scenario}-${failure.seed}.json`);
  writeFileSync(file, `${JSON.stringify({ scenario: failure.scenario, profile: failure.profile, message: small.message, tape: small.tape })}\n`);
  out(`  ${failure.message} (seed ${failure.seed}, ${failure.profile}, ${failure.scenario}); its tape is ${path.relative(process.cwd(), file)}`);
}

function misuse(problem: string): number {
  process.stderr.write(`simulate: ${problem}\n`);
  return 2;
}
