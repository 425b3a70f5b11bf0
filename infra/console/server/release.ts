import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ContractChange } from '../api.ts';

/** What has changed in the contracts since `schemas/released`; undefined when nothing has been released. Loads the contract toolchain, at first use. */
export async function changesSinceRelease(root: string): Promise<readonly ContractChange[] | undefined> {
  const schemas = path.join(root, 'schemas');
  const released = path.join(schemas, 'released');
  if (!existsSync(released)) return undefined;
  const [{ diff }, { findBaseline }, { findDocument }, { readFrom }] = await Promise.all([
    import('../../../codegen/commands/diff.ts'),
    import('../../../codegen/load/baseline.ts'),
    import('../../../codegen/load/find-document.ts'),
    import('../../../codegen/load/source-set.ts'),
  ]);
  const found = findDocument(schemas);
  const before = findBaseline(released, root, found);
  if (before === undefined) return undefined;
  const { comparison, diagnostics } = diff(before, { document: found.document, read: readFrom(found.folder) }, 'backward');
  if (comparison === undefined)
    throw new Error(`the contracts cannot be compared with the release: ${diagnostics[0]?.message ?? 'no reason given'}. Run "npm run check"`);
  return comparison.changes.map(({ subject, message, verdict }) => ({ subject, message, verdict }));
}
