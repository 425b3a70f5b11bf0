import { relative, resolve, sep } from 'node:path';
import { hasErrors, sortDiagnostics } from '../diagnostics.ts';
import { writeReference } from '../docs/write-reference.ts';
import { findDocument } from '../load/find-document.ts';
import { locate } from '../load/position.ts';
import { loadSources, readFrom } from '../load/source-set.ts';
import { buildModel } from '../model/build-model.ts';
import { report } from '../print/report.ts';
import { parseArguments, textOf } from './arguments.ts';
import type { Command } from './command.ts';

export const docsCommand: Command = {
  help: `Usage: docs [--schemas DIR|FILE] [--out DIR]

Writes the reference: a Markdown page for each event, message, table and agent, with fields, limits, examples, producers
and consumers; an index with a diagram of what starts what; and reference.json with the same content.

  --schemas DIR|FILE  folder with asyncapi.yaml (or .yml, .json), or the document itself (default schemas)
  --out DIR           output folder; files in it that are not part of the reference are deleted (default generated/reference)
`,
  async run(args, output) {
    const { flags } = parseArguments(args, { schemas: { type: 'string' }, out: { type: 'string' } }, { most: 0, name: 'arguments' });
    const source = findDocument(resolve(output.cwd, textOf(flags, 'schemas') ?? 'schemas'));
    const out = resolve(output.cwd, textOf(flags, 'out') ?? 'generated/reference');
    const sources = loadSources(source.document, readFrom(source.folder));
    const built = 'code' in sources ? undefined : buildModel(sources);
    const diagnostics = 'code' in sources ? [sources] : sortDiagnostics(locate(built?.diagnostics ?? [], sources.files));
    if (built === undefined || hasErrors(diagnostics)) {
      output.err(report(diagnostics, 'text', relative(output.cwd, source.folder).split(sep).join('/')));
      return 1;
    }
    const { drift, pageCount } = writeReference(built.model, out);
    const written = drift.missing.length + drift.changed.length;
    output.out(
      written + drift.stale.length === 0 ? `${pageCount} pages, all up to date\n` : `${pageCount} pages: ${written} written, ${drift.stale.length} deleted\n`,
    );
    return 0;
  },
};
