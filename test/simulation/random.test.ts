import { expect, it } from 'vitest';
import { profiles } from './profile.ts';
import { searchRandomly, sometimes } from './random.ts';
import { simulate } from './run.ts';
import { scenarios } from './scenario.ts';
import { createSeededTape } from './tape.ts';

it('finds no violation in 3 million steps over all profiles, and reaches every rare state', async () => {
  expect(Object.keys(profiles).length).toBeGreaterThanOrEqual(6);
  const { steps, failures, marks } = await searchRandomly(3_000_000);
  expect(failures.map(({ tape: _tape, ...failure }) => failure)).toEqual([]);
  expect(steps).toBeGreaterThanOrEqual(3_000_000);
  expect(sometimes.filter((mark) => (marks.get(mark) ?? 0) === 0)).toEqual([]);
});

it('runs 200 seeds twice with identical traces', async () => {
  for (let seed = 1; seed <= 200; seed++) {
    const profile = Object.values(profiles)[seed % Object.keys(profiles).length];
    if (profile === undefined) throw new Error('no profile');
    const first = await simulate(scenarios.mixed, profile, createSeededTape(seed), { traced: true });
    const second = await simulate(scenarios.mixed, profile, createSeededTape(seed), { traced: true });
    expect(second.trace).toEqual(first.trace);
  }
});

it('runs alike whoever calls it: a promise, a timer, a message', async () => {
  const traceOf = async () => (await simulate(scenarios.mixed, profiles.chaos, createSeededTape(21), { traced: true })).trace;
  const fromPromise = await traceOf();
  const fromTimer = await new Promise((resolve) => {
    setTimeout(() => resolve(traceOf()), 1);
  });
  const { port1, port2 } = new MessageChannel();
  const fromMessage = await new Promise((resolve) => {
    port2.addEventListener('message', () => resolve(traceOf()));
    port2.start();
    port1.postMessage('go', []);
  });
  port1.close();
  expect(fromTimer).toEqual(fromPromise);
  expect(fromMessage).toEqual(fromPromise);
});
