import { hasErrors, sortDiagnostics, type Diagnostic } from './diagnostics.ts';
import { emitClients } from './emit/clients.ts';
import { emitContracts } from './emit/contracts.ts';
import { emitManifest } from './emit/manifest.ts';
import { emitRuntime } from './emit/runtime.ts';
import { emitTypes } from './emit/types.ts';
import { emitValidators } from './emit/validators.ts';
import { locate } from './load/position.ts';
import { runtimeSource } from './load/runtime-source.ts';
import { loadSources, type ReadText } from './load/source-set.ts';
import { buildModel } from './model/build-model.ts';
import type { Model } from './model/model.ts';
import type { GeneratedFile } from './print/generated-file.ts';
import type { ImportStyle } from './print/module-text.ts';
import { runAlways } from './rules/always.ts';

export interface Generation {
  /** Sorted by path; empty when there are errors. */
  readonly files: readonly GeneratedFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined when the document could not be read at all. */
  readonly model: Model | undefined;
}

/** load → model → rules → emit; `house` adds the lint rules. A pure function of the sources: no clock, no disk but `read`, the same bytes everywhere. */
export async function generate(document: string, read: ReadText, style: ImportStyle, house = false): Promise<Generation> {
  const sources = loadSources(document, read);
  if ('code' in sources) return { files: [], diagnostics: [sources], model: undefined };
  const { model, document: structure, diagnostics } = buildModel(sources);
  const context = { model, document: structure, sources };
  const always = [...diagnostics, ...runAlways({ ...context, isSound: !hasErrors(diagnostics) })];
  const isSound = !hasErrors(always);
  const all = [...always, ...(house ? (await import('./rules/house.ts')).runHouse({ ...context, isSound }) : [])];
  const found = sortDiagnostics(locate(all, sources.files));
  if (hasErrors(found)) return { files: [], diagnostics: found, model };

  // loaded when needed: a document without tables does not pay for them, and only `check` for the house rules
  const tables = model.entities.length > 0 ? await (await import('./emit/tables.ts')).emitTables(model, style) : [];
  const files = [
    ...tables,
    ...(await emitTypes(model, style, new Set(model.entities.map((entity) => entity.module)))),
    ...emitValidators(model, style),
    ...emitClients(model, style),
    ...(model.contracts.functions.length > 0 ? [emitContracts(model, style)] : []),
  ];
  const runtime = style.runtime === 'runtime' ? emitRuntime(files, runtimeSource) : [];
  const everything = [...files, ...runtime, emitManifest(model, files)];
  return { files: everything.sort((a, b) => (a.path < b.path ? -1 : 1)), diagnostics: found, model };
}
