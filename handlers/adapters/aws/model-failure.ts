import type { ModelFailure, ModelOutcome } from '../../shell/ports.ts';

/** Errors of Amazon Bedrock runtime (API reference, Converse, Errors) and of the SDK's client, by name. */
const THROTTLED = new Set([
  'ThrottlingException',
  'ServiceUnavailableException',
  'ModelNotReadyException',
  'TooManyRequestsException',
  'ServiceQuotaExceededException',
]);
const NO_ACCESS = new Set([
  'AccessDeniedException',
  'UnrecognizedClientException',
  'ExpiredTokenException',
  'InvalidSignatureException',
  'CredentialsProviderError',
]);

/** Texts of ValidationExceptions that are about the id, not about the request. */
const WRONG_ID = /model identifier is invalid|on-demand throughput isn.t supported|end of its life|legacy/iu;
const TOO_LONG = /input is too long|too many input tokens|exceed(s)? (the )?(maximum )?context|prompt is too long/iu;

/** Where a call was made; for what a person is told. */
export interface ModelPlace {
  readonly modelId: string;
  /** For instance `eu-west-1`. */
  readonly region?: string;
}

/**
 * What an error of a model call means to the protocol. A request that is too long for the model is an answer with that
 * stop reason, so that the conversation is shortened. Whatever is not known counts as unavailable: it may pass.
 */
export function toModelFailure(cause: unknown, { modelId, region }: ModelPlace): ModelOutcome {
  if (!(cause instanceof Error)) return { kind: 'unavailable', message: String(cause) };
  const said = `${cause.name}: ${cause.message}`;
  if (THROTTLED.has(cause.name) || statusOf(cause) === 429) return { kind: 'throttled', message: said };
  if (NO_ACCESS.has(cause.name)) return noAccess(modelId, said);
  if (cause.name === 'ResourceNotFoundException' || (cause.name === 'ValidationException' && WRONG_ID.test(cause.message)))
    return unknownModel(modelId, region, said);
  if (cause.name === 'ValidationException' && TOO_LONG.test(cause.message)) return tooLong;
  if (cause.name === 'ValidationException') return { kind: 'invalid', message: said };
  if (/region is missing/iu.test(cause.message))
    return { kind: 'denied', code: 'MODEL_ACCESS', message: `no region to ask the model "${modelId}" in: set AWS_REGION, for instance to "us-east-1"` };
  if (cause.name === 'AbortError') return { kind: 'unavailable', message: 'the model did not answer in time' };
  return { kind: 'unavailable', message: said };
}

function noAccess(modelId: string, said: string): ModelFailure {
  return {
    kind: 'denied',
    code: 'MODEL_ACCESS',
    message: `no access to the model "${modelId}" (${said}): enable it for the account in the Bedrock console, allow bedrock:InvokeModel on it and on the inference profile, and check the credentials`,
  };
}

function unknownModel(modelId: string, region: string | undefined, said: string): ModelFailure {
  const bare = modelId.replace(/^(us-gov|us|eu|apac|jp|au|ca|global)\./u, '');
  const profile =
    region === undefined
      ? 'the inference profile with the prefix of the region (us., eu., apac., global.)'
      : `the inference profile "${prefixOf(region)}.${bare}" or "global.${bare}"`;
  return {
    kind: 'denied',
    code: 'MODEL_UNKNOWN',
    message: `there is no model "${modelId}" to be asked in ${region ?? 'this region'} (${said}): set another id, ${profile}, or another AWS_REGION`,
  };
}

/** The prefix of a region's own inference profiles (Bedrock user guide, Supported Regions and models for inference profiles). */
function prefixOf(region: string): string {
  if (region.startsWith('us-gov-')) return 'us-gov';
  const [area = ''] = region.split('-');
  return ['us', 'eu', 'ca'].includes(area) ? area : area === 'ap' ? 'apac' : 'global';
}

const tooLong: ModelOutcome = {
  kind: 'answered',
  content: [],
  stopReason: 'model_context_window_exceeded',
  usage: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, costUsd: 0 },
};

function statusOf(cause: Error): number | undefined {
  if (!('$metadata' in cause) || typeof cause.$metadata !== 'object' || cause.$metadata === null) return undefined;
  return 'httpStatusCode' in cause.$metadata && typeof cause.$metadata.httpStatusCode === 'number' ? cause.$metadata.httpStatusCode : undefined;
}
