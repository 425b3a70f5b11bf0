/** What the field's checkers say of a package, as lines; empty when there is nothing to mend. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { listFiles } from '../output/folder.ts';

/** publint: the manifest and what it points to. */
export async function publintFindings(folder: string): Promise<readonly string[]> {
  const [{ publint }, { formatMessage }] = await Promise.all([import('publint'), import('publint/utils')]);
  const { messages, pkg } = await publint({ pkgDir: folder, strict: true, pack: false });
  return messages.map((message) => `publint ${message.type}: ${formatMessage(message, pkg, { color: false }) ?? message.code}`);
}

/** Are the types wrong? As importers of ES modules see it. */
export async function typesFindings(tarball: string): Promise<readonly string[]> {
  const { checkPackage, createPackageFromTarballData } = await import('@arethetypeswrong/core');
  const result = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(tarball))));
  if (!result.types) return ['attw: the package has no types'];
  const esm = new Set(['node16-esm', 'bundler']);
  return result.problems
    .filter((problem) => !('resolutionKind' in problem) || esm.has(problem.resolutionKind))
    .filter(({ kind }) => kind !== 'CJSResolvesToESM')
    .map((problem) => `attw ${problem.kind}: ${'entrypoint' in problem ? problem.entrypoint : ''}`);
}

/** Declarations that say `any`. */
export function anyFindings(folder: string): readonly string[] {
  return listFiles(folder)
    .filter((path) => path.endsWith('.d.ts'))
    .flatMap((path) => {
      let count = 0;
      const visitor = new Visitor({ TSAnyKeyword: () => void (count += 1) });
      visitor.visit(parseSync(path, readFileSync(join(folder, path), 'utf8')).program);
      return count === 0 ? [] : [`any: ${path} says it ${count} times`];
    });
}
