/** A custom resource's Create, as CloudFormation sends it when a stack is deployed: here, when the runtime starts. */
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { functionArn } from '../arn.ts';
import { Fields } from '../http/fields.ts';

/** Runs the function and waits for its answer at the response URL; throws with the reason when it reports a failure. */
export async function createCustomResource(name: string, invoke: (event: unknown) => Promise<unknown>): Promise<void> {
  const answers = await listenForAnswer();
  try {
    const requestId = randomUUID();
    await invoke({
      RequestType: 'Create',
      ServiceToken: functionArn(name),
      ResponseURL: answers.url,
      StackId: 'local',
      RequestId: requestId,
      LogicalResourceId: name,
      ResourceType: 'AWS::CloudFormation::CustomResource',
      ResourceProperties: { ServiceToken: functionArn(name) },
    });
    const answer = Fields.parse(answers.received() ?? '{}');
    if (answer.optionalString('Status') === 'FAILED') throw new Error(`function ${name} reports: ${answer.optionalString('Reason') ?? 'it failed'}`);
  } finally {
    await answers.close();
  }
}

interface Answers {
  readonly url: string;
  received(): string | undefined;
  close(): Promise<void>;
}

/** Stands for the pre-signed URL that CloudFormation gives. */
async function listenForAnswer(): Promise<Answers> {
  let received: string | undefined;
  const server = http.createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (body += part));
    request.on('end', () => {
      received = body;
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the answer of a custom resource cannot be listened for');
  return {
    url: `http://127.0.0.1:${address.port}/${randomUUID()}`,
    received: () => received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
