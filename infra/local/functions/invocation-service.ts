/** Lambda's Invoke over HTTP: RequestResponse waits for the function's answer, Event for its acceptance only. */
import { AwsError } from '../http/aws-error.ts';
import { errorReply } from '../http/aws-json.ts';
import { header, type Service } from '../http/exchange.ts';
import { functionIn } from '../http/router.ts';

/** Runs a function by name; `wait` false resolves once the invocation is accepted. Throws an AwsError for an unknown name. */
export type Invoker = (name: string, payload: string, wait: boolean) => Promise<InvocationResult>;

export interface InvocationResult {
  /** What the function returned, or its error, as JSON text. */
  readonly payload: string;
  /** Whether it threw or timed out. */
  readonly isError: boolean;
}

/** Serves `POST /2015-03-31/functions/<name>/invocations`. */
export function invocationService(invoke: Invoker): Service {
  return async (exchange) => {
    try {
      const payload = exchange.body.toString() || '{}';
      assertJson(payload);
      const type = header(exchange, 'x-amz-invocation-type') ?? 'RequestResponse';
      if (type === 'DryRun') return { status: 204, headers: {}, body: '' };
      const result = await invoke(functionIn(exchange.path), payload, type !== 'Event');
      if (type === 'Event') return { status: 202, headers: {}, body: '' };
      const failure = result.isError ? { 'x-amz-function-error': 'Unhandled' } : {};
      return { status: 200, headers: { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST', ...failure }, body: result.payload };
    } catch (error) {
      if (error instanceof AwsError) return errorReply(error, 'application/json');
      throw error;
    }
  };
}

function assertJson(text: string): void {
  try {
    JSON.parse(text);
  } catch (cause) {
    throw Object.assign(new AwsError('InvalidRequestContentException', 'Could not parse request body into json.'), { cause });
  }
}
