/**
 * The seeding custom resource. Create and Update seed; Delete leaves the rows to the tables' own removal policy. The
 * answer goes to CloudFormation in every case: a stack must never wait an hour for a function that failed.
 */
import type { CloudFormationCustomResourceEvent, CloudFormationCustomResourceResponse, Context } from 'aws-lambda';
import { seedAgents, type SeededAgent, type SeedPorts } from './seed-agents.ts';

export interface SeedHandlerPorts extends SeedPorts {
  /** Sends the answer to the pre-signed URL; throws when it was not taken. */
  readonly respond: (url: string, body: CloudFormationCustomResourceResponse) => Promise<void>;
}

const PHYSICAL_ID = 'seed';

export function createSeed(ports: SeedHandlerPorts, agents: readonly SeededAgent[]) {
  return async (event: CloudFormationCustomResourceEvent, context?: Pick<Context, 'logStreamName'>): Promise<Readonly<Record<string, string>>> => {
    const about = {
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
      PhysicalResourceId: 'PhysicalResourceId' in event ? event.PhysicalResourceId : PHYSICAL_ID,
    };
    try {
      const outcome = event.RequestType === 'Delete' ? {} : await seedAgents(ports, agents);
      await ports.respond(event.ResponseURL, { Status: 'SUCCESS', Data: { seeded: Object.keys(outcome).length }, ...about });
      return outcome;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      ports.telemetry.log('error', 'seeding failed', { code: 'SEED_FAILED', error: reason });
      await ports.respond(event.ResponseURL, {
        Status: 'FAILED',
        Reason: `${reason.slice(0, 1_000)} (log stream ${context?.logStreamName ?? 'unknown'})`,
        ...about,
      });
      return {};
    }
  };
}
