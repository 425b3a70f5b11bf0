/** A DynamoDB server on a loopback port. */
export interface TableEngine {
  /** Where it listens now; waits for an engine that is being started again. */
  port(): Promise<number>;
  stop(): Promise<void>;
}
