/**
 * An alarm's state by its recent datapoints (CloudWatch user guide, "Configuring how CloudWatch alarms treat missing
 * data" and "Alarm evaluation"): M of N, with a range of datapoints that is larger than N to make up for missing ones.
 */
import type { Series } from './metric-math.ts';

export type State = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
export type Missing = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

export interface Rule {
  readonly periods: number;
  readonly breaching: number;
  readonly missing: Missing;
  readonly breaches: (value: number) => boolean;
}

/** How many periods beyond N are looked at; the service says "more", its examples have two. */
const BEYOND = 2;

/** The state after the last datapoint of the series, given the state before it. */
export function stateOf(rule: Rule, series: Series, before: State): State {
  const range = series.slice(-(rule.periods + BEYOND));
  const real = range.filter((value) => value !== undefined).map(rule.breaches);
  // Enough real datapoints: the most recent N count, and what is missing does not matter.
  if (real.length >= rule.periods) return decide(real.slice(-rule.periods), rule.breaching);
  const lacking = rule.periods - real.length;
  switch (rule.missing) {
    case 'breaching':
      return decide([...real, ...Array<boolean>(lacking).fill(true)], rule.breaching);
    case 'notBreaching':
      return decide([...real, ...Array<boolean>(lacking).fill(false)], rule.breaching);
    case 'missing':
      if (real.length === 0) return 'INSUFFICIENT_DATA';
      // All that is known breaches: it alarms although it is less than M.
      return real.every(Boolean) ? 'ALARM' : decide(real, rule.breaching);
    case 'ignore':
      return real.every(Boolean) ? before : decide(real, rule.breaching);
  }
}

function decide(breaches: readonly boolean[], needed: number): State {
  return breaches.filter(Boolean).length >= needed ? 'ALARM' : 'OK';
}
