/** Kinds of bad days. A backstop hides a broken guard, so some profiles run without one. */
import { noLiberties, type Liberties } from './platform.ts';
import { calm, type Faults } from './world.ts';

export interface Profile {
  readonly name: string;
  readonly faults: Faults;
  readonly liberties: Liberties;
  /** Parts per 1,000 of model calls that are not answered as scripted. */
  readonly badModel: number;
  /** Parts per 1,000 of model calls that have this bad day (see `badDays`), on top. */
  readonly often?: Readonly<Record<string, number>>;
  /** Parts per 1,000 of agent runs that fail. */
  readonly badAgent: number;
  /** Parts per 1,000 of requests that someone cancels. */
  readonly cancel: number;
  /** Parts per 1,000 of runs in which an operator pauses or stops everything for a while. */
  readonly operator: number;
  /** Faults may pile up until a task misses its deadline; elsewhere a time-out is a violation (L2). */
  readonly delaysTasks: boolean;
  /** No sweeper: what wakes an orchestration is its own messages. */
  readonly sweeper: boolean;
  /** Receives of an inbox message before it waits for an operator. Without a sweeper there must be no end. */
  readonly inboxReceives: number;
  /** One port call of four takes up to this long: who comes first is anybody's guess. Far below every lease. Milliseconds. */
  readonly slowMs: number;
  /** Clock of an instance may be off by up to this. Milliseconds. */
  readonly skewMs: number;
}

const base: Profile = {
  name: 'calm',
  faults: calm,
  liberties: noLiberties,
  badModel: 0,
  operator: 0,
  badAgent: 0,
  cancel: 0,
  delaysTasks: true,
  sweeper: true,
  inboxReceives: 10,
  slowMs: 0,
  skewMs: 0,
};

export const profiles = {
  calm: { ...base, delaysTasks: false },
  chaos: {
    ...base,
    name: 'chaos',
    faults: { failBefore: 20, failAfter: 20, crashBefore: 15, crashAfter: 15, stall: 5 },
    liberties: { duplicate: 60, delay: 60, deleteLost: 30, eventLost: 10, eventRepeated: 60 },
    badModel: 150,
    badAgent: 100,
    cancel: 30,
    skewMs: 2_000,
  },
  duplicates: { ...base, name: 'duplicates', delaysTasks: false, liberties: { ...noLiberties, duplicate: 300, deleteLost: 150, eventRepeated: 300 } },
  crashes: { ...base, name: 'crashes', faults: { ...calm, crashBefore: 60, crashAfter: 60 } },
  unswept: {
    ...base,
    name: 'unswept',
    sweeper: false,
    inboxReceives: 1_000,
    faults: { ...calm, failBefore: 25, failAfter: 25, crashBefore: 25, crashAfter: 25 },
    liberties: { ...noLiberties, duplicate: 100, eventRepeated: 100 },
  },
  zombies: { ...base, name: 'zombies', faults: { ...calm, stall: 50 }, liberties: { ...noLiberties, duplicate: 50 } },
  model: { ...base, name: 'model', delaysTasks: false, badModel: 500, badAgent: 200 },
  outage: { ...base, name: 'outage', delaysTasks: false, often: { unavailable: 850 } },
  babble: { ...base, name: 'babble', delaysTasks: false, badModel: 60, often: { malformed: 600 } },
  lossy: {
    ...base,
    name: 'lossy',
    faults: { ...calm, failBefore: 40, failAfter: 40 },
    liberties: { ...noLiberties, eventLost: 100, eventRepeated: 50, delay: 100 },
  },
  skewed: { ...base, name: 'skewed', faults: { ...calm, crashAfter: 20 }, skewMs: 240_000, liberties: { ...noLiberties, duplicate: 150 } },
  cancelled: { ...base, name: 'cancelled', cancel: 700, faults: { ...calm, failAfter: 20, crashAfter: 20 }, liberties: { ...noLiberties, duplicate: 100 } },
  switched: {
    ...base,
    name: 'switched',
    operator: 900,
    faults: { ...calm, failBefore: 20, crashBefore: 20, crashAfter: 20 },
    liberties: { ...noLiberties, duplicate: 50 },
  },
  slow: { ...base, name: 'slow', delaysTasks: false, slowMs: 10_000 },
} satisfies Readonly<Record<string, Profile>>;

/** Whether nothing fails, is killed, delivered twice or lost in it: then whatever is done is done once. */
export function isFaultless({ faults, liberties, skewMs }: Profile): boolean {
  return skewMs === 0 && [...Object.values(faults), ...Object.values(liberties)].every((perMille) => perMille === 0);
}

/** The profile of that name, as a person typed it. */
export function profileNamed(name: string): Profile | undefined {
  return Object.values<Profile>(profiles).find((profile) => profile.name === name);
}
