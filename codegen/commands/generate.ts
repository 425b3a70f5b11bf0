import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { hasErrors, type Diagnostic } from '../diagnostics.ts';
import { readFrom, type ReadText } from '../load/source-set.ts';
import { findDocument } from '../load/find-document.ts';
import { findDrift, writeDrift, type Drift } from '../output/folder.ts';
import { isReference, referenceFolder } from '../output/reference-folder.ts';
import { isUnchanged, rememberGeneration } from '../output/unchanged.ts';
import type { ImportStyle } from '../print/module-text.ts';
import { report, reportFormats } from '../print/report.ts';
import { choiceOf, parseArguments, textOf } from './arguments.ts';
import type { Command, ExitCode } from './command.ts';

export interface GenerateOptions {
  /** Folder with the document. */
  readonly schemas: string;
  /** The document's path below it. */
  readonly document: string;
  readonly out: string;
  readonly style: ImportStyle;
}

export interface GenerateOutcome {
  readonly diagnostics: readonly Diagnostic[];
  /** What was written and deleted; undefined when errors kept anything from being written. */
  readonly drift: Drift | undefined;
  readonly fileCount: number;
}

/** Generates into `out`: writes only what changed, deletes what nothing generates any more. */
export async function generateTo({ schemas, document, out, style }: GenerateOptions): Promise<GenerateOutcome> {
  const styleKey = JSON.stringify(style);
  const known = isUnchanged(schemas, document, out, styleKey);
  if (known !== undefined) return { diagnostics: known.diagnostics, drift: { missing: [], changed: [], stale: [] }, fileCount: known.fileCount };
  // loaded only now: an unchanged run need not pay for Ajv and json-schema-to-typescript
  const { generate } = await import('../pipeline.ts');
  const inputs = new Map<string, string>();
  const { files, diagnostics, model } = await generate(document, recording(readFrom(schemas), inputs), style);
  if (hasErrors(diagnostics)) return { diagnostics, drift: undefined, fileCount: 0 };
  const drift = findDrift(out, files, (path) => !isReference(path));
  writeDrift(out, files, drift);
  if (model !== undefined && existsSync(join(out, referenceFolder))) {
    const { writeReference } = await import('../docs/write-reference.ts');
    writeReference(model, join(out, referenceFolder));
  }
  rememberGeneration(schemas, document, out, styleKey, inputs, files, diagnostics);
  return { diagnostics, drift, fileCount: files.length };
}

/** Remembers what was read. */
function recording(read: ReadText, into: Map<string, string>): ReadText {
  return (path) => {
    const text = read(path);
    if (text !== undefined) into.set(path, text);
    return text;
  };
}

/** The style for an output folder: ours runs as it is by type stripping; others compile under any settings and bring the runtime along. */
export function styleFor(out: string, isOwn: boolean): ImportStyle {
  if (!isOwn) return { extension: 'js', runtime: 'runtime', runtimeExtension: 'js' };
  const runtime = resolve(import.meta.dirname, '..', 'runtime');
  return { extension: 'ts', runtime: relative(resolve(out), runtime).split(sep).join('/'), runtimeExtension: 'ts' };
}

export const generateCommand: Command = {
  help: `Usage: generate [--schemas DIR|FILE] [--out DIR] [--format text|json|github|sarif] [--watch]

Generates types, validators, clients, table models and contracts from an AsyncAPI 3 document.
Without options: schemas/ → generated/. With --schemas, --out says where to (default: generated below it).
Nothing is fetched: what stands at a URL is read from its copy in the schema folder, remote/<host>/<path>.

  --schemas DIR|FILE  folder with asyncapi.yaml (or .yml, .json), or the document itself
  --out DIR           output folder; files in it that nothing generates any more are deleted
  --format FORMAT     how findings are printed (default text)
  --watch             go on: generate again whenever a schema changes, until interrupted
`,
  async run(args, output) {
    const { flags } = parseArguments(
      args,
      { schemas: { type: 'string' }, out: { type: 'string' }, format: { type: 'string' }, watch: { type: 'boolean' } },
      { most: 0, name: 'arguments' },
    );
    const format = choiceOf(flags, 'format', reportFormats, 'text');
    const given = textOf(flags, 'schemas');
    const source = findDocument(resolve(output.cwd, given ?? 'schemas'));
    const out = resolve(output.cwd, textOf(flags, 'out') ?? 'generated');
    const options = { schemas: source.folder, document: source.document, out, style: styleFor(out, given === undefined) };
    const tell = ({ diagnostics, drift, fileCount }: GenerateOutcome): ExitCode => {
      const text = report(diagnostics, format, relative(output.cwd, source.folder).split(sep).join('/'));
      if (format === 'text') output.err(text);
      else output.out(text);
      if (drift === undefined) {
        if (format === 'text') output.err('nothing was written\n');
        return 1;
      }
      if (format === 'text') output.out(summaryOf(fileCount, drift));
      return 0;
    };
    if (flags['watch'] !== true) return tell(await generateTo(options));

    const { watchAndGenerate } = await import('./watch.ts');
    const watching = watchAndGenerate(options, (outcome, milliseconds) => {
      if ('failure' in outcome)
        output.err(`generation failed: ${outcome.failure instanceof Error ? (outcome.failure.stack ?? outcome.failure.message) : String(outcome.failure)}\n`);
      else tell(outcome);
      output.err(`${Math.round(milliseconds)} ms; watching ${relative(output.cwd, source.folder) || '.'} (Ctrl-C ends)\n`);
    });
    await new Promise<void>((resolveEnd) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolveEnd());
    });
    await watching.close();
    return 0;
  },
};

function summaryOf(count: number, drift: Drift): string {
  const written = drift.missing.length + drift.changed.length;
  if (written + drift.stale.length === 0) return `${count} files, all up to date\n`;
  return `${count} files: ${drift.missing.length} new, ${drift.changed.length} changed, ${drift.stale.length} deleted\n`;
}
