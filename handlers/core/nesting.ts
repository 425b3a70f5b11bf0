/**
 * Whether objects and arrays lie deeper in each other than so many levels. JSON.parse reads any depth, but what walks a
 * value afterwards by recursion (JSON.stringify, validators, the SDK's serializers) dies of it at some thousand levels.
 */
export function isNestedDeeperThan(value: unknown, levels: number): boolean {
  let level: readonly object[] = isContainer(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > levels) return true;
    level = level.flatMap((container) => Object.values(container).filter(isContainer));
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
