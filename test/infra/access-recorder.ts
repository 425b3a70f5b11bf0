/**
 * Stands between functions and the embedded endpoints, passes everything on, and notes each call as the IAM requests
 * that AWS would judge. Who calls is told by the access key, which is the function's name here.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { contracts } from '../../generated/contracts/index.ts';
import type { Request } from './iam-policy.ts';
import { account, list, object, region, text, type Json, type JsonObject } from './template.ts';

export interface Access {
  readonly who: string;
  readonly request: Request;
}

export interface AccessRecorder {
  readonly endpoint: string;
  readonly accesses: readonly Access[];
  close(): Promise<void>;
}

export async function startAccessRecorder(target: string): Promise<AccessRecorder> {
  const accesses: Access[] = [];
  const { hostname, port } = new URL(target);
  const agent = new http.Agent({ keepAlive: true });
  const server = http.createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const body = Buffer.concat(parts);
      const who = /Credential=([^/]+)\//u.exec(incoming.headers.authorization ?? '')?.[1];
      if (who !== undefined) accesses.push(...requestsOf(incoming, body).map((request) => ({ who, request })));
      const forwarded = http.request(
        { hostname, port, agent, method: incoming.method ?? 'GET', path: incoming.url ?? '/', headers: incoming.headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(outgoing);
        },
      );
      forwarded.on('error', () => outgoing.destroy());
      forwarded.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accesses,
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function requestsOf({ method, url, headers }: http.IncomingMessage, body: Buffer): readonly Request[] {
  const [service, operation] = String(headers['x-amz-target'] ?? '').split('.');
  if (operation === undefined || service === undefined) return [objectRequest(method ?? '', url ?? '', headers['if-none-match'])];
  const input = object(JSON.parse(body.toString('utf8')) as Json);
  if (service.startsWith('DynamoDB')) return tableRequests(operation, input);
  if (service === 'AmazonSQS')
    return [
      {
        action: `sqs:${operation.replace(/Batch$/u, '')}`,
        resource: `arn:aws:sqs:${region}:${account}:${
          text(input['QueueUrl'] ?? input['QueueName'])
            .split('/')
            .pop() ?? ''
        }`,
        context: secure,
      },
    ];
  if (service === 'AWSEvents' && operation === 'PutEvents') {
    const entries = list(input['Entries']).map(object);
    const buses = new Set(entries.map(({ EventBusName }) => text(EventBusName)));
    return [...buses].map((bus) => ({
      action: 'events:PutEvents',
      resource: `arn:aws:events:${region}:${account}:event-bus/${bus}`,
      context: { 'events:source': entries.map(({ Source }) => text(Source)), 'events:detail-type': entries.map(({ DetailType }) => text(DetailType)) },
    }));
  }
  throw new Error(`no function should call ${service}.${operation}`);
}

const secure = { 'aws:SecureTransport': 'true' };

function objectRequest(method: string, url: string, ifNoneMatch: string | undefined): Request {
  const [, bucket = '', ...key] = decodeURIComponent(url.split('?')[0] ?? '').split('/');
  const action = { GET: 's3:GetObject', HEAD: 's3:GetObject', PUT: 's3:PutObject', DELETE: 's3:DeleteObject' }[method] ?? `s3:${method}`;
  return {
    action,
    resource: `arn:aws:s3:::${bucket}-${account}-${region}/${key.join('/')}`,
    context: { ...secure, ...(ifNoneMatch !== undefined && { 's3:if-none-match': ifNoneMatch }) },
  };
}

function tableRequests(operation: string, input: JsonObject): readonly Request[] {
  if (operation.startsWith('Transact'))
    return list(input['TransactItems'])
      .map(object)
      .flatMap((item) =>
        Object.entries(item).map(([kind, part]) => tableRequest(kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`, object(part))),
      );
  if (operation.startsWith('Batch')) return Object.keys(object(input['RequestItems'])).map((TableName) => tableRequest(operation, { TableName }));
  return [tableRequest(operation, input)];
}

function tableRequest(operation: string, input: JsonObject): Request {
  const name = text(input['TableName']);
  const index = input['IndexName'] === undefined ? '' : `/index/${text(input['IndexName'])}`;
  const partitionKey = contracts.tables.find((table) => name.endsWith(`-${table.name}`))?.partitionKey.name ?? '';
  const item = input['Key'] ?? input['Item'];
  const leading = item === undefined ? undefined : object(item)[partitionKey];
  return {
    action: `dynamodb:${operation}`,
    resource: `arn:aws:dynamodb:${region}:${account}:table/${name}${index}`,
    context: leading === undefined ? {} : { 'dynamodb:LeadingKeys': [text(object(leading)['S'])] },
  };
}
