import { isSchemaObject, listKeywords, mapKeywords, mapSubschemas, singleKeywords, type Schema, type SchemaKey } from '../model/schema.ts';
import { references } from '../model/schema-store.ts';
import type { Change, CompatibilityMode } from './change.ts';
import { compareSchemas, type Comparison, type Side } from './compare-schemas.ts';

/** What a change of a schema means for those who write values and those who read them. The first break of a kind comes with a value that proves it, when one is found. */
export function* schemaChanges(
  subject: string,
  before: Side,
  after: Side,
  mode: CompatibilityMode,
  place: { readonly file: string; readonly pointer: string },
  { producers, consumers }: { readonly producers: readonly string[]; readonly consumers: readonly string[] },
): Generator<Change> {
  const comparison = compareSchemas(before, after);
  for (const direction of ['backward', 'forward'] as const) {
    const isBreak = mode === direction || mode === 'full';
    for (const [index, { rule, pointer, message }] of comparison[direction].entries()) {
      yield {
        subject,
        rule: direction === 'backward' ? rule : `${rule} (reading back)`,
        verdict: isBreak ? 'major' : 'minor',
        message: direction === 'backward' ? message : `readers written before refuse some values: ${asConstant(message)}`,
        file: place.file,
        pointer: place.pointer + pointer,
        affected: direction === 'backward' ? producers : consumers,
        ...(isBreak && index === 0 && proofOf(comparison, direction)),
      };
    }
  }
  if (comparison.backward.length + comparison.forward.length > 0) return;
  const change = { subject, file: place.file, pointer: place.pointer, affected: consumers };
  if (textOf(before, ['default']) !== textOf(after, ['default']))
    yield { ...change, rule: 'default-changed', verdict: 'minor', message: 'a default is another one' };
  else if (textOf(before, ['title', 'description', 'deprecated', 'examples']) !== textOf(after, ['title', 'description', 'deprecated', 'examples']))
    yield { ...change, rule: 'annotation-changed', verdict: 'patch', message: 'a title, description, example or deprecation is another one' };
}

/** What a message says of a change, said of the schema that it leads to: an old reader has not changed. */
function asConstant(message: string): string {
  return message
    .replace(/^was (.*), is (.*)$/, 'they must be $2')
    .replace(/ (?:rose|fell) from .* to (.*)$/, ' is $1')
    .replace(' no longer ', ' not ')
    .replace('is now required', 'is required')
    .replace(/\bnow (?=needs)|(?<=must )now /, '')
    .replace('could be anything before', 'is not anything');
}

function proofOf(comparison: Comparison, direction: 'backward' | 'forward'): { readonly counterexample?: unknown } {
  const found = comparison.example(direction);
  return found === undefined ? {} : { counterexample: found.value };
}

const holders: ReadonlySet<string> = new Set([...singleKeywords, ...listKeywords, ...mapKeywords]);

type Annotation = 'title' | 'description' | 'deprecated' | 'examples' | 'default';

/** Some annotations of all that a schema reaches, as text. */
function textOf({ schema, get }: Side, keywords: readonly Annotation[]): string {
  const seen = new Set<SchemaKey>();
  const lines: string[] = [];
  const only = (one: Schema): Schema => {
    if (!isSchemaObject(one)) return true;
    // of what has no annotations in it, "enum" or "x-table", a change is told elsewhere
    const inner = Object.fromEntries(Object.entries(mapSubschemas(one, only)).filter(([keyword]) => holders.has(keyword)));
    return { ...inner, ...Object.fromEntries(keywords.flatMap((keyword) => (one[keyword] === undefined ? [] : [[keyword, one[keyword]]]))) };
  };
  const visit = (one: Schema, name: string): void => {
    lines.push(`${name} ${JSON.stringify(only(one))}`);
    for (const key of references(one))
      if (!seen.has(key)) {
        seen.add(key);
        visit(get(key), key);
      }
  };
  visit(schema, '');
  return lines.join('\n');
}
