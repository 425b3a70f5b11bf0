/** Builds, examines and packs the SDK of a document. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelComparison } from '../compat/compare-models.ts';
import type { Model } from '../model/model.ts';
import type { GeneratedFile } from '../print/generated-file.ts';
import { listFiles } from '../output/folder.ts';
import { changelog } from './changelog.ts';
import { compile } from './compile.ts';
import { anyFindings, publintFindings, typesFindings } from './examine.ts';
import { packageManifest, type PackageSettings } from './manifest.ts';
import { packageSources, type ExtraModule } from './package-sources.ts';
import { readme } from './readme.ts';
import { createDirectory } from '../output/create-directory.ts';

export interface SdkRequest {
  readonly model: Model;
  /** A generation in the style for foreign compilers. */
  readonly generated: readonly GeneratedFile[];
  readonly extras: readonly ExtraModule[];
  /** Markdown that the package's README ends with. */
  readonly extraReadme: string;
  readonly settings: PackageSettings;
  readonly released: { readonly version: string; readonly comparison: ModelComparison } | undefined;
  /** A licence text to include. */
  readonly licenseFile: string | undefined;
  /** Folder for sources, package and tarball. */
  readonly out: string;
}

export interface Sdk {
  readonly name: string;
  readonly version: string;
  readonly tarball: string;
  /** Bytes of the tarball. */
  readonly size: number;
  /** Files in the package. */
  readonly files: readonly string[];
  /** What must be mended before it is published; empty when all is well. */
  readonly findings: readonly string[];
}

/** Throws when npm cannot pack; a source that does not compile is a finding. */
export async function buildSdk(request: SdkRequest): Promise<Sdk> {
  const { model, settings, out } = request;
  const folder = join(out, 'package');
  rmSync(folder, { recursive: true, force: true });
  createDirectory(folder);
  const { files, entries } = packageSources(model, request.generated, request.extras);
  const problem = compile(files, join(out, 'src'), join(folder, 'dist'));
  if (problem !== '')
    return { name: settings.name, version: model.version, tarball: '', size: 0, files: [], findings: problem.split('\n').map((line) => `tsc: ${line}`) };
  const clients = [...new Set(files.flatMap(({ text }) => [...text.matchAll(/ from '(@aws-sdk\/[\w-]+)'/gu)].map(([, name]) => name ?? '')))];
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(packageManifest(model, settings, entries, clients), undefined, 2)}\n`);
  writeFileSync(join(folder, 'README.md'), readme(model, settings.name, entries, request.extraReadme));
  writeFileSync(join(folder, 'CHANGELOG.md'), changelog(model, request.released));
  if (request.licenseFile !== undefined && existsSync(request.licenseFile)) copyFileSync(request.licenseFile, join(folder, 'LICENSE'));
  const tarball = pack(folder, out);
  return {
    name: settings.name,
    version: model.version,
    tarball,
    size: statSync(tarball).size,
    files: listFiles(folder).toSorted(),
    findings: [...anyFindings(join(folder, 'dist')), ...(await publintFindings(folder)), ...(await typesFindings(tarball))],
  };
}

function pack(folder: string, out: string): string {
  const { status, stdout, stderr } = spawnSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', out], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm could not pack ${folder}: ${stderr}`);
  const [packed] = JSON.parse(stdout) as readonly { readonly filename: string }[];
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly name: string; readonly version: string };
  const plain = join(out, `${name.replace(/^@/u, '').replaceAll('/', '-')}-${version}.tgz`);
  const made = join(out, (packed?.filename ?? '').replace(/^@/u, '').replaceAll('/', '-'));
  if (made !== plain) renameSync(made, plain);
  return plain;
}
