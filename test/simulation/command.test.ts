/** `npm run simulate`, as it is typed. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { profiles } from './profile.ts';
import { simulate as run } from './run.ts';
import { scenarios } from './scenario.ts';
import { createSeededTape } from './tape.ts';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const command = ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'simulate.ts')] as const;

/** With `interruptOn`, it gets SIGINT once stderr says that. */
function simulate(args: readonly string[], interruptOn?: RegExp): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [...command, ...args], { maxBuffer: 1e8 }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
    let said = '';
    child.stderr?.on('data', (text: unknown) => {
      said += String(text);
      if (interruptOn?.test(said) === true) child.kill('SIGINT');
    });
  });
}

it('does the large search at the size that is asked for, over threads', async () => {
  const { code, stdout } = await simulate(['--steps', '2e4', '--exhaustive', '1', '--determinism', '10', '--jobs', '2', '--json']);
  const { stopped, sections, failures } = JSON.parse(stdout) as {
    readonly stopped: boolean;
    readonly failures: readonly unknown[];
    readonly sections: readonly { readonly name: string; readonly steps: number; readonly runs: number; readonly marks: Readonly<Record<string, number>> }[];
  };
  expect({ code, stopped, failures }).toEqual({ code: 0, stopped: false, failures: [] });
  expect(sections).toHaveLength(5);
  expect(sections[0]?.steps).toBeGreaterThanOrEqual(20_000);
  expect(sections[0]?.marks['a message was delivered twice']).toBeGreaterThan(0);
  for (const section of sections.slice(1, 4)) expect(section.runs).toBeGreaterThan(50);
  expect(sections[4]?.runs).toBe(20);
});

it('searches one profile and one scenario only when they are named', async () => {
  const { code, stdout } = await simulate(['--steps', '5e3', '--profile', 'switched', '--scenario', 'parallel', '--jobs', '1']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^at random, switched, parallel: [\d,]+ runs/u);
  expect(stdout).toContain('an operator stopped everything');
  // Neither this profile's nor this scenario's.
  expect(stdout).not.toContain('the bus lost an event');
  expect(stdout).not.toContain('a forged completion was sent');
});

it('runs one profile and one scenario twice when they are named', async () => {
  const sectionOf = async (...named: readonly string[]) => {
    const { code, stdout } = await simulate(['--determinism', '3', '--jobs', '1', '--json', ...named]);
    const { sections } = JSON.parse(stdout) as { readonly sections: readonly { readonly name: string; readonly runs: number; readonly steps: number }[] };
    const [section] = sections;
    return { code, count: sections.length, name: section?.name, runs: section?.runs, steps: section?.steps };
  };
  const calm = await sectionOf('--profile', 'calm', '--scenario', 'oneTool');
  expect(calm).toMatchObject({ code: 0, count: 1, name: '3 seeds twice, calm, oneTool', runs: 6 });
  // A calm run of one tool is always equally long; two requests, or faults, make other runs.
  const { steps } = await run(scenarios.oneTool, profiles.calm, createSeededTape(1));
  expect(calm.steps).toBe(6 * steps);
  const zombies = await sectionOf('--profile', 'zombies', '--scenario', 'oneTool');
  expect(zombies).toMatchObject({ code: 0, count: 1, name: '3 seeds twice, zombies, oneTool', runs: 6 });
  expect(zombies.steps).not.toBe(calm.steps);
});

it('is interrupted and tells what was done', async () => {
  const { code, stdout } = await simulate(['--steps', '1e9'], /million steps/u);
  expect(code).toBe(0);
  expect(stdout).toContain('at random: ');
  expect(stdout).toContain('stopped: not all of it was done');
});

it('shows what goes wrong without a guard, keeps the tape, and shows that the guard mends it', async () => {
  const { stdout } = await simulate(['--without', 'a terminal task is not ended again']);
  expect(stdout).toMatch(/task o-\d#\d\/\S+ is SUCCEEDED/u);
  expect(stdout).toMatch(/^S4: task .* was SUCCEEDED and was written again/mu);
  const tape = /^tape: (.*)$/mu.exec(stdout)?.[1] ?? '';
  const guard = /--without (\d+)/u.exec(stdout)?.[1] ?? '';
  const without = await simulate(['--without', guard, '--replay', tape]);
  expect(without.code).toBe(1);
  expect(without.stdout).toMatch(/^S4: /mu);
  const mended = await simulate(['--replay', tape]);
  expect(mended.code).toBe(0);
  expect(mended.stdout).toContain('no violation');
});

it.each([
  [['--steps', 'many'], '--steps takes a whole number, not "many"'],
  [['--seed', '1', '--profile', 'storm'], '--profile takes one of calm, chaos'],
  [['--without', 'no such guard'], ' 0  a live lease keeps others away'],
  [['--exhaustive', '1', '--scenario', 'nothing'], '--scenario takes one of oneTool'],
  [['--determinism', '1', '--scenario', 'nothing'], '--scenario takes one of oneTool'],
  [['--exhaustive', '1', '--profile', 'zombies'], '--exhaustive puts its faults into a calm world, not into the profile "zombies"'],
  [['--steps', '1', '--profile', 'unswept', '--scenario', 'silent'], 'needs the sweeper, and the profile "unswept" has none'],
  [['--seed', '1', '--profile', 'unswept', '--scenario', 'silent'], 'needs the sweeper, and the profile "unswept" has none'],
  [['--depth'], "Unknown option '--depth'"],
  [['--replay', 'missing.json'], 'missing.json cannot be read'],
])('refuses %j', async (args, problem) => {
  const { code, stderr } = await simulate(args);
  expect(code).toBe(2);
  expect(stderr).toContain(problem);
});

it('refuses a file that is no tape', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'simulate-'));
  try {
    const file = path.join(directory, 'broken.json');
    writeFileSync(file, '{"scenario":"oneTool"}');
    const { code, stderr } = await simulate(['--replay', file]);
    expect(code).toBe(2);
    expect(stderr).toContain('is no tape of the simulator');
  } finally {
    rmSync(directory, { recursive: true });
  }
});
