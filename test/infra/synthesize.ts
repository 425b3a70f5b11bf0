import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { contracts } from '../../generated/contracts/index.ts';
import { buildApp } from '../../infra/cdk/build-app.ts';
import { readSettings } from '../../infra/cdk/settings.ts';
import type { Contracts } from '../../codegen/runtime/contracts.ts';
import { Template, type JsonObject } from './template.ts';

const made = new Map<string, Template>();

/** The template of an environment, with a stub for the functions' code. Throws when cdk-nag has a finding that nobody acknowledged. */
export function synthesize(context: Readonly<Record<string, string>>, of: Contracts = contracts): Template {
  const key = JSON.stringify([context, of === contracts]);
  const known = made.get(key);
  if (known !== undefined && of === contracts) return known;
  const outdir = mkdtempSync(path.join(os.tmpdir(), 'arbiter-synth-'));
  try {
    const settings = readSettings(of, (name) => context[name], {});
    const { app, stack } = buildApp(
      { contracts: of, settings, bundleOf: () => ({ code: Code.fromInline('exports.handler = () => undefined'), architecture: 'arm64', version: 'v1' }) },
      outdir,
    );
    const template = new Template(app.synth().getStackByName(stack.stackName).template as JsonObject);
    made.set(key, template);
    return template;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
