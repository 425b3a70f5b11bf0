import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildModel } from '../model/build-model.ts';
import type { Model } from '../model/model.ts';
import { findDocument } from './find-document.ts';
import { loadSources, readFrom } from './source-set.ts';

/** Folder below the schemas with the document as it was released last. */
export const releasedFolder = 'released';

/** The released model; undefined when nothing was released yet or when it cannot be read. */
export function releasedModel(schemas: string): Model | undefined {
  return modelIn(join(schemas, releasedFolder));
}

/** The newest release before the given version: the baseline, or, when that is this version itself, the one that it replaced. */
export function releaseBefore(schemas: string, version: string): Model | undefined {
  const baseline = releasedModel(schemas);
  if (baseline === undefined || baseline.version !== version) return baseline;
  const folder = join(schemas, releasedFolder);
  const older = readdirSync(folder)
    .filter((entry) => /^\d+\.\d+\.\d+/u.test(entry) && entry !== version)
    .toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return older[0] === undefined ? undefined : modelIn(join(folder, older[0]));
}

function modelIn(place: string): Model | undefined {
  const { folder, document } = findDocument(place);
  if (!existsSync(join(folder, document))) return undefined;
  const sources = loadSources(document, readFrom(folder));
  return 'code' in sources ? undefined : buildModel(sources).model;
}
