/** A DynamoDB server on a loopback port. */
export interface TableEngine {
  readonly port: number;
  stop(): Promise<void>;
}
