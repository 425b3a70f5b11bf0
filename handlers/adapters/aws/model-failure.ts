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
  'ExpiredToken',
  'InvalidSignatureException',
  'IncompleteSignatureException',
  'MissingAuthenticationTokenException',
  'CredentialsProviderError',
]);

/** Texts of ValidationExceptions that are about the id, not about the request. */
const WRONG_ID = /model identifier is invalid|on-demand throughput isn.t supported|end of its life|legacy/iu;
/** As Claude, Nova, Titan and Cohere, Llama and Mistral say it. */
const TOO_LONG =
  /input is too long|too many input tokens|input tokens exceed|exceeds? (the )?(maximum )?context|maximum (context|input) length|exceeds maximum length|prompt is too long/iu;
/** Texts of other exceptions that are about what the account may do. */
const NOT_ALLOWED = /operation not allowed|use case details have not been submitted|not authorized to (invoke|perform)/iu;
const WITHOUT_TOOLS = /doesn.t support tool use|does not support tool use|doesn.t support the toolconfig field/iu;
const NO_CACHE = /prompt caching/iu;

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
  if (NO_CACHE.test(cause.message) && cause.name === 'AccessDeniedException')
    return { kind: 'denied', code: 'MODEL_ACCESS', message: `the model "${modelId}" takes no cache points (${said}): set MODEL_CACHE=off` };
  if (
    NO_ACCESS.has(cause.name) ||
    statusOf(cause) === 403 ||
    ((isRefusal(cause) || cause.name === 'ResourceNotFoundException') && NOT_ALLOWED.test(cause.message))
  )
    return noAccess(modelId, said);
  if (cause.name === 'ResourceNotFoundException' || (cause.name === 'ValidationException' && WRONG_ID.test(cause.message)))
    return unknownModel(modelId, region, said);
  if (isRefusal(cause) && WITHOUT_TOOLS.test(cause.message))
    return { kind: 'denied', code: 'MODEL_WITHOUT_TOOLS', message: `the model "${modelId}" takes no tools (${said}): choose one that does` };
  if ((isRefusal(cause) && TOO_LONG.test(cause.message)) || statusOf(cause) === 413) return tooLong;
  if (isRefusal(cause)) return { kind: 'invalid', message: said };
  if (/region is missing/iu.test(cause.message))
    return { kind: 'denied', code: 'MODEL_ACCESS', message: `no region to ask the model "${modelId}" in: set AWS_REGION, for instance to "us-east-1"` };
  if (cause.name === 'AbortError') return { kind: 'unavailable', message: 'the model did not answer in time' };
  return { kind: 'unavailable', message: said };
}

function isRefusal(cause: Error): boolean {
  return cause.name === 'ValidationException';
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
