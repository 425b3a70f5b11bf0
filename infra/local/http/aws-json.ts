/** The AWS JSON protocol: `x-amz-target: <prefix>.<operation>`, a JSON object in, a JSON object or a typed error out. */
import { randomUUID } from 'node:crypto';
import { AwsError } from './aws-error.ts';
import type { Exchange, Reply, Service } from './exchange.ts';
import { header } from './exchange.ts';
import { Fields } from './fields.ts';

/** One operation of a JSON service; returns the members of the answer. */
export type Operation = (input: Fields, exchange: Exchange) => object | Promise<object>;

export interface JsonService {
  readonly version: '1.0' | '1.1';
  readonly operations: ReadonlyMap<string, Operation>;
  /** Further headers of an error answer. */
  errorHeaders?(error: AwsError): Readonly<Record<string, string>>;
}

/** Serves a table of operations; an unknown one answers UnknownOperationException. */
export function jsonService(service: JsonService): Service {
  const contentType = `application/x-amz-json-${service.version}`;
  return async (exchange) => {
    try {
      const operation = operationOf(exchange);
      const run = service.operations.get(operation);
      if (run === undefined)
        throw new AwsError(
          'UnknownOperationException',
          `The embedded runtime does not serve ${header(exchange, 'x-amz-target') ?? 'a request without x-amz-target'}. It serves ${[...service.operations.keys()].join(', ')}.`,
        );
      return json(200, await run(Fields.parse(exchange.body), exchange), contentType);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const reply = errorReply(error, contentType);
      return { ...reply, headers: { ...reply.headers, ...service.errorHeaders?.(error) } };
    }
  };
}

/** The operation that `x-amz-target` names. */
export function operationOf(exchange: Exchange): string {
  return header(exchange, 'x-amz-target')?.split('.')[1] ?? '';
}

/** A JSON answer. */
export function json(status: number, value: object, contentType = 'application/json'): Reply {
  return { status, headers: { 'content-type': contentType, 'x-amzn-requestid': randomUUID() }, body: JSON.stringify(value) };
}

/** An error in the form that the JSON protocols read. */
export function errorReply(error: AwsError, contentType: string): Reply {
  const reply = json(error.status, { __type: error.code, message: error.message, ...error.members }, contentType);
  return { ...reply, headers: { ...reply.headers, 'x-amzn-errortype': error.code } };
}

/** The error that an answer of a JSON protocol carries. */
export function toAwsError(status: number, answer: Readonly<Record<string, unknown>>): AwsError {
  const { __type: type, message, Message, ...members } = answer;
  const text = [message, Message].find((candidate) => typeof candidate === 'string');
  return new AwsError(
    typeof type === 'string' ? (type.split('#').pop() ?? type) : 'InternalFailure',
    typeof text === 'string' ? text : `status ${status} without a message`,
    status,
    members,
  );
}
