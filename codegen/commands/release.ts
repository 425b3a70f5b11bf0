import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { releaseFindings } from '../compat/release-gate.ts';
import { hasErrors } from '../diagnostics.ts';
import { findDocument } from '../load/find-document.ts';
import { locate } from '../load/position.ts';
import { releasedFolder, releasedModel } from '../load/released.ts';
import { loadSources, readFrom } from '../load/source-set.ts';
import { buildModel } from '../model/build-model.ts';
import { report } from '../print/report.ts';
import { parseArguments, textOf } from './arguments.ts';
import type { Command } from './command.ts';
import { createDirectory } from '../output/create-directory.ts';

export const releaseCommand: Command = {
  help: `Usage: release [--schemas DIR|FILE]

Keeps the document and its schemas as they are now in schemas/released: what diff, check and the SDK's changelog compare
with. The release before moves to schemas/released/<its version>. Refuses a version that has not risen as far as the
changes ask for.
`,
  async run(args, output) {
    const { flags } = parseArguments(args, { schemas: { type: 'string' } }, { most: 0, name: 'arguments' });
    const source = findDocument(resolve(output.cwd, textOf(flags, 'schemas') ?? 'schemas'));
    const sources = loadSources(source.document, readFrom(source.folder));
    const built = 'code' in sources ? undefined : buildModel(sources);
    const before = releasedModel(source.folder);
    const gate = built === undefined || before === undefined ? [] : releaseFindings(before, built.model);
    const diagnostics = 'code' in sources ? [sources] : locate([...(built?.diagnostics ?? []), ...gate], sources.files);
    if (built === undefined || 'code' in sources || hasErrors(diagnostics)) {
      output.err(report(diagnostics, 'text', relative(output.cwd, source.folder).split(sep).join('/')));
      return 1;
    }
    const folder = join(source.folder, releasedFolder);
    if (before !== undefined) archive(folder, before.version, built.model.version);
    for (const [path, { text }] of sources.files) {
      createDirectory(dirname(join(folder, path)));
      writeFileSync(join(folder, path), text);
    }
    output.out(`${built.model.title} ${built.model.version}: ${sources.files.size} files in ${relative(output.cwd, folder).split(sep).join('/')}\n`);
    return 0;
  },
};

/** Moves the release before out of the way; the same version again replaces it. */
function archive(folder: string, before: string, now: string): void {
  const place = join(folder, before);
  const entries = readdirSync(folder).filter((entry) => !/^\d+\.\d+\.\d+/u.test(entry));
  if (before === now || existsSync(place)) return;
  createDirectory(place);
  for (const entry of entries) {
    renameSync(join(folder, entry), join(place, entry));
  }
}
