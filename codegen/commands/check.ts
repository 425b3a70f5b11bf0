import { relative, resolve, sep } from 'node:path';
import { releaseFindings } from '../compat/release-gate.ts';
import { diagnostic, hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostics.ts';
import { referenceDrift } from '../docs/write-reference.ts';
import { parseWithAsyncapi } from '../load/asyncapi-parser.ts';
import { findDocument } from '../load/find-document.ts';
import { locate } from '../load/position.ts';
import { releasedModel } from '../load/released.ts';
import { loadSources, readFrom, type SourceSet } from '../load/source-set.ts';
import { readCache, sha256, writeCache } from '../output/cache.ts';
import { findDrift } from '../output/folder.ts';
import { isReference } from '../output/reference-folder.ts';
import { generate } from '../pipeline.ts';
import type { ImportStyle } from '../print/module-text.ts';
import { report, reportFormats } from '../print/report.ts';
import { choiceOf, parseArguments, textOf } from './arguments.ts';
import type { Command } from './command.ts';
import { styleFor } from './generate.ts';

export interface CheckOptions {
  readonly schemas: string;
  readonly document: string;
  readonly out: string;
  readonly style: ImportStyle;
}

/** Everything that a commit must satisfy: valid document, house rules, a version that has risen with what has changed since the release, fresh `generated/`. File names are relative to the schema folder; those of generated files to `out`. */
export async function check({
  schemas,
  document,
  out,
  style,
}: CheckOptions): Promise<{ readonly source: readonly Diagnostic[]; readonly generated: readonly Diagnostic[] }> {
  const read = readFrom(schemas);
  const { files, diagnostics, model } = await generate(document, read, style, true);
  const sources = loadSources(document, read);
  // The official parser reports what is wrong in an external file at the root's reference, several times: it has the last
  // word on a document that we find nothing wrong with.
  const official = 'code' in sources || hasErrors(diagnostics) ? [] : await officialFindings(schemas, sources);
  const released = model === undefined || hasErrors(diagnostics) ? undefined : releasedModel(schemas);
  const gate = model === undefined || released === undefined || 'code' in sources ? [] : locate(releaseFindings(released, model), sources.files);
  const source = sortDiagnostics([...diagnostics, ...official, ...gate]);
  if (hasErrors(source)) return { source, generated: [] };
  const [own, reference] = [findDrift(out, files, (path) => !isReference(path)), model === undefined ? undefined : referenceDrift(model, out)];
  const drift = {
    missing: [...own.missing, ...(reference?.missing ?? [])],
    changed: [...own.changed, ...(reference?.changed ?? [])],
    stale: [...own.stale, ...(reference?.stale ?? [])],
  };
  const stale = (path: string, message: string): Diagnostic => ({ ...diagnostic('generated-stale', { file: path, pointer: '' }, message), line: 1, column: 1 });
  return {
    source,
    generated: [
      ...drift.missing.map((path) => stale(path, `"${path}" is missing`)),
      ...drift.changed.map((path) => stale(path, `"${path}" is not what the schemas say`)),
      ...drift.stale.map((path) => stale(path, `nothing generates "${path}" any more`)),
    ],
  };
}

/** The official parser's findings, cached by the content of everything it read. */
async function officialFindings(schemas: string, sources: SourceSet): Promise<readonly Diagnostic[]> {
  const key = sha256(
    [...sources.files.values()]
      .map((file) => `${file.path}\0${file.text}`)
      .sort()
      .join('\0'),
  );
  const name = `asyncapi-parser-${key.slice(0, 16)}.json`;
  const known = readCache<readonly Diagnostic[]>(name);
  if (known !== undefined) return known;
  const found = await parseWithAsyncapi(schemas, sources);
  writeCache(name, found);
  return found;
}

export const checkCommand: Command = {
  help: `Usage: check [--schemas DIR|FILE] [--out DIR] [--format text|json|github|sarif] [--strict]

Checks the document and its rules, and that the output folder is what the schemas say. Writes nothing.
Exits 1 when there is an error (with --strict: or a warning).
`,
  async run(args, output) {
    const { flags } = parseArguments(
      args,
      { schemas: { type: 'string' }, out: { type: 'string' }, format: { type: 'string' }, strict: { type: 'boolean' } },
      { most: 0, name: 'arguments' },
    );
    const format = choiceOf(flags, 'format', reportFormats, 'text');
    const given = textOf(flags, 'schemas');
    const { folder, document } = findDocument(resolve(output.cwd, given ?? 'schemas'));
    const out = resolve(output.cwd, textOf(flags, 'out') ?? 'generated');
    const { source, generated } = await check({ schemas: folder, document, out, style: styleFor(out, given === undefined) });
    const name = (path: string): string => relative(output.cwd, path).split(sep).join('/');
    const all = [...within(name(folder), source), ...within(name(out), generated)];
    output.out(report(all, format, ''));
    const errors = all.filter((one) => one.severity === 'error').length;
    const warnings = all.filter((one) => one.severity === 'warning').length;
    if (format === 'text') output.out(errors + warnings === 0 ? 'all is well\n' : `${errors} errors, ${warnings} warnings\n`);
    return errors > 0 || (flags['strict'] === true && warnings > 0) ? 1 : 0;
  },
};

function within(folder: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.map((one) => ({ ...one, file: folder === '' ? one.file : `${folder}/${one.file}` }));
}
