/**
 * What infrastructure refers to before the rest of the project has it. The tests hold each list to be exactly what is
 * missing: when something has arrived, its entry must go.
 */
export const awaited = {
  /** Scripts of package.json that runbooks and workflows call. */
  scripts: [] as readonly string[],
  /** Commands of the contract toolchain that the reusable workflow calls. */
  toolchainCommands: [] as readonly string[],
  /** Metrics that alarms and dashboards read. */
  metrics: [] as readonly string[],
} as const;

/** The entries of a list that are among the things asked for. */
export function among(list: readonly string[], asked: Iterable<string>): readonly string[] {
  const set = new Set(asked);
  return list.filter((entry) => set.has(entry));
}
