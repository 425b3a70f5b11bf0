import type { Bus, Clock, CodeStore, Registry, Telemetry } from '../ports.ts';

/** What registry operations need. Every change is written with a condition and told as an event. */
export interface RegistryPorts {
  readonly registry: Registry;
  readonly code: CodeStore;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** Who changes something, and why; both end up in the event. */
export interface Author {
  readonly by: string;
  readonly reason?: string;
}

/** A change that was not made: says why and what to do instead. */
export interface Refused {
  readonly kind: 'refused';
  readonly code: 'AGENT_UNKNOWN' | 'VERSION_UNKNOWN' | 'TOOL_UNKNOWN' | 'NAME_TAKEN' | 'UNCHANGED' | 'CONFLICT' | 'CODE_MISSING' | 'CHECKS_FAILED';
  readonly message: string;
}

export function refuse(code: Refused['code'], message: string): Refused {
  return { kind: 'refused', code, message };
}

/** How often a write is tried again when somebody else was faster. */
export const WRITE_TRIES = 5;

/** RFC 3339 with milliseconds, as all rows have it. */
export function timestamp(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
