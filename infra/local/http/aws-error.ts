/**
 * An error that a service answers with, in the words of the service's own API. Thrown anywhere below an endpoint, it
 * becomes the wire error of the protocol in use and so the same exception class in every SDK.
 */
export class AwsError extends Error {
  /** Shape name, for instance `QueueDoesNotExist`. */
  readonly code: string;
  /** HTTP status; 400 is the sender's fault, 500 the service's. */
  readonly status: number;
  /** Further members of the error body, for instance `CancellationReasons`. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.members = members;
  }
}
