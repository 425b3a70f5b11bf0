/** What the systematic search leaves out does the same as something it does not leave out. */
import { expect, it } from 'vitest';
import { profiles } from './profile.ts';
import { simulate } from './run.ts';
import { scenarios } from './scenario.ts';
import { explore, firstFaults, type Fault } from './systematic.ts';
import { createReplayTape } from './tape.ts';

/** Everything that was written, in order, without the times: the states of orchestrations and tasks. */
async function written(scenario: (typeof scenarios)['oneTool' | 'parallel' | 'fabricate'], plan: readonly Fault[]): Promise<string> {
  const { trace, violation } = await simulate(scenario, profiles.calm, createReplayTape([]), { plan: new Map(plan), traced: true });
  const states = (trace ?? []).map((line) => line.slice(10)).filter((line) => line.startsWith(' '));
  return [...states, violation?.message ?? ''].join('\n');
}

it.each(['oneTool', 'parallel', 'fabricate'] as const)('one fault that is left out writes what another one writes: %s', async (name) => {
  const all = await firstFaults(scenarios[name], false);
  const kept = await firstFaults(scenarios[name], true);
  const keptKeys = new Set(kept.map((fault) => fault.join()));
  const seen = new Set([await written(scenarios[name], [])]);
  for (const fault of kept) seen.add(await written(scenarios[name], [fault]));
  const left = all.filter((fault) => !keptKeys.has(fault.join()));
  expect(left.length).toBeGreaterThan(30);
  for (const fault of left) expect(seen).toContain(await written(scenarios[name], [fault]));
});

it('two faults with one that is left out write what two others write', async () => {
  const scenario = scenarios.oneTool;
  const sets = async (reduced: boolean) => {
    const plans: (readonly Fault[])[] = [];
    for (const first of await firstFaults(scenario, reduced)) {
      const { drawn } = await simulate(scenario, profiles.calm, createReplayTape([]), { plan: new Map([first]) });
      for (const [draw, { kinds, redundant }] of drawn.entries())
        if (draw > first[0]) for (let kind = 1; kind <= kinds; kind++) if (!reduced || !redundant.includes(kind)) plans.push([first, [draw, kind]]);
    }
    return plans;
  };
  const [all, kept] = [await sets(false), await sets(true)];
  const seen = new Set<string>();
  for (const plan of kept) seen.add(await written(scenario, plan));
  for (const fault of await firstFaults(scenario, true)) seen.add(await written(scenario, [fault]));
  const keys = new Set(kept.map(String));
  const left = all.filter((plan) => !keys.has(String(plan)));
  expect(left.length).toBeGreaterThan(1_000);
  const missed: string[] = [];
  for (const plan of left) if (!seen.has(await written(scenario, plan))) missed.push(JSON.stringify(plan));
  expect(missed).toEqual([]);
});

it('looks at fewer sets when it leaves out what is the same', async () => {
  const [all, reduced] = [await explore(scenarios.oneTool, 1), await explore(scenarios.oneTool, 1, { reduced: true })];
  expect(reduced.runs).toBeLessThan(all.runs * 0.75);
});
