import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildModel } from '../model/build-model.ts';
import type { Model } from '../model/model.ts';
import { findDocument } from './find-document.ts';
import { loadSources, readFrom } from './source-set.ts';

/** Folder below the schemas with the document as it was released last. */
export const releasedFolder = 'released';

/** The released model; undefined when nothing was released yet or when it cannot be read. */
export function releasedModel(schemas: string): Model | undefined {
  const { folder, document } = findDocument(join(schemas, releasedFolder));
  if (!existsSync(join(folder, document))) return undefined;
  const sources = loadSources(document, readFrom(folder));
  return 'code' in sources ? undefined : buildModel(sources).model;
}
