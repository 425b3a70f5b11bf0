import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compatibilityModes, type Change, type CompatibilityMode, type Verdict } from '../compat/change.ts';
import { compareModels, type ModelComparison } from '../compat/compare-models.ts';
import type { Side } from '../compat/compare-schemas.ts';
import { schemaChanges } from '../compat/schema-changes.ts';
import { hasErrors, type Diagnostic } from '../diagnostics.ts';
import { findBaseline, type Baseline } from '../load/baseline.ts';
import { findDocument } from '../load/find-document.ts';
import { locate } from '../load/position.ts';
import { loadSources, readFrom } from '../load/source-set.ts';
import { buildModel } from '../model/build-model.ts';
import { isObject } from '../model/json.ts';
import type { Model } from '../model/model.ts';
import { keyOf, placeOf, type SchemaKey } from '../model/schema.ts';
import { SchemaStore } from '../model/schema-store.ts';
import { report } from '../print/report.ts';
import { unsupportedSchemas } from '../rules/supported-schema.ts';
import { choiceOf, parseArguments, textOf } from './arguments.ts';
import { UsageError, type Command } from './command.ts';

type Loaded =
  | { readonly kind: 'document'; readonly model: Model; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'schema'; readonly key: SchemaKey; readonly store: SchemaStore; readonly diagnostics: readonly Diagnostic[] };

/** Compares two states of a document, or two plain JSON Schema files. Diagnostics are those of whichever side cannot be read. */
export function diff(
  before: Baseline,
  after: Baseline,
  mode: CompatibilityMode,
): { readonly comparison: ModelComparison | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const left = load(before);
  const right = load(after);
  const diagnostics = [...left.diagnostics, ...right.diagnostics];
  if (hasErrors(diagnostics)) return { comparison: undefined, diagnostics };
  if (left.kind === 'document' && right.kind === 'document') return { comparison: compareModels(left.model, right.model, mode), diagnostics };
  if (left.kind !== 'schema' || right.kind !== 'schema') throw new UsageError('one side is an AsyncAPI document, the other a JSON Schema');
  const side = (one: Extract<Loaded, { kind: 'schema' }>): Side => ({ schema: { $ref: one.key }, get: (key) => one.store.get(key) });
  const changes = [...schemaChanges('schema', side(left), side(right), mode, placeOf(right.key), { producers: ['producers'], consumers: ['consumers'] })];
  const late = [...left.store.diagnostics, ...right.store.diagnostics];
  if (hasErrors(late)) return { comparison: undefined, diagnostics: late };
  return { comparison: { changes, verdict: greatest(changes) }, diagnostics };
}

/** Compares with each of a series of releases: what breaks against any of them is a break. Each change is told once, for the nearest that it shows against. */
export function diffTransitively(bases: readonly Baseline[], after: Baseline, mode: CompatibilityMode): ReturnType<typeof diff> {
  const changes = new Map<string, Change>();
  const found: Diagnostic[] = [];
  for (const base of bases) {
    const { comparison, diagnostics } = diff(base, after, mode);
    if (comparison === undefined) return { comparison: undefined, diagnostics };
    found.push(...diagnostics);
    for (const change of comparison.changes) {
      const key = JSON.stringify([change.subject, change.rule, change.pointer, change.message]);
      if (!changes.has(key))
        changes.set(key, bases.length === 1 ? change : { ...change, message: `${change.message} (against ${base.name ?? base.document})` });
    }
  }
  const all = [...changes.values()];
  return { comparison: { changes: all, verdict: greatest(all) }, diagnostics: found };
}

function greatest(changes: readonly Change[]): Verdict | undefined {
  return order.find((one) => changes.some((change) => change.verdict === one));
}

function load({ document, read }: Baseline): Loaded {
  const sources = loadSources(document, read);
  if ('code' in sources)
    return {
      kind: 'schema',
      key: keyOf(document, ''),
      store: new SchemaStore({ root: { path: document, text: '', data: {} }, files: new Map(), failures: new Map() }),
      diagnostics: [sources],
    };
  if (isObject(sources.root.data) && sources.root.data['asyncapi'] !== undefined) {
    const { model, diagnostics } = buildModel(sources);
    const unsupported = unsupportedSchemas(
      [...model.declarations.values()].map((one) => one.key),
      model.schemas,
    );
    return { kind: 'document', model, diagnostics: locate([...diagnostics, ...unsupported], sources.files) };
  }
  const store = new SchemaStore(sources);
  const key = keyOf(document, '');
  const unsupported = [...unsupportedSchemas(store.reachable([key]), (one) => store.get(one))];
  return { kind: 'schema', key, store, diagnostics: locate([...store.diagnostics, ...unsupported], sources.files) };
}

