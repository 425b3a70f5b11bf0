import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Verdict } from '../compat/change.ts';
import { compareModels, compatibilityModes, type Change, type CompatibilityMode, type ModelComparison } from '../compat/compare-models.ts';
import { compareSchemas } from '../compat/compare-schemas.ts';
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
  const { backward, forward } = compareSchemas(
    { schema: { $ref: left.key }, get: (key) => left.store.get(key) },
    { schema: { $ref: right.key }, get: (key) => right.store.get(key) },
  );
  const late = [...left.store.diagnostics, ...right.store.diagnostics];
  if (hasErrors(late)) return { comparison: undefined, diagnostics: late };
  const { file } = placeOf(right.key);
  const changes: Change[] = [
    ...backward.map((one): Change => ({ subject: 'schema', ...one, verdict: mode === 'forward' ? 'minor' : 'major', file, affected: ['producers'] })),
    ...forward.map((one): Change => ({
      subject: 'schema',
      ...one,
      rule: `${one.rule} (reading back)`,
      message: `before the change: ${one.message}`,
      verdict: mode === 'backward' ? 'minor' : 'major',
      file,
      affected: ['consumers'],
    })),
  ];
  const verdict = (['major', 'minor', 'patch'] as const).find((one) => changes.some((change) => change.verdict === one));
  return { comparison: { changes, verdict }, diagnostics };
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
    return { kind: 'document', model, diagnostics: locate(diagnostics, sources.files) };
  }
  const store = new SchemaStore(sources);
  const key = keyOf(document, '');
  store.reachable([key]);
  return { kind: 'schema', key, store, diagnostics: locate(store.diagnostics, sources.files) };
}

export const diffCommand: Command = {
  help: `Usage: diff [BASE] [--schemas DIR|FILE] [--mode backward|forward|full] [--format text|json]

What changed against BASE: a folder, a file (an AsyncAPI document or a JSON Schema) or a git ref;
without BASE against the last release, schemas/released.

  --mode backward  what was valid stays valid: new readers read old data (default)
         forward   what is valid now was valid before: old readers read new data
         full      both

Each change has a verdict, major, minor or patch. Exits 1 when there is a major one.
`,
  async run(args, output) {
    const { flags, positionals } = parseArguments(
      args,
      { schemas: { type: 'string' }, mode: { type: 'string' }, format: { type: 'string' } },
      { most: 1, name: 'bases' },
    );
    const mode = choiceOf(flags, 'mode', compatibilityModes, 'backward');
    const format = choiceOf(flags, 'format', ['text', 'json'] as const, 'text');
    const found = findDocument(resolve(output.cwd, textOf(flags, 'schemas') ?? 'schemas'));
    const base = positionals[0] ?? join(found.folder, 'released');
    if (positionals[0] === undefined && !existsSync(base)) throw new UsageError('there is no release to compare with: say BASE, a folder, a file or a git ref');
    const before = findBaseline(base, output.cwd, found);
    if (before === undefined) throw new UsageError(`"${base}" is neither a file, a folder nor a git ref`);
    const { comparison, diagnostics } = diff(before, { document: found.document, read: readFrom(found.folder) }, mode);
    if (comparison === undefined) {
      output.err(report(diagnostics, 'text', ''));
      return 1;
    }
    output.out(
      format === 'json'
        ? `${JSON.stringify({ mode, verdict: comparison.verdict ?? 'none', changes: comparison.changes }, undefined, 2)}\n`
        : asText(comparison, mode),
    );
    return comparison.verdict === 'major' ? 1 : 0;
  },
};

const order: readonly Verdict[] = ['major', 'minor', 'patch'];

function asText({ changes, verdict }: ModelComparison, mode: CompatibilityMode): string {
  if (verdict === undefined) return 'nothing changed that anybody could notice\n';
  const lines = order.flatMap((rank) =>
    changes
      .filter((change) => change.verdict === rank)
      .map(
        (change) =>
          `${rank.padEnd(5)}  ${change.subject}: ${change.message} (${change.rule})\n       ${change.file}${change.pointer === '' ? '' : `#${change.pointer}`}${change.affected.length === 0 ? '' : `, affects ${change.affected.join(', ')}`}\n`,
      ),
  );
  return `${lines.join('')}verdict: ${verdict}${verdict === 'major' ? `, not ${mode} compatible` : `, ${mode} compatible`}\n`;
}
