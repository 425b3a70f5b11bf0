/** Stand-in for CloudFormation, CloudWatch and CloudWatch Logs: what the command line asks of them, for the real SDK clients. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Cloud {
  stacks: Readonly<Record<string, { readonly status: string; readonly outputs: Readonly<Record<string, string>> }>>;
  alarms: readonly { readonly AlarmName: string; readonly StateValue: string; readonly AlarmDescription: string }[];
  dashboards: readonly string[];
  /** Messages by log group. */
  logs: Readonly<Record<string, readonly { readonly timestamp: number; readonly message: string }[]>>;
}

export interface CloudStandIn {
  readonly endpoint: string;
  readonly cloud: Cloud;
  /** Operations in the order they came. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function startCloud(cloud: Cloud): Promise<CloudStandIn> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { status, type, text } = answer(cloud, asked, String(request.headers['x-amz-target'] ?? ''), body);
      response.writeHead(status, { 'content-type': type }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, cloud, asked, close: () => closed(server) };
}

function answer(cloud: Cloud, asked: string[], target: string, body: string): { readonly status: number; readonly type: string; readonly text: string } {
  const operation = target === '' ? (new URLSearchParams(body).get('Action') ?? '') : (target.split('.').at(-1) ?? '');
  asked.push(operation);
  const input = target === '' ? {} : (JSON.parse(body) as Readonly<Record<string, unknown>>);
  const json = (value: unknown, status = 200) => ({ status, type: 'application/x-amz-json-1.1', text: JSON.stringify(value) });
  switch (operation) {
    case 'DescribeStacks':
      return describeStack(cloud, new URLSearchParams(body).get('StackName') ?? '');
    case 'DescribeAlarms':
      // Two pages, so that whoever reads only the first is found out.
      return input['NextToken'] === undefined
        ? json({ MetricAlarms: cloud.alarms.filter(startsWith('AlarmName', input['AlarmNamePrefix'])).slice(0, 5), NextToken: 'more' })
        : json({ MetricAlarms: cloud.alarms.filter(startsWith('AlarmName', input['AlarmNamePrefix'])).slice(5) });
    case 'ListDashboards':
      return json({
        DashboardEntries: cloud.dashboards.filter((name) => name.startsWith(String(input['DashboardNamePrefix']))).map((DashboardName) => ({ DashboardName })),
      });
    case 'FilterLogEvents': {
      const events = cloud.logs[String(input['logGroupName'])];
      if (events === undefined) return json({ __type: 'ResourceNotFoundException', message: 'The specified log group does not exist.' }, 400);
      const pattern = typeof input['filterPattern'] === 'string' ? input['filterPattern'].slice(1, -1) : '';
      return json({ events: events.filter(({ timestamp, message }) => timestamp >= Number(input['startTime']) && message.includes(pattern)) });
    }
    default:
      return json({ __type: 'UnknownOperationException', message: operation }, 400);
  }
}

function describeStack({ stacks }: Cloud, name: string): { readonly status: number; readonly type: string; readonly text: string } {
  const type = 'text/xml';
  const stack = stacks[name];
  if (stack === undefined)
    return {
      status: 400,
      type,
      text: `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ${name} does not exist</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
    };
  const outputs = Object.entries(stack.outputs).map(([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`);
  return {
    status: 200,
    type,
    text: `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>${name}</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>${stack.status}</StackStatus><Outputs>${outputs.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  };
}

function startsWith<K extends string>(field: K, prefix: unknown): (row: Readonly<Record<K, string>>) => boolean {
  return (row) => row[field].startsWith(String(prefix));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
