/**
 * The CDK app: `cdk synth --app "node infra/cdk/app.ts" -c env=dev` (npm run synth does it). Needs neither an account
 * nor a network nor Docker.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { contracts } from '../../generated/contracts/index.ts';
import { buildApp } from './build-app.ts';
import { bundleFunctions } from './bundle/bundle-functions.ts';
import { readSettings } from './settings.ts';

const root = path.resolve(import.meta.dirname, '../..');
const settings = readSettings(contracts, contextOf(new App({ autoSynth: false })), process.env);

// CDK copies the bundles into its output while the stack is built: the folder is not needed after that.
const bundles = await mkdtemp(path.join(os.tmpdir(), 'arbiter-bundles-'));
try {
  const bundled = await bundleFunctions(root, bundles, contracts.functions);
  const bundleOf = ({ name }: { readonly name: string }) => {
    const found = bundled.get(name);
    if (found === undefined) throw new Error(`the function "${name}" was not bundled`);
    return { code: Code.fromAsset(found.directory), architecture: found.architecture, version: found.sha256 };
  };
  const { app } = buildApp({ contracts, settings, bundleOf });
  app.synth();
} finally {
  await rm(bundles, { recursive: true, force: true });
}

/** The command line's `-c key=value`, which the CLI hands to the app. */
function contextOf(app: App): (key: string) => string | undefined {
  return (key) => {
    const value: unknown = app.node.tryGetContext(key);
    return value === undefined || value === null ? undefined : String(value);
  };
}
