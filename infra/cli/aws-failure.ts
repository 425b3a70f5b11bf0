import { Failure } from './failure.ts';

/** What an AWS client throws for a reason that a person can mend, in words; undefined for everything else. */
export function awsFailure(cause: unknown): Failure | undefined {
  if (!(cause instanceof Error)) return undefined;
  const { name, message } = cause;
  if (name === 'CredentialsProviderError' || /Could not load credentials/u.test(message))
    return new Failure(
      'a deployed stack needs your AWS credentials, and none can be loaded: set AWS_PROFILE (and run "aws sso login" if you use SSO), or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; leave --env out for the embedded runtime',
      1,
    );
  if (/Region is missing/u.test(message)) return new Failure('no AWS region is set: set AWS_REGION, for instance AWS_REGION=us-east-1', 1);
  if (/^(ExpiredToken|ExpiredTokenException|TokenRefreshRequired)$/u.test(name))
    return new Failure('your AWS credentials have expired: renew them ("aws sso login", or new keys)', 1);
  if (/^(InvalidClientTokenId|UnrecognizedClientException|InvalidSignatureException|SignatureDoesNotMatch|InvalidAccessKeyId)$/u.test(name))
    return new Failure(`AWS does not accept your credentials (${name}): check AWS_PROFILE, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`, 1);
  if (/^AccessDenied/u.test(name)) return new Failure(`your AWS credentials may not do this: ${message}`, 1);
  if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET/u.test(`${name} ${message} ${String((cause as { readonly code?: unknown }).code)}`))
    return new Failure(
      `an endpoint does not answer (${message === '' ? name : message}): check the network, AWS_REGION, and whether the runtime still runs`,
      1,
    );
  return undefined;
}
