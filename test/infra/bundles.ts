import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { contracts } from '../../generated/contracts/index.ts';
import { bundleFunctions, type BundledFunction } from '../../infra/cdk/bundle/bundle-functions.ts';

export const root = path.resolve(import.meta.dirname, '../..');

export interface Bundles {
  readonly of: (name: string) => BundledFunction;
  readonly remove: () => Promise<void>;
}

/** All functions, bundled as for Lambda, in a folder outside the project: nothing in `node_modules` can help them. */
export async function bundleAll(): Promise<Bundles> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'arbiter-bundles-'));
  const bundled = await bundleFunctions(root, directory, contracts.functions);
  return {
    of: (name) => {
      const found = bundled.get(name);
      if (found === undefined) throw new Error(`there is no function "${name}"`);
      return found;
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
