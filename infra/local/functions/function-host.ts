/**
 * Runs functions in this process as Lambda runs them: the event is JSON, the context counts down, and an invocation
 * that takes longer than the function's timeout has failed, whatever its handler still does or returns later.
 */
import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { functionArn } from '../arn.ts';
import { AwsError } from '../http/aws-error.ts';
import type { InvocationResult } from './invocation-service.ts';

/** The `handler` export of an entry module. */
export type FunctionHandler = (event: unknown, context: Context) => unknown;

export interface HostedFunction {
  /** Deployed name. */
  readonly name: string;
  readonly handler: FunctionHandler;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
}

/** The invocation failed: the handler threw, or ran out of time. `cause` is what it threw. */
export class FunctionError extends Error {}

export class FunctionHost {
  readonly #functions: ReadonlyMap<string, HostedFunction>;
  readonly #report: (problem: string) => void;
  readonly #running = new Set<Promise<unknown>>();

  constructor(functions: readonly HostedFunction[], report: (problem: string) => void) {
    this.#functions = new Map(functions.map((hosted) => [hosted.name, hosted]));
    this.#report = report;
  }

  /** Runs a function and returns what it returned, through JSON. Throws a FunctionError, or an AwsError for an unknown name. */
  async invoke(name: string, event: unknown): Promise<unknown> {
    const hosted = this.#functions.get(name);
    if (hosted === undefined)
      throw new AwsError('ResourceNotFoundException', `Function not found: ${functionArn(name)}. There are ${[...this.#functions.keys()].join(', ')}.`, 404);
    const run = this.#run(hosted, event);
    this.#running.add(run);
    try {
      return await run;
    } finally {
      this.#running.delete(run);
    }
  }

  /** Invoke as the HTTP interface offers it. `wait` false: the function's failure is reported, not returned. */
  async invokeJson(name: string, payload: string, wait: boolean): Promise<InvocationResult> {
    const event: unknown = JSON.parse(payload);
    if (!wait) {
      if (!this.#functions.has(name)) await this.invoke(name, event);
      this.invoke(name, event).catch((error: unknown) => this.#report(String(error)));
      return { payload: '', isError: false };
    }
    try {
      return { payload: JSON.stringify((await this.invoke(name, event)) ?? null), isError: false };
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      const cause = error.cause instanceof Error ? error.cause : error;
      return { payload: JSON.stringify({ errorType: cause.name, errorMessage: cause.message, trace: (cause.stack ?? '').split('\n') }), isError: true };
    }
  }

  /** Waits for running invocations, at most `milliseconds`. */
  async settle(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)));
    await Promise.race([Promise.allSettled([...this.#running]), timeout]);
    clearTimeout(timer);
  }

  async #run(hosted: HostedFunction, event: unknown): Promise<unknown> {
    const limit = hosted.timeoutSeconds * 1000;
    const context = createContext(hosted, Date.now() + limit);
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(new FunctionError(`${context.awsRequestId} Task timed out after ${hosted.timeoutSeconds.toFixed(2)} seconds (function ${hosted.name})`)),
        limit,
      );
    });
    try {
      const result: unknown = await Promise.race([this.#call(hosted, event, context), timeout]);
      return throughJson(hosted.name, result);
    } finally {
      clearTimeout(timer);
    }
  }

  async #call(hosted: HostedFunction, event: unknown, context: Context): Promise<unknown> {
    try {
      return await hosted.handler(structuredClone(event), context);
    } catch (cause) {
      throw new FunctionError(`function ${hosted.name} failed: ${cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)}`, { cause });
    }
  }
}

/** What a caller gets to see of an answer. A value that JSON has no text for is the function's failure, as on Lambda. */
function throughJson(name: string, value: unknown): unknown {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new FunctionError(`function ${name} returned what is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  return text === undefined ? undefined : JSON.parse(text);
}

function createContext(hosted: HostedFunction, deadline: number): Context {
  const { name, memoryMb } = hosted;
  const outdated = (): never => {
    throw new Error(`function ${name} used a callback of the context: Node 24 functions return a promise`);
  };
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn(name),
    memoryLimitInMB: String(memoryMb),
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: outdated,
    fail: outdated,
    succeed: outdated,
  };
}
