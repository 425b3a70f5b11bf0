/** The first place where two JSON values differ, and how much they do. */
export interface Difference {
  /** For instance `messages[2].content[0].text`; empty for the whole. */
  readonly path: string;
  /** What was recorded, and what was found instead, as JSON, clipped. */
  readonly expected: string;
  readonly found: string;
  /** Places that differ. */
  readonly places: number;
}

/** Undefined when the values are equal; the order of an object's members does not matter. */
export function differenceOf(expected: unknown, found: unknown): Difference | undefined {
  const places: Place[] = [];
  compare('', expected, found, places);
  const [first] = places;
  return first === undefined ? undefined : { ...first, places: places.length };
}

type Place = Omit<Difference, 'places'>;

const SHOWN = 120;

function compare(path: string, expected: unknown, found: unknown, places: Place[]): void {
  if (Object.is(expected, found)) return;
  if (Array.isArray(expected) && Array.isArray(found)) {
    const [before, now] = [byName(expected), byName(found)];
    if (before !== undefined && now !== undefined && [...before.keys()].join() !== [...now.keys()].join()) {
      compareNamed(path, before, now, places);
      return;
    }
    for (let index = 0; index < Math.max(expected.length, found.length); index++) compare(`${path}[${index}]`, expected[index], found[index], places);
    return;
  }
  if (isObject(expected) && isObject(found)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(found)]))
      compare(path === '' ? key : `${path}.${key}`, expected[key], found[key], places);
    return;
  }
  if (typeof expected === 'string' && typeof found === 'string') places.push({ path, ...around(expected, found) });
  else places.push({ path, expected: shown(expected), found: shown(found) });
}

/** Items that are named (tools), by name: one more among them would else look as if all behind it had changed. */
function byName(items: readonly unknown[]): ReadonlyMap<string, unknown> | undefined {
  const named = new Map(items.flatMap((item) => (isObject(item) && typeof item['name'] === 'string' ? [[item['name'], item] as const] : [])));
  return named.size === items.length && named.size > 0 ? named : undefined;
}

function compareNamed(path: string, expected: ReadonlyMap<string, unknown>, found: ReadonlyMap<string, unknown>, places: Place[]): void {
  const before = places.length;
  for (const name of new Set([...found.keys(), ...expected.keys()])) compare(`${path}[${JSON.stringify(name)}]`, expected.get(name), found.get(name), places);
  const order = (items: ReadonlyMap<string, unknown>): string => shown([...items.keys()]);
  if (places.length === before) places.push({ path, expected: order(expected), found: order(found) });
}

/** Two long texts from shortly before where they part. */
function around(expected: string, found: string): Pick<Place, 'expected' | 'found'> {
  let at = 0;
  while (at < expected.length && expected[at] === found[at]) at += 1;
  const from = Math.max(0, at - 20);
  const part = (text: string): string => `${from > 0 ? '…' : ''}${JSON.stringify(text.slice(from, from + SHOWN))}${text.length > from + SHOWN ? '…' : ''}`;
  return { expected: part(expected), found: part(found) };
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
