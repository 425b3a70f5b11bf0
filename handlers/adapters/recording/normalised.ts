import { mapTexts } from './redacted.ts';

/**
 * A request without what differs from run to run: points in time and generated ids become placeholders; ids of tool uses,
 * which pair uses with results, are numbered by their first appearance. Dates alone are content and stay.
 */
export function normalised(request: unknown): unknown {
  const plain: unknown = JSON.parse(JSON.stringify(request));
  const uses = new Map<string, string>();
  collectUseIds(plain, uses);
  return mapTexts(plain, (text) => uses.get(text) ?? steady(text));
}

const VOLATILE: readonly (readonly [RegExp, string])[] = [
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?/gu, '<time>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/giu, '<uuid>'],
  [/\bo-[A-Za-z0-9_-]{10,62}/gu, '<orchestration>'],
  [/\b1[6-9]\d{11}\b/gu, '<milliseconds>'],
];

function steady(text: string): string {
  return VOLATILE.reduce((rest, [pattern, placeholder]) => rest.replaceAll(pattern, placeholder), text);
}

function collectUseIds(value: unknown, found: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (key === 'toolUseId' && typeof item === 'string') found.set(item, found.get(item) ?? `<use ${found.size + 1}>`);
    else collectUseIds(item, found);
  }
}
