import type { ModelOutcome } from '../../shell/ports.ts';

/** A model call that gave no answer. */
export type ModelFailure = Exclude<ModelOutcome, { kind: 'answered' }>;

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

/** What an error of a model call means to the protocol. Whatever is not known counts as unavailable: it may pass. */
export function toModelFailure(cause: unknown, modelId: string): ModelFailure {
  if (!(cause instanceof Error)) return { kind: 'unavailable', message: String(cause) };
  const said = `${cause.name}: ${cause.message}`;
  if (THROTTLED.has(cause.name) || statusOf(cause) === 429) return { kind: 'throttled', message: said };
  if (NO_ACCESS.has(cause.name))
    return {
      kind: 'invalid',
      message: `no access to the model "${modelId}" (${said}): enable it for the account in the Bedrock console, allow bedrock:InvokeModel on it and on the inference profile, and check the credentials`,
    };
  if (cause.name === 'ResourceNotFoundException')
    return {
      kind: 'invalid',
      message: `there is no model "${modelId}" in this region (${said}): set another id, or the inference profile with the region's prefix (us., eu., apac., global.)`,
    };
  if (cause.name === 'ValidationException') return { kind: 'invalid', message: said };
  if (cause.name === 'AbortError') return { kind: 'unavailable', message: 'the model did not answer in time' };
  return { kind: 'unavailable', message: said };
}

function statusOf(cause: Error): number | undefined {
  if (!('$metadata' in cause) || typeof cause.$metadata !== 'object' || cause.$metadata === null) return undefined;
  return 'httpStatusCode' in cause.$metadata && typeof cause.$metadata.httpStatusCode === 'number' ? cause.$metadata.httpStatusCode : undefined;
}
