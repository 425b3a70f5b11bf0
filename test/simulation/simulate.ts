/** `npm run simulate`: the simulator by hand. See `usage`. */
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { guards } from './guards.ts';
import type { Found } from './job.ts';
import { Large, type Section } from './large.ts';
import { comesToRest } from './random.ts';
import { profileNamed, profiles, type Profile } from './profile.ts';
import { simulate } from './run.ts';
import { scenarioNamed, scenarios, type Scenario } from './scenario.ts';
import { replay, shrink, type Recorded } from './shrink.ts';
import { createSeededTape } from './tape.ts';

const usage = `npm run simulate                        the large search: 100 million steps at random over all profiles, every set of
                                        up to 3 faults of three scenarios, 10,000 seeds twice
npm run simulate -- OPTIONS
  --steps N          steps at random (1e6 is a number); a step is one port call of a handler
  --exhaustive N     every set of up to N faults
  --determinism N    N seeds twice, traces compared
                     (any of these three: only what is named)
  --profile NAME     only this one, of ${Object.keys(profiles).join(', ')};
                     not with --exhaustive, which puts its faults into a calm world
  --scenario NAME    only this one, of ${Object.keys(scenarios).join(', ')}
                     (either without the three above: a million steps at random)
  --seed N           one run with its trace (of chaos and mixed, unless named); with --steps or --determinism: the first seed
  --replay FILE      a kept tape, with its trace
  --guards           every guard of the protocol removed, and what was found, with times
  --without GUARD    one of them (number or part of its name) removed: the run that shows it, as small as it gets
  --jobs N           threads (all ${availableParallelism()} cores)
  --json             what came of it as JSON
SIGINT (Ctrl-C) or SIGTERM ends it and prints what was done so far. Exit code 1: something was found; 2: wrong usage.`;
const options = {
  steps: { type: 'string' },
  exhaustive: { type: 'string' },
  determinism: { type: 'string' },
  scenario: { type: 'string' },
  seed: { type: 'string' },
  profile: { type: 'string' },
  replay: { type: 'string' },
  without: { type: 'string' },
  guards: { type: 'boolean' },
  large: { type: 'boolean' },
  jobs: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;
type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

const guardProgram = ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'without-guard.ts')] as const;

class UsageError extends Error {}

const out = (text: string) => void process.stdout.write(`${text}\n`);
try {
  process.exitCode = await main();
} catch (cause) {
  const wrongUsage = cause instanceof UsageError || (cause instanceof TypeError && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS'));
  if (!wrongUsage) throw cause;
  process.stderr.write(`simulate: ${cause.message}; see npm run simulate -- --help\n`);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options });
  if (values.help === true) out(usage);
  if (values.help === true) return 0;
  if (values.guards === true) return allGuards(values.json === true);
  if (values.without !== undefined) return withoutGuard(guardNamed(values.without), values.replay ?? '--show');
  if (values.replay !== undefined) return replayFile(values.replay);
  const named = values.steps !== undefined || values.exhaustive !== undefined || values.determinism !== undefined;
  if (values.seed !== undefined && !named) return oneRun(number(values, 'seed', 0), values.profile ?? 'chaos', values.scenario ?? 'mixed');
  return large(values, named || values.profile !== undefined || values.scenario !== undefined);
}

function number(values: Values, name: 'steps' | 'exhaustive' | 'determinism' | 'seed' | 'jobs', otherwise: number): number {
  const given = values[name];
  const value = given === undefined ? otherwise : Number(given);
  if (!Number.isInteger(value) || value < 0 || given === '') throw new UsageError(`--${name} takes a whole number, not "${given ?? ''}"`);
  return value;
}

function guardNamed(name: string): number {
  const index = /^\d+$/u.test(name) ? Number(name) : guards.findIndex((guard) => guard.name.toLowerCase().includes(name.toLowerCase()));
  if (guards[index] === undefined)
    throw new UsageError(
      `no guard is called "${name}". There are\n${guards.map((guard, number) => `  ${String(number).padStart(2)}  ${guard.name}`).join('\n')}\n`,
    );
  return index;
}

/** One after the other, each in a process of its own. */
async function allGuards(asJson: boolean): Promise<number> {
  let missed = 0;
  const found: unknown[] = [];
  for (const [index, { name }] of guards.entries()) {
    const { stdout } = await promisify(execFile)(process.execPath, [...guardProgram, String(index)]);
    const result = JSON.parse(stdout) as { readonly seconds: number; readonly found?: string; readonly by: string; readonly steps: number };
    found.push(result);
    if (result.found === undefined) missed++;
    if (!asJson)
      out(
        `${String(index).padStart(2)}  ${name}\n      ${result.found ?? 'NOTHING FOUND'}\n      ${result.seconds.toFixed(1)} s, ${result.steps} steps: ${result.by}`,
      );
  }
  out(asJson ? JSON.stringify(found, undefined, 2) : `${guards.length} guards removed, ${missed} not missed`);
  return missed === 0 ? 0 : 1;
}

