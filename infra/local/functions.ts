/**
 * The functions of the contracts, run in this process with what triggers them. Independent of the process that the
 * endpoints run in: everything goes through the endpoint's address.
 */
import { deployedName, type Contracts, type FunctionContract } from '../../codegen/runtime/contracts.ts';
import { createCustomResource } from './functions/custom-resource.ts';
import { FunctionHost, type FunctionHandler, type HostedFunction } from './functions/function-host.ts';
import type { InvocationResult } from './functions/invocation-service.ts';
import { startQueueTrigger, type Trigger } from './functions/queue-trigger.ts';
import { startScheduleTrigger } from './functions/schedule-trigger.ts';
import { JsonClient } from './http/json-client.ts';

export interface FunctionsOptions {
  readonly contracts: Contracts;
  /** For instance `dev`. */
  readonly environment: string;
  readonly endpoint: string;
  /** Imports an entry module by its path from the project root. Called after the environment has been set. */
  readonly load: (entry: string) => Promise<Readonly<Record<string, unknown>>>;
  /** Instead of the schedules' own figures. */
  readonly scheduleSeconds?: number;
  /** Hears of failed invocations; default: standard error. */
  readonly report?: (problem: string) => void;
}

export interface Functions {
  /** Runs a function by its name in the contracts, for instance `sweeper`, and returns what it returned. */
  invoke(name: string, event: unknown): Promise<unknown>;
  /** Runs a function by its name in the contracts or its deployed name; for the endpoints' Invoke. */
  readonly invokeJson: (name: string, payload: string, wait: boolean) => Promise<InvocationResult>;
  /** Takes no more work and waits for what runs, at most `graceMilliseconds` (default 5000), and until its messages are deleted. */
  stop(graceMilliseconds?: number): Promise<void>;
}

/** Invocations at once of a function that sets no limit; Lambda's own is the account's. */
const defaultConcurrency = 10;

/** Loads all functions, runs custom resources once, then starts queue triggers and schedules. */
export async function startFunctions(options: FunctionsOptions): Promise<Functions> {
  const { contracts, environment } = options;
  const report = options.report ?? ((problem: string) => void process.stderr.write(`runtime: ${problem}\n`));
  const nameOf = (name: string): string => deployedName(contracts.service, environment, name);
  const hosted: HostedFunction[] = [];
  // One after the other: the first that cannot be loaded is the one that is named.
  for (const contract of contracts.functions) hosted.push(await loadFunction(contract, nameOf(contract.name), options.load));
  const host = new FunctionHost(hosted, report);
  const logical = new Map(contracts.functions.map((contract) => [contract.name, nameOf(contract.name)]));
  const client = new JsonClient(options.endpoint);

  for (const contract of contracts.functions) {
    if (contract.trigger.type === 'customResource') await createCustomResource(nameOf(contract.name), (event) => host.invoke(nameOf(contract.name), event));
  }
  const triggers = contracts.functions.flatMap((contract): readonly Trigger[] => {
    const invoke = (event: unknown): Promise<unknown> => host.invoke(nameOf(contract.name), event);
    const { trigger } = contract;
    switch (trigger.type) {
      case 'queues':
        return trigger.queues.map((queue) =>
          startQueueTrigger({
            queue: nameOf(queue),
            batchSize: trigger.batchSize,
            maximumConcurrency: trigger.maximumConcurrency ?? defaultConcurrency,
            reportsItemFailures: trigger.reportBatchItemFailures,
            invoke,
            client,
            report,
          }),
        );
      case 'schedule':
        return [startScheduleTrigger({ everySeconds: options.scheduleSeconds ?? trigger.everySeconds, invoke, report })];
      case 'customResource':
        return [];
    }
  });

  return {
    invoke: (name, event) => host.invoke(logical.get(name) ?? name, event),
    invokeJson: (name, payload, wait) => host.invokeJson(logical.get(name) ?? name, payload, wait),
    stop: async (graceMilliseconds = 5000) => {
      await Promise.all(triggers.map((trigger) => trigger.stop()));
      await host.settle(graceMilliseconds);
      await Promise.all(triggers.map((trigger) => trigger.deletions()));
      client.close();
    },
  };
}

async function loadFunction(contract: FunctionContract, name: string, load: FunctionsOptions['load']): Promise<HostedFunction> {
  let module: Readonly<Record<string, unknown>>;
  try {
    module = await load(contract.entry);
  } catch (cause) {
    throw new Error(`the function "${contract.name}" cannot be loaded from "${contract.entry}": ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
  const { handler } = module;
  if (!isHandler(handler))
    throw new Error(`the module "${contract.entry}" exports no function "handler": the contract of "${contract.name}" names it as its entry`);
  return { name, handler, timeoutSeconds: contract.timeoutSeconds, memoryMb: contract.memoryMb };
}

function isHandler(value: unknown): value is FunctionHandler {
  return typeof value === 'function';
}
