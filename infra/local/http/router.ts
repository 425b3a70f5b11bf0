/** Which service a request is for, and which operation of it: read from target header and path, as the SDKs write them. */
import type { ServiceName } from '../faults.ts';
import { objectOperation } from '../objects/object-service.ts';
import { operationOf } from './aws-json.ts';
import { header, type Exchange } from './exchange.ts';

const targets: Readonly<Record<string, ServiceName>> = {
  DynamoDB_20120810: 'dynamodb',
  DynamoDBStreams_20120810: 'dynamodb',
  AmazonSQS: 'sqs',
  AWSEvents: 'events',
};
const invocation = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
const model = /^\/model\/[^/]+\/(converse|converse-stream|invoke|invoke-with-response-stream)$/;

/** The service and the operation, the latter in the service's own words. */
export function route(exchange: Exchange): { readonly service: ServiceName; readonly operation: string } {
  const service = targets[header(exchange, 'x-amz-target')?.split('.')[0] ?? ''];
  if (service !== undefined) return { service, operation: operationOf(exchange) };
  const verb = exchange.method === 'POST' ? model.exec(exchange.path)?.[1] : undefined;
  if (verb !== undefined)
    return { service: 'bedrock', operation: verb === 'converse' ? 'Converse' : verb === 'converse-stream' ? 'ConverseStream' : 'InvokeModel' };
  if (invocation.test(exchange.path)) return { service: 'lambda', operation: 'Invoke' };
  return { service: 's3', operation: objectOperation(exchange) ?? 'Unknown' };
}

/** Name of the function that an invocation's path names, plain, qualified or as an ARN. */
export function functionIn(path: string): string {
  const named = decodeURIComponent(invocation.exec(path)?.[1] ?? '');
  return named.split(':')[6] ?? named.split(':')[0] ?? named;
}