const modes = compatibilityModes.flatMap((mode) => [mode, `${mode}-transitive`] as const);

export const diffCommand: Command = {
  help: `Usage: diff [BASE…] [--schemas DIR|FILE] [--mode MODE] [--format text|json]

What changed against BASE: a folder, a file (an AsyncAPI document or a JSON Schema) or a git ref;
without BASE against the last release, schemas/released.

  --mode backward  what was valid stays valid: new readers read old data (default)
         forward   what is valid now was valid before: old readers read new data
         full      both
         backward-transitive, forward-transitive, full-transitive
                   the same against each of a series: all BASEs given, the nearest first, or without BASE
                   schemas/released and the folders in it

Each change has a verdict, major, minor or patch; a break comes with a value that proves it, when one is found.
A response (an agent's output, the reply of an operation that receives) is read by others, so for it the directions are exchanged.
Exits 1 when there is a major change.
`,
  async run(args, output) {
    const { flags, positionals } = parseArguments(
      args,
      { schemas: { type: 'string' }, mode: { type: 'string' }, format: { type: 'string' } },
      { most: Infinity, name: 'bases' },
    );
    const chosen = choiceOf(flags, 'mode', modes, 'backward');
    const isTransitive = chosen.endsWith('-transitive');
    const mode = compatibilityModes.find((one) => chosen.startsWith(one)) ?? 'backward';
    const format = choiceOf(flags, 'format', ['text', 'json'] as const, 'text');
    if (positionals.length > 1 && !isTransitive) throw new UsageError(`several bases need --mode ${mode}-transitive`);
    const found = findDocument(resolve(output.cwd, textOf(flags, 'schemas') ?? 'schemas'));
    const named = positionals.length > 0 ? positionals : releases(found.folder, isTransitive);
    if (named.length === 0) throw new UsageError('there is no release to compare with: say BASE, a folder, a file or a git ref');
    const bases = named.map((base) => {
      const one = findBaseline(base, output.cwd, found);
      if (one === undefined) throw new UsageError(`"${base}" is neither a file, a folder nor a git ref`);
      return { ...one, name: base };
    });
    const { comparison, diagnostics } = diffTransitively(bases, { document: found.document, read: readFrom(found.folder) }, mode);
    if (comparison === undefined) {
      output.err(report(diagnostics, 'text', ''));
      return 1;
    }
    output.out(
      format === 'json'
        ? `${JSON.stringify({ mode: chosen, verdict: comparison.verdict ?? 'none', changes: comparison.changes }, undefined, 2)}\n`
        : asText(comparison, chosen),
    );
    return comparison.verdict === 'major' ? 1 : 0;
  },
};

/** The released baseline, and for a series also those in folders of it, the newest name first. */
function releases(folder: string, isTransitive: boolean): readonly string[] {
  const released = join(folder, 'released');
  if (!existsSync(released)) return [];
  const hasDocument = (path: string): boolean => existsSync(join(path, findDocument(path).document));
  const inside = isTransitive ? readdirSync(released, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])) : [];
  const older = inside.sort((a, b) => b.localeCompare(a, 'en', { numeric: true })).map((name) => join(released, name));
  return [released, ...older].filter(hasDocument);
}

const order: readonly Verdict[] = ['major', 'minor', 'patch'];

function asText({ changes, verdict }: ModelComparison, mode: string): string {
  if (verdict === undefined) return 'nothing changed that anybody could notice\n';
  const lines = order.flatMap((rank) =>
    changes
      .filter((change) => change.verdict === rank)
      .map(
        (change) =>
          `${rank.padEnd(5)}  ${change.subject}: ${change.message} (${change.rule})\n       ${change.file}${change.pointer === '' ? '' : `#${change.pointer}`}${change.affected.length === 0 ? '' : `, affects ${change.affected.join(', ')}`}\n${change.counterexample === undefined ? '' : `       for instance ${shortened(change.counterexample)}\n`}`,
      ),
  );
  return `${lines.join('')}verdict: ${verdict}${verdict === 'major' ? `, not ${mode} compatible` : `, ${mode} compatible`}\n`;
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 297)}...` : text;
}
