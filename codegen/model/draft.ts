/** Which JSON Schema a source is written in. AsyncAPI's own schema object is draft-07 with annotations; OpenAPI 3.0 has a dialect of draft-04. */
export type Draft = 'openapi-3.0' | 'draft-04' | 'draft-06' | 'draft-07' | '2019-09' | '2020-12';

export interface Dialect {
  readonly draft: Draft;
  /** False when a meta-schema leaves the validation vocabulary out: then its keywords say nothing. */
  readonly hasValidation: boolean;
}

/** From a `$schema` URI; undefined when it names none of the known ones. */
export function draftOfUri(uri: string): Draft | undefined {
  if (uri.includes('draft/2020-12')) return '2020-12';
  if (uri.includes('draft/2019-09')) return '2019-09';
  if (/^https?:\/\/json-schema\.org\/schema#?$/.test(uri)) return '2020-12';
  return /draft-0[467]/.exec(uri)?.[0] as Draft | undefined;
}

/** From AsyncAPI's `schemaFormat`; undefined when the format is not JSON Schema. */
export function draftOfFormat(given: string): Draft | undefined {
  const format = given.trim().toLowerCase(); // media types have no case
  if (/^application\/vnd\.aai\.asyncapi(\+json|\+yaml)?/.test(format)) return 'draft-07';
  const openapi = /^application\/vnd\.oai\.openapi(?:\+json|\+yaml)?\s*;\s*version=["']?3\.(\d)/.exec(format)?.[1];
  if (openapi !== undefined) return openapi === '0' ? 'openapi-3.0' : '2020-12';
  if (!/^application\/schema(\+json|\+yaml)?\s*(;|$)/.test(format)) return undefined;
  const version = /version=["']?([^;"']+)/.exec(format)?.[1];
  if (version === undefined) return 'draft-07';
  return draftOfUri(version.includes('20') && !version.startsWith('draft/') ? `draft/${version.replace(/^draft-/, '')}` : version);
}
