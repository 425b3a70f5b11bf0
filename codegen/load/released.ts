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

/** The newest release whose version is another one than `version`: what a release is compared with in its changelog. */
export function releaseBefore(schemas: string, version: string): Model | undefined {
  const last = releasedModel(schemas);
  if (last === undefined || last.version !== version) return last;
  const archived = readdirSync(join(schemas, releasedFolder)).filter((name) => /^\d+\.\d+\.\d+/u.test(name) && name !== version);
  const [newest] = archived.toSorted((one, other) => other.localeCompare(one, 'en', { numeric: true }));
  return newest === undefined ? undefined : modelIn(join(schemas, releasedFolder, newest));
}

function modelIn(place: string): Model | undefined {
  const { folder, document } = findDocument(place);
  if (!existsSync(join(folder, document))) return undefined;
  const sources = loadSources(document, readFrom(folder));
  return 'code' in sources ? undefined : buildModel(sources).model;
}