/** In a process of its own, which loads the changed source. */
function withoutGuard(index: number, mode: string): Promise<number> {
  const child = spawn(process.execPath, [...guardProgram, String(index), mode], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

async function replayFile(file: string): Promise<number> {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  const { trace, violation } = await replay(readTape(file, text), true);
  out((trace ?? []).join('\n'));
  out(violation === undefined ? 'no violation: what this tape found is mended' : violation.message);
  return violation === undefined ? 0 : 1;
}

function readTape(file: string, text: string): Recorded {
  try {
    const { scenario, profile, message = '', tape, plan } = JSON.parse(text) as Partial<Recorded>;
    if (scenario !== undefined && profile !== undefined && Array.isArray(tape))
      return { scenario, profile, message, tape, ...(plan !== undefined && { plan }) };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause; // No JSON: no tape either.
  }
  throw new UsageError(`${file} is no tape of the simulator: it has scenario, profile and tape as JSON`);
}

async function oneRun(seed: number, profileName: string, scenarioName: string): Promise<number> {
  const profile = knownProfile(profileName);
  const scenario = knownScenario(scenarioName);
  assertComesToRest(profile, scenario);
  const { trace, violation, steps } = await simulate(scenario, profile, createSeededTape(seed), { traced: true });
  out((trace ?? []).join('\n'));
  out(`${steps} steps: ${violation?.message ?? 'no violation'}`);
  return violation === undefined ? 0 : 1;
}

function knownProfile(name: string): Profile {
  const profile = profileNamed(name);
  if (profile === undefined) throw new UsageError(`--profile takes one of ${Object.keys(profiles).join(', ')}, not "${name}"`);
  return profile;
}

function knownScenario(name: string): Scenario {
  const scenario = scenarioNamed(name);
  if (scenario === undefined) throw new UsageError(`--scenario takes one of ${Object.keys(scenarios).join(', ')}, not "${name}"`);
  return scenario;
}

function assertComesToRest(profile: Profile, scenario: Scenario): void {
  if (comesToRest(profile, scenario)) return;
  throw new UsageError(`the scenario "${scenario.name}" needs the sweeper, and the profile "${profile.name}" has none: name another of either`);
}

/** `named`: only what is asked for, not all of it. */
async function large(values: Values, named: boolean): Promise<number> {
  const scenario = values.scenario === undefined ? undefined : knownScenario(values.scenario);
  const profile = values.profile === undefined ? undefined : knownProfile(values.profile);
  if (profile !== undefined && values.exhaustive !== undefined)
    throw new UsageError(`--exhaustive puts its faults into a calm world, not into the profile "${profile.name}": leave one of the two out`);
  if (profile !== undefined && scenario !== undefined) assertComesToRest(profile, scenario);
  const others = values.exhaustive !== undefined || values.determinism !== undefined;
  const search = new Large({
    steps: number(values, 'steps', named ? (others ? 0 : 1e6) : 100e6),
    depth: number(values, 'exhaustive', named ? 0 : 3),
    twice: number(values, 'determinism', named ? 0 : 10_000),
    firstSeed: number(values, 'seed', 1),
    only: { ...(values.profile !== undefined && { profile: values.profile }), ...(values.scenario !== undefined && { scenario: values.scenario }) },
    threads: Math.max(1, number(values, 'jobs', availableParallelism())),
    tell: (text) => void process.stderr.write(`${text}\n`),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => search.stop());
  const sections = await search.run();
  const kept = await Promise.all(sections.flatMap(({ done }) => done.failures).map(keep));
  if (values.json === true) out(JSON.stringify({ stopped: search.stopped, sections: sections.map(asJson), failures: kept }, undefined, 2));
  else {
    for (const section of sections) table(section);
    if (search.stopped) out('stopped: not all of it was done');
    for (const { message, file } of kept) out(`FOUND ${message}\n  replay: npm run simulate -- --replay ${file}`);
    if (kept.length === 0) out('no violation');
  }
  return kept.length === 0 ? 0 : 1;
}

function asJson({ name, seconds, done, marks }: Section) {
  return { name, runs: done.runs, steps: done.steps, seconds, failures: done.failures.length, marks: Object.fromEntries(marks) };
}

function table({ name, seconds, done, marks }: Section): void {
  const counted = (count: number) => count.toLocaleString('en-US');
  out(
    `${name}: ${counted(done.runs)} runs, ${counted(done.steps)} steps in ${seconds.toFixed(1)} s (${counted(Math.round(done.steps / seconds))} a second), ${done.failures.length} violations`,
  );
  for (const [mark, count] of marks) out(`  ${counted(count).padStart(12)}  ${mark}`);
}

/** Shrinks a failure and stores its tape where the tests replay it. */
async function keep(found: Found): Promise<{ readonly message: string; readonly seed?: number; readonly file: string }> {
  const { seed, ...recorded } = found;
  const small = recorded.message.startsWith('determinism') ? recorded : await shrink(recorded);
  const directory = path.join(import.meta.dirname, 'tapes');
  mkdirSync(directory, { recursive: true });
  const which = seed ?? (recorded.plan ?? []).flat().join('-');
  const file = path.join(directory, `${found.profile}-${found.scenario}-${which}.json`);
  writeFileSync(file, `${JSON.stringify(small)}\n`);
  return {
    message: `${small.message} (${found.profile}, ${found.scenario}, ${seed === undefined ? 'faults' : 'seed'} ${which})`,
    ...(seed !== undefined && { seed }),
    file: path.relative(process.cwd(), file),
  };
}
