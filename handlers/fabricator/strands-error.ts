/** What an error of a model call under Strands means: by names and texts, since Strands wraps what the clients throw. */

const TRANSIENT =
  /throttl|too many requests|rate limit|timeout|timed out|unavailable|overloaded|internal ?server|model ?(stream ?)?error ?exception|connection error|ECONN|ENOTFOUND|EPIPE|socket hang up|GOAWAY|premature close|terminated|not ?ready|quota ?exceeded|truncated|stream ended|broke off/i;
const PERMANENT =
  /Validation|AccessDenied|ResourceNotFound|UnrecognizedClient|ExpiredToken|credentials|AuthenticationError|PermissionDenied|NotFoundError|BadRequest|insufficient_quota|ReplayDeviates/i;
const DENIED =
  /AccessDenied|ResourceNotFound|UnrecognizedClient|ExpiredToken|credentials|AuthenticationError|PermissionDenied|NotFoundError|insufficient[_ ](quota|balance|credits)|model identifier is invalid|on-demand throughput|does not support tools|tools param requires|enable-auto-tool-choice|support tool use/i;

/** Error names and messages from the outside in. */
export function causesOf(error: unknown): readonly string[] {
  const causes: string[] = [];
  for (let cause = error; cause instanceof Error && causes.length < 5; cause = cause.cause) causes.push(`${nameOf(cause)}: ${cause.message}`);
  return causes.length > 0 ? causes : [String(error)];
}

/** Another time may be better. */
export function isTransient(error: unknown): boolean {
  const text = causesOf(error).join(' / ');
  return TRANSIENT.test(text) && !PERMANENT.test(text);
}

/** This model will answer nobody before a person has changed something. */
export function isDenied(error: unknown): boolean {
  return DENIED.test(causesOf(error).join(' / '));
}

/** Some clients leave the name at "Error"; the class then says more. */
function nameOf(error: Error): string {
  return error.name === 'Error' ? error.constructor.name : error.name;
}
