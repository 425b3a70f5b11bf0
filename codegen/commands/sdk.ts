import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { compareModels } from '../compat/compare-models.ts';
import { hasErrors } from '../diagnostics.ts';
import { findDocument } from '../load/find-document.ts';
import { releaseBefore } from '../load/released.ts';
import { loadSources, readFrom } from '../load/source-set.ts';
import { isObject } from '../model/json.ts';
import type { Model } from '../model/model.ts';
import { report } from '../print/report.ts';
import type { ExtraModule } from '../sdk/package-sources.ts';
import { choiceOf, parseArguments, textOf } from './arguments.ts';
import { UsageError, type Command } from './command.ts';
import { styleFor } from './generate.ts';

const NAME = /^(?:@[a-z0-9~][a-z0-9._~-]*\/)?[a-z0-9~][a-z0-9._~-]*$/u;

export const sdkCommand: Command = {
  help: `Usage: sdk --name PACKAGE [--schemas DIR|FILE] [--extras DIR] [--out DIR] [--repository URL] [--format text|json]

Builds, examines and packs a publishable package: types, validators and clients as ES modules. Its version is the
document's info.version, its changelog what has changed since the release before that version.

  --name PACKAGE      npm name, for instance @your-scope/events
  --schemas DIR|FILE  folder with asyncapi.yaml (or .yml, .json), or the document itself (default schemas)
  --extras DIR        modules written by hand that become subpaths of their names; README.md there ends the package's
  --out DIR           where sources, package and tarball go (default dist/sdk)
  --repository URL    git+https://…, for provenance

Exits 1 when something must be mended before it is published (types, publint, are the types wrong).
`,
  async run(args, output) {
    const text = { type: 'string' } as const;
    const { flags } = parseArguments(
      args,
      { name: text, schemas: text, extras: text, out: text, repository: text, format: text },
      { most: 0, name: 'arguments' },
    );
    const name = textOf(flags, 'name');
    if (name === undefined || !NAME.test(name))
      throw new UsageError(`--name must be a package name such as @your-scope/events${name === undefined ? '' : `, found "${name}"`}`);
    const format = choiceOf(flags, 'format', ['text', 'json'] as const, 'text');
    const source = findDocument(resolve(output.cwd, textOf(flags, 'schemas') ?? 'schemas'));
    const out = resolve(output.cwd, textOf(flags, 'out') ?? 'dist/sdk');
    const [{ generate }, { buildSdk }] = await Promise.all([import('../pipeline.ts'), import('../sdk/build.ts')]);
    const { files, diagnostics, model } = await generate(source.document, readFrom(source.folder), styleFor(out, false));
    if (model === undefined || hasErrors(diagnostics)) {
      output.err(report(diagnostics, 'text', relative(output.cwd, source.folder).split(sep).join('/')));
      return 1;
    }
    const extras = textOf(flags, 'extras');
    const repository = textOf(flags, 'repository');
    const sdk = await buildSdk({
      model,
      generated: files,
      extras: extras === undefined ? [] : readExtras(resolve(output.cwd, extras)),
      extraReadme: extras === undefined ? '' : readIfThere(join(resolve(output.cwd, extras), 'README.md')),
      settings: { name, license: licenseOf(source), ranges: rangesOf(output.cwd), ...(repository !== undefined && { repository }) },
      released: releasedOf(source.folder, model),
      licenseFile: join(output.cwd, 'LICENSE'),
      out,
    });
    if (format === 'json') output.out(`${JSON.stringify({ ...sdk, tarball: relative(output.cwd, sdk.tarball) })}\n`);
    else {
      for (const finding of sdk.findings) output.err(`${finding}\n`);
      if (sdk.tarball !== '')
        output.out(`${sdk.name} ${sdk.version}: ${sdk.files.length} files, ${(sdk.size / 1024).toFixed(1)} KB\n${relative(output.cwd, sdk.tarball)}\n`);
      if (sdk.findings.length === 0) output.out('types, publint, attw: nothing to mend\n');
    }
    return sdk.findings.length === 0 ? 0 : 1;
  },
};

function readExtras(folder: string): readonly ExtraModule[] {
  if (!existsSync(folder)) throw new UsageError(`--extras: there is no folder "${folder}"`);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .toSorted()
    .map((file) => ({ name: file.slice(0, -3), text: readFileSync(join(folder, file), 'utf8') }));
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function licenseOf({ folder, document }: { readonly folder: string; readonly document: string }): string {
  const sources = loadSources(document, readFrom(folder));
  const info = 'code' in sources || !isObject(sources.root.data) ? undefined : sources.root.data['info'];
  const license = isObject(info) && isObject(info['license']) ? info['license']['name'] : undefined;
  return typeof license === 'string' ? license : 'UNLICENSED';
}

/** Version ranges of the owner's own dependencies. */
function rangesOf(cwd: string): Readonly<Record<string, string>> {
  const text = readIfThere(join(cwd, 'package.json'));
  if (text === '') return {};
  const manifest = JSON.parse(text) as { readonly [part in 'dependencies' | 'devDependencies']?: Readonly<Record<string, string>> };
  return { ...manifest.devDependencies, ...manifest.dependencies };
}

/** The release before, and what has changed since. */
function releasedOf(schemas: string, model: Model) {
  const released = releaseBefore(schemas, model.version);
  return released === undefined ? undefined : { version: released.version, comparison: compareModels(released, model, 'backward') };
}
