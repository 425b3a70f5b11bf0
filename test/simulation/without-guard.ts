/** Runs the simulator without one guard (argument: its number) until it finds a violation; prints what it found as JSON. */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { guards } from './guards.ts';

const guard = guards[Number(process.argv[2])];
if (guard === undefined) throw new Error(`there is no guard number ${process.argv[2] ?? '(none)'}: 0 to ${guards.length - 1}`);
const root = path.resolve(import.meta.dirname, '../..');
const removed = new Set<string>();
registerHooks({
  load(url, context, next) {
    const file = url.startsWith('file:') ? path.relative(root, fileURLToPath(url)) : '';
    const removals = guard.removals.filter((removal) => removal.file === file);
    if (removals.length === 0) return next(url, context);
    let source = readFileSync(path.join(root, file), 'utf8');
    for (const { find, replace } of removals) {
      if (source.split(find).length !== 2)
        throw new Error(
          `guard "${guard.name}": ${JSON.stringify(find)} stands ${source.split(find).length - 1} times in ${file}, expected once: bring test/simulation/guards.ts up to date`,
        );
      source = source.replace(find, () => replace);
      removed.add(find);
    }
    return { format: 'module-typescript', source, shortCircuit: true };
  },
});

const { explore } = await import('./systematic.ts');
const { profiles } = await import('./profile.ts');
const { simulate } = await import('./run.ts');
const { scenarios } = await import('./scenario.ts');
const { createSeededTape } = await import('./tape.ts');

/** Zombies first: what they find, nothing else does. */
const hostile = ['zombies', 'unswept', 'chaos', 'duplicates', 'cancelled'].flatMap((name) => profiles[name] ?? []);
const started = performance.now();
const found = await search();
process.stdout.write(
  `${JSON.stringify({ guard: guard.name, removed: removed.size, seconds: Math.round((performance.now() - started) / 100) / 10, ...found })}\n`,
);

async function search(): Promise<{ readonly found: string | undefined; readonly by: string; readonly steps: number }> {
  let steps = 0;
  for (const scenario of [scenarios.parallel, scenarios.external]) {
    const explored = await explore(scenario, 1, profiles['calm'], 1);
    steps += explored.steps;
    const [failure] = explored.failures;
    if (failure !== undefined) return { found: failure.message, by: `one fault, ${scenario.name}`, steps };
  }
  for (const scenario of [scenarios.silent, scenarios.endless]) {
    const outcome = await simulate(scenario, profiles['calm'] ?? failWithoutCalm(), createSeededTape(0));
    steps += outcome.steps;
    if (outcome.violation !== undefined) return { found: outcome.violation.message, by: `no fault, ${scenario.name}`, steps };
  }
  for (let seed = 1; seed <= 3_000; seed++)
    for (const profile of hostile)
      for (const scenario of [scenarios.mixed, scenarios.parallel]) {
        const outcome = await simulate(scenario, profile, createSeededTape(seed));
        steps += outcome.steps;
        if (outcome.violation !== undefined) return { found: outcome.violation.message, by: `seed ${seed}, ${profile.name}, ${scenario.name}`, steps };
      }
  return { found: undefined, by: '', steps };
}

function failWithoutCalm(): never {
  throw new Error('there is no calm profile');
}
