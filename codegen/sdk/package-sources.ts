/** The SDK's TypeScript sources: what is generated for a foreign document, a module of each subject, and what a project adds by hand. */
import { posix } from 'node:path';
import { runtimeModules } from '../emit/runtime.ts';
import { runtimeSource } from '../load/runtime-source.ts';
import type { Model } from '../model/model.ts';
import type { GeneratedFile } from '../print/generated-file.ts';

/** Folders and files of a generation that have no place in an SDK: they are the owner's. */
const OWN = /^(?:tables|contracts|reference)\/|^validators\/tables\/|^manifest\.json$/u;

export interface ExtraModule {
  /** Subpath of the package, for instance `agent`. */
  readonly name: string;
  /** TypeScript that imports `…/generated/…` and `…/codegen/runtime/…`, by relative paths with their extensions. */
  readonly text: string;
}

export interface SdkSources {
  readonly files: readonly GeneratedFile[];
  /** Subpath → file without extension. */
  readonly entries: ReadonlyMap<string, string>;
}

/** Puts the sources together; `generated` is a generation in the style for foreign compilers. */
export function packageSources(model: Model, generated: readonly GeneratedFile[], extras: readonly ExtraModule[]): SdkSources {
  const kept = generated.filter(({ path }) => !OWN.test(path) && !path.startsWith('runtime/'));
  const clients = kept.flatMap(({ path }) => /^clients\/([\w-]+)\.ts$/u.exec(path)?.[1] ?? []);
  const added: GeneratedFile[] = [
    { path: 'index.ts', text: indexText(model, kept) },
    ...(model.queues.length > 0 ? [{ path: 'queue.ts', text: "export * from './runtime/consume-queue.js';\n" }] : []),
    ...extras.map(({ name, text }) => ({ path: `${name}.ts`, text: rebased(text) })),
  ];
  const sources = [...kept, ...added];
  const entries = new Map<string, string>([
    ['.', 'index'],
    ...clients.map((name) => [`./${name}`, `clients/${name}`] as const),
    ...(model.queues.length > 0 ? [['./queue', 'queue'] as const] : []),
    ...extras.map(({ name }) => [`./${name}`, name] as const),
  ]);
  const runtime = [...runtimeModules(sources, runtimeSource)].map(([name, text]) => ({
    path: `runtime/${name}.ts`,
    text: text.replaceAll(/( from '\.\/[\w-]+)\.ts'/gu, "$1.js'"),
  }));
  return { files: [...sources, ...runtime].toSorted((a, b) => (a.path < b.path ? -1 : 1)), entries };
}

/** All types, parsers and readers; nothing that needs an AWS client. */
function indexText(model: Model, kept: readonly GeneratedFile[]): string {
  const present = new Set(kept.map(({ path }) => path.replace(/\.(?:d\.)?[jt]s$/u, '')));
  const modules = model.modules.map(({ path }) => path).filter((path) => present.has(path));
  const validators = [...present].filter((path) => path.startsWith('validators/'));
  const needsClient = (path: string): boolean =>
    / from '(?:@aws-sdk\/|.*runtime\/(?:publish|send|transport)\.js')/u.test(kept.find((file) => file.path === `${path}.ts`)?.text ?? '');
  const readers = [...present].filter((path) => path.startsWith('clients/') && !needsClient(path));
  const from = (paths: readonly string[]): string =>
    paths
      .toSorted()
      .map((path) => `export * from './${path}.js';\n`)
      .join('');
  return `${from(modules)}${from(validators)}${from(readers)}export { ContractViolation } from './runtime/contract-violation.js';\nexport type { Parsed, Problem } from './runtime/parsed.js';\n`;
}

/** The imports of a hand-written module, as they are within the package. */
function rebased(text: string): string {
  return text.replaceAll(/(from ')(?:\.{1,2}\/)+(generated|codegen\/runtime)\/([^']+?)\.[jt]s'/gu, (_match, from: string, folder: string, path: string) => {
    const place = folder === 'generated' ? path : posix.join('runtime', path);
    return `${from}./${place}.js'`;
  });
}
