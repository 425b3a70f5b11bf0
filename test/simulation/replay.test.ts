/** Whatever happened on the way: the record of an orchestration that ended leads the supervisor to the same decisions again. */
import { expect, it } from 'vitest';
import { replay } from '../../handlers/operator/replay.ts';
import { profiles, type Profile } from './profile.ts';
import { simulate } from './run.ts';
import { scenarios, type Scenario } from './scenario.ts';
import { createSeededTape } from './tape.ts';

const SEEDS = 12;

it('replays every ended orchestration of some hundred random runs without a difference', async () => {
  let replayed = 0;
  let spent = 0;
  const statuses = new Map<string, number>();
  const differences: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed++)
    for (const profile of Object.values<Profile>(profiles))
      for (const [name, scenario] of Object.entries<Scenario>(scenarios)) {
        if (name === 'endless' || (scenario.silentAgent === true && !profile.sweeper)) continue;
        const { violation } = await simulate(scenario, profile, createSeededTape(seed), {
          async atRest({ orchestrationIds, ...ports }) {
            for (const orchestrationId of orchestrationIds) {
              const result = await replay(ports, orchestrationId);
              if (result === undefined) throw new Error(`${orchestrationId} is not there`);
              replayed++;
              const code = (await ports.store.head(orchestrationId))?.reason?.code;
              if (code === 'BUDGET_TOKENS') spent++;
              // A claim whose holder died is not told from one whose question was never affordable: the replay says so.
              if (result.uncertain !== undefined && code !== 'BUDGET_TOKENS') continue;
              statuses.set(result.status, (statuses.get(result.status) ?? 0) + 1);
              for (const { where, stored, replayed: now } of result.differences)
                differences.push(`seed ${seed}, ${profile.name}, ${name}, ${orchestrationId} (${result.status}): ${where} is ${stored}, replayed ${now}`);
            }
          },
        });
        expect(violation?.message).toBeUndefined();
      }
  expect(differences).toEqual([]);
  expect(replayed).toBeGreaterThan(500);
  expect(spent).toBeGreaterThan(50);
  expect([...statuses.keys()].toSorted()).toEqual(['CANCELLED', 'COMPLETED', 'FAILED']);
});
