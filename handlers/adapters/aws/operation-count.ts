/**
 * Counts billable operations where they leave the process, so that a test can hold an orchestration to its cost
 * (protocol.md, cost is part of the protocol). A repetition by the SDK is counted again: it is billed again.
 */
import type { AwsClients } from './clients.ts';

/** Operations since the last reset. */
export interface OperationCount {
  /** By service and command, for instance `DynamoDB.UpdateItem`; a transaction is one operation here. */
  readonly byOperation: ReadonlyMap<string, number>;
  readonly total: number;
  reset(): void;
}

/** Starts counting on these clients; it has no end, so use it on clients of your own. */
export function countOperations(clients: Omit<AwsClients, 'documents'>): OperationCount {
  const counts = new Map<string, number>();
  const count = (service: string, command: string | undefined) => {
    const name = `${service}.${(command ?? 'unknown').replace(/Command$/u, '')}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  const { dynamo, sqs, s3, events, bedrock } = clients;
  // After the retry middleware, so that each attempt passes here.
  const after = { step: 'finalizeRequest', priority: 'low', name: 'countOperations' } as const;
  dynamo.middlewareStack.add((next, context) => (input) => (count('DynamoDB', context.commandName), next(input)), after);
  sqs.middlewareStack.add((next, context) => (input) => (count('SQS', context.commandName), next(input)), after);
  s3.middlewareStack.add((next, context) => (input) => (count('S3', context.commandName), next(input)), after);
  events.middlewareStack.add((next, context) => (input) => (count('EventBridge', context.commandName), next(input)), after);
  bedrock.middlewareStack.add((next, context) => (input) => (count('Bedrock', context.commandName), next(input)), after);
  return {
    byOperation: counts,
    get total() {
      return [...counts.values()].reduce((sum, value) => sum + value, 0);
    },
    reset: () => counts.clear(),
  };
}
