/** The functions of the contracts, running in this process against endpoints in this or another process. */
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Contracts, FunctionContract } from '../../codegen/runtime/contracts.ts';
import { queueArn } from './arn.ts';
import { queueUrl } from './function-environment.ts';
import { EventSource } from './functions/event-source.ts';
import { FunctionPool, type FunctionHandler, type LoadedFunction } from './functions/function-pool.ts';

export interface FunctionsOptions {
  readonly contracts: Contracts;
  readonly endpoint: string;
  readonly nameOf: (name?: string) => string;
  /** Loads an entry module; it exports `handler`. */
  readonly load: (contract: FunctionContract) => Promise<{ readonly handler: FunctionHandler }>;
  /** Seconds between scheduled runs, instead of the contract's. */
  readonly scheduleSeconds?: number;
  readonly report: (problem: string) => void;
}

export interface Functions {
  readonly pool: FunctionPool;
  /** Starts event sources and schedules. */
  listen(): void;
  stop(): Promise<void>;
}

/** How long running invocations may go on when everything stops. What is cut off is delivered again. */
const GRACE_MS = 2_000;

/** Loads every function. Nothing runs until `listen`. */
export async function startFunctions(options: FunctionsOptions): Promise<Functions> {
  const { contracts, endpoint, nameOf, report } = options;
  const loaded = await Promise.all(contracts.functions.map(async (contract): Promise<LoadedFunction> => ({ contract, handler: (await options.load(contract)).handler })));
  const pool = new FunctionPool(loaded, nameOf);
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const sources: EventSource[] = [];
  const timers: NodeJS.Timeout[] = [];

  const listen = () => {
    for (const { name, trigger } of contracts.functions) {
      if (trigger.type === 'queues')
        for (const queue of trigger.queues)
          sources.push(
            new EventSource({
              sqs,
              queueUrl: queueUrl(endpoint, nameOf(queue)),
              queueArn: queueArn(nameOf(queue)),
              batchSize: trigger.batchSize,
              maximumConcurrency: trigger.maximumConcurrency ?? 10,
              reportBatchItemFailures: trigger.reportBatchItemFailures,
              invoke: (event) => pool.run(name, event),
              report,
            }),
          );
      if (trigger.type === 'schedule') {
        const run = () => void pool.run(name, { source: 'aws.scheduler' }).catch((cause: unknown) => report(`the scheduled function "${name}" failed: ${cause instanceof Error ? cause.message : String(cause)}`));
        run();
        timers.push(setInterval(run, (options.scheduleSeconds ?? trigger.everySeconds) * 1_000));
      }
    }
  };
  const stop = async () => {
    for (const timer of timers) clearInterval(timer);
    await Promise.all(sources.map((source) => source.stop()));
    await pool.idle(GRACE_MS);
    sqs.destroy();
  };
  return { pool, listen, stop };
}
