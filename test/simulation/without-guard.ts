/**
 * The simulator without one guard of the protocol (first argument: its number), which is removed from the source as this
 * process loads it. Prints what was found as JSON. With `--show`: the smallest run that shows it, as a trace, and its tape.
 * With a file instead: that tape, without the guard.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { guards } from './guards.ts';

const [number, ...rest] = process.argv.slice(2);
const guard = guards[Number(number)];
if (guard === undefined) throw new Error(`there is no guard number ${number ?? '(none)'}: 0 to ${guards.length - 1}`);
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

const { searchForViolation } = await import('./hostile.ts');
const { replay, shrink } = await import('./shrink.ts');
const out = (text: string) => void process.stdout.write(`${text}\n`);
const started = performance.now();
const seconds = () => Math.round((performance.now() - started) / 100) / 10;
const [mode] = rest;
if (mode === undefined) {
  const { found, by, steps } = await searchForViolation();
  out(JSON.stringify({ guard: guard.name, removed: removed.size, seconds: seconds(), found: found?.message, by, steps }));
} else if (mode === '--show') await show();
else process.exitCode = await again(mode);

async function show(): Promise<void> {
  out(`without the guard "${guard?.name ?? ''}", which keeps ${guard?.keeps ?? ''}:`);
  const { found, by, steps } = await searchForViolation();
  if (found === undefined) {
    out(`nothing was found in ${steps} steps (${seconds()} s)`);
    return;
  }
  const small = await shrink(found, 500);
  const file = path.join(tmpdir(), `without-guard-${number ?? ''}.json`);
  writeFileSync(file, `${JSON.stringify(small)}\n`);
  const { trace } = await replay(small, true);
  const drawn = small.tape.filter((choice) => choice !== 0).length;
  out((trace ?? []).join('\n'));
  out(`\n${small.message}`);
  out(
    `found by ${by} after ${steps} steps; the run shown needs ${small.plan === undefined ? `${drawn} choices` : `${small.plan.length} faults`} (${seconds()} s)`,
  );
  out(`tape: ${file}\nagain: npm run simulate -- --without ${number ?? ''} --replay ${file}\nwith the guard: npm run simulate -- --replay ${file}`);
}

async function again(file: string): Promise<number> {
  const { trace, violation } = await replay(JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof replay>[0], true);
  out((trace ?? []).join('\n'));
  out(violation?.message ?? 'no violation');
  return violation === undefined ? 0 : 1;
}
