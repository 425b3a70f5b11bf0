/**
 * Model ids on Amazon Bedrock. `anthropic.claude-…` is a foundation model of the deployment's region; with a prefix
 * (`eu.anthropic.claude-…`) it is a cross-region inference profile, which routes to the same model in other regions.
 * Source: Bedrock user guide, Supported Regions and models for inference profiles.
 */

/** Region patterns that a profile of the prefix may route to. A global profile's model has an ARN without region. */
const routes: Readonly<Record<string, readonly string[]>> = {
  us: ['us-*', 'ca-*'],
  'us-gov': ['us-gov-*'],
  eu: ['eu-*'],
  apac: ['ap-*'],
  jp: ['ap-northeast-*'],
  au: ['ap-southeast-*'],
  ca: ['ca-*', 'us-*'],
  global: [''],
};

export interface ModelId {
  /** Id of the foundation model. */
  readonly model: string;
  /** Absent for a foundation model that is called in its own region. */
  readonly profile?: { readonly id: string; readonly regions: readonly string[] };
}

/** Reads a model id that is called from `region`. Throws on an ARN: the foundation models behind it could not be named in the role's policy. */
export function parseModelId(id: string, region: string): ModelId {
  if (id.startsWith('arn:'))
    throw new Error(
      `the model "${id}" is an ARN: give the id of a foundation model or of a system-defined inference profile, for instance "eu.anthropic.claude-sonnet-4-6"`,
    );
  const [, prefix, model] = /^(us-gov|us|eu|apac|jp|au|ca|global)\.(.+)$/u.exec(id) ?? [];
  const regions = prefix === undefined ? undefined : routes[prefix];
  if (model === undefined || regions === undefined) return { model: id };
  return { model, profile: { id, regions: prefix === 'global' ? [...regions, region] : regions } };
}

/** The prefix of the default model's inference profile for a region: its own part of the world where there is one, else the whole. */
export function prefixOfRegion(region: string): string {
  if (region.startsWith('us-gov-')) return 'us-gov';
  if (region.startsWith('us-')) return 'us';
  if (region.startsWith('eu-')) return 'eu';
  if (region === 'ap-northeast-1' || region === 'ap-northeast-3') return 'jp';
  if (region === 'ap-southeast-2' || region === 'ap-southeast-4') return 'au';
  return 'global';
}
