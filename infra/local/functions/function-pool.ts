/** Runs functions as Lambda does: a context with a clock, a time limit, an error that ends the invocation and nothing else. */
import { randomUUID } from 'node:crypto';
import type { FunctionContract } from '../../../codegen/runtime/contracts.ts';
import { functionArn } from '../arn.ts';
import { AwsError } from '../http/aws-error.ts';
import type { InvocationResult } from './invocation-service.ts';

/** The parts of Lambda's context that exist here. */
export interface FunctionContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly awsRequestId: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  getRemainingTimeInMillis(): number;
}

export type FunctionHandler = (event: unknown, context: FunctionContext) => unknown;

export interface LoadedFunction {
  readonly contract: FunctionContract;
  readonly handler: FunctionHandler;
}

/** An invocation ran into its time limit. What the handler answers later is ignored. */
export class FunctionTimeout extends Error {
  override readonly name = 'FunctionTimeout';
}

export class FunctionPool {
  readonly #functions: ReadonlyMap<string, LoadedFunction>;
  readonly #deployedName: (name: string) => string;
  readonly #running = new Set<Promise<unknown>>();

  constructor(functions: readonly LoadedFunction[], deployedName: (name: string) => string) {
    this.#functions = new Map(functions.map((loaded) => [loaded.contract.name, loaded]));
    this.#deployedName = deployedName;
  }

  /** Runs a function to its end. Rejects with what it threw, or FunctionTimeout. */
  async run(name: string, event: unknown): Promise<unknown> {
    const loaded = this.#functions.get(name);
    if (loaded === undefined) throw new AwsError('ResourceNotFoundException', `Function not found: ${name}`, 404);
    const limit = loaded.contract.timeoutSeconds * 1_000;
    const endsAt = Date.now() + limit;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new FunctionTimeout(`the function "${name}" timed out after ${loaded.contract.timeoutSeconds} s`)), limit);
    });
    const running = Promise.resolve().then(() => loaded.handler(event, this.#context(loaded, endsAt)));
    const tracked = running.catch(() => undefined);
    this.#running.add(tracked);
    void tracked.finally(() => this.#running.delete(tracked));
    try {
      return await Promise.race([running, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Lambda's Invoke. The name may be the logical or the deployed one. */
  async invoke(name: string, payload: string, wait: boolean): Promise<InvocationResult> {
    const logical = [...this.#functions.keys()].find((key) => key === name || this.#deployedName(key) === name);
    if (logical === undefined) throw new AwsError('ResourceNotFoundException', `Function not found: ${name}`, 404);
    const result = this.#answer(logical, payload);
    return wait ? result : { payload: 'null', isError: false };
  }

  /** Resolves when what runs has ended, or after `milliseconds`. */
  async idle(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([Promise.all(this.#running), enough]);
    clearTimeout(timer);
  }

  async #answer(name: string, payload: string): Promise<InvocationResult> {
    try {
      const value = await this.run(name, JSON.parse(payload));
      return { payload: JSON.stringify(value ?? null), isError: false };
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      return { payload: JSON.stringify({ errorType: error.name, errorMessage: error.message }), isError: true };
    }
  }

  #context({ contract }: LoadedFunction, endsAt: number): FunctionContext {
    const functionName = this.#deployedName(contract.name);
    return {
      functionName,
      functionVersion: '$LATEST',
      awsRequestId: randomUUID(),
      invokedFunctionArn: functionArn(functionName),
      memoryLimitInMB: String(contract.memoryMb),
      logGroupName: `/aws/lambda/${functionName}`,
      logStreamName: 'local',
      getRemainingTimeInMillis: () => Math.max(0, endsAt - Date.now()),
    };
  }
}
