/** Faults for tests: a function that is asked about every request and can make it fail as a service does. */

/** The services that the embedded runtime serves. */
export type ServiceName = 'dynamodb' | 'sqs' | 's3' | 'events' | 'bedrock' | 'lambda';

/** A request about to be served. */
export interface FaultPoint {
  readonly service: ServiceName;
  /** Operation name in the service's own words, for instance `SendMessageBatch` or `PutObject`. */
  readonly operation: string;
  readonly body: Buffer;
}

/**
 * Asked before each request. Throwing an `AwsError` answers with it and the request has no effect; a promise delays the
 * request; `drop` lets the effect happen and closes the connection without an answer; `undefined` changes nothing.
 */
export type Faults = (point: FaultPoint) => 'drop' | undefined | Promise<'drop' | undefined>;
