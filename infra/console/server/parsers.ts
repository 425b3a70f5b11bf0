import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import manifest from '../../../generated/manifest.json' with { type: 'json' };

type Parser = (input: unknown) => Parsed<unknown>;

const loaded = new Map<string, Promise<Parser>>();

/** The generated parser of an event or message by its name in the contracts; loaded at first use. */
export function parserOf(name: string): Promise<Parser> {
  let parser = loaded.get(name);
  if (parser === undefined) {
    parser = load(name);
    loaded.set(name, parser);
  }
  return parser;
}

async function load(name: string): Promise<Parser> {
  const entry = [...manifest.events, ...manifest.messages].find((one) => one.name === name);
  if (entry === undefined) throw new Error(`the manifest has no event or message "${name}": run "npm run generate"`);
  const module = (await import(new URL(`../../../generated/${entry.validator}`, import.meta.url).href)) as Readonly<Record<string, Parser | undefined>>;
  const parser = module[entry.parser];
  if (parser === undefined) throw new Error(`generated/${entry.validator} has no "${entry.parser}": run "npm run generate"`);
  return parser;
}
