import { join } from 'node:path';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { toPointer } from './pointer.ts';
import type { SourceSet } from './source-set.ts';

/**
 * What @asyncapi/parser says: the authoritative check that public tools can read the document. Slow (about a second
 * to load), so callers cache it. A fresh parser each time: a reused one has called a broken file valid.
 */
export async function parseWithAsyncapi(folder: string, sources: SourceSet): Promise<readonly Diagnostic[]> {
  const { Parser } = await import('@asyncapi/parser');
  const { diagnostics } = await new Parser().parse(sources.root.text, { source: join(folder, sources.root.path) });
  return diagnostics
    .filter((one) => one.severity === 0)
    .map((one) => ({
      ...diagnostic('document-invalid', { file: sources.root.path, pointer: toPointer(one.path) }, `${one.message} (${String(one.code)})`),
      // the parser counts from 0
      line: one.range.start.line + 1,
      column: one.range.start.character + 1,
    }));
}
