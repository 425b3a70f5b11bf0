import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from '../model/model.ts';
import { findDrift, writeDrift, type Drift } from '../output/folder.ts';
import { referenceFolder } from '../output/reference-folder.ts';
import { referencePages } from './pages.ts';
import { buildReference } from './reference.ts';

/** Writes what differs. */
export function writeReference(model: Model, folder: string): { readonly drift: Drift; readonly pageCount: number } {
  const pages = referencePages(buildReference(model));
  const drift = findDrift(folder, pages, () => true);
  writeDrift(folder, pages, drift);
  return { drift, pageCount: pages.length };
}

/** How the reference below an output folder differs from the model; nothing when there is no reference. Paths are below the output folder. */
export function referenceDrift(model: Model, out: string): Drift {
  const folder = join(out, referenceFolder);
  if (!existsSync(folder)) return { missing: [], changed: [], stale: [] };
  const drift = findDrift(folder, referencePages(buildReference(model)), () => true);
  const below = (paths: readonly string[]): readonly string[] => paths.map((path) => `${referenceFolder}/${path}`);
  return { missing: below(drift.missing), changed: below(drift.changed), stale: below(drift.stale) };
}
