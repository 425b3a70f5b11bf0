/** Bounds of one run. Whoever exceeds one is stopped; the code of the outcome says which. */
export interface SandboxLimits {
  /** CPU milliseconds spent in agent code. Interpreted code is 8 to 15 times slower than compiled. */
  readonly cpuMs: number;
  /** Resident memory of the child beyond the engine's own limit, in MB. */
  readonly overheadMb: number;
  /** Capability calls in one run, and of these in flight at once. */
  readonly calls: number;
  readonly callsInFlight: number;
  /** Bytes of one line in either direction; a larger one is a violation. */
  readonly frameBytes: number;
  /** Characters of the result as JSON text. */
  readonly resultCharacters: number;
  /** Log lines kept, characters of each, and how many lines end the run. */
  readonly logLines: number;
  readonly logLineCharacters: number;
  readonly logFlood: number;
}

export const defaultLimits: SandboxLimits = {
  cpuMs: 20_000,
  overheadMb: 160,
  calls: 200,
  callsInFlight: 16,
  frameBytes: 4 * 1024 * 1024,
  resultCharacters: 1024 * 1024,
  logLines: 200,
  logLineCharacters: 2_000,
  logFlood: 5_000,
};
