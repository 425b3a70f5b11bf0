/** Agents that a task brings along, as external agents: each has a queue, a row in the registry and a consumer in this process. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, DeleteMessageCommand, DeleteQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { publishTaskCompletion } from '../../generated/clients/publish.ts';
import { localName } from '../../infra/local/arbiter.ts';
import type { TeamAgent } from './team.ts';

interface Message {
  readonly orchestration_id: string;
  readonly agent_use_id: string;
  readonly node: string;
  readonly agent_input?: Readonly<Record<string, unknown>>;
}

export class AgentsOnQueues {
  readonly #sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  readonly #events = new EventBridgeClient();
  readonly #s3 = new S3Client();
  readonly #dynamo = new DynamoDBClient();
  readonly #documents = DynamoDBDocumentClient.from(this.#dynamo);

  /** Registers the agents and serves them until the returned function is called, which also takes away what was fabricated meanwhile. */
  async serve(agents: readonly TeamAgent[]): Promise<() => Promise<void>> {
    const stopped = new AbortController();
    const served = await Promise.all(agents.map((agent) => this.#serve(agent, stopped.signal)));
    return async () => {
      stopped.abort();
      await Promise.all(served.map((end) => end()));
      await this.#forgetFabricated();
    };
  }

  close(): void {
    for (const client of [this.#sqs, this.#events, this.#s3, this.#dynamo]) client.destroy();
  }

  async #serve(agent: TeamAgent, signal: AbortSignal): Promise<() => Promise<void>> {
    const { QueueUrl } = await this.#sqs.send(new CreateQueueCommand({ QueueName: `eval-${agent.name}` }));
    const config = {
      name: agent.name,
      description: agent.description ?? agent.name,
      schema: agent.inputSchema.json,
      version: 'v1',
      action: { type: 'sqs', target: QueueUrl },
    };
    await this.#documents.send(
      new PutCommand({ TableName: localName('agent-config'), Item: { agentId: agent.name, state: 'active', config: JSON.stringify(config) } }),
    );
    const consuming = this.#consume(agent, QueueUrl ?? '', signal);
    return async () => {
      await consuming;
      await this.#documents.send(new DeleteCommand({ TableName: localName('agent-config'), Key: { agentId: agent.name } }));
      await this.#sqs.send(new DeleteQueueCommand({ QueueUrl }));
    };
  }

  async #consume(agent: TeamAgent, QueueUrl: string, signal: AbortSignal): Promise<void> {
    for (let calls = 0; !signal.aborted;) {
      const { Messages = [] } = await this.#sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
      for (const { Body, ReceiptHandle } of Messages) {
        const message = JSON.parse(Body ?? '{}') as Message;
        calls += 1;
        await publishTaskCompletion(this.#events, localName(), {
          orchestration_id: message.orchestration_id,
          agent_use_id: message.agent_use_id,
          node: message.node,
          ...(await outcomeOf(agent, message.agent_input ?? {}, calls)),
        });
        await this.#sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  }

  /** A task must not profit from the agents of another. */
  async #forgetFabricated(): Promise<void> {
    const { Items: agents = [] } = await this.#documents.send(new ScanCommand({ TableName: localName('agent-config'), ConsistentRead: true }));
    const made = new Set(agents.filter(({ source }) => source === 'fabricated').map(({ agentId }) => String(agentId)));
    if (made.size === 0) return;
    const { Items: versions = [] } = await this.#documents.send(new ScanCommand({ TableName: localName('agent-version'), ConsistentRead: true }));
    for (const agentId of made) await this.#documents.send(new DeleteCommand({ TableName: localName('agent-config'), Key: { agentId } }));
    for (const { agentId, version } of versions.filter((row) => made.has(String(row['agentId']))))
      await this.#documents.send(new DeleteCommand({ TableName: localName('agent-version'), Key: { agentId, version } }));
    // What was made for which request is remembered too.
    const { Contents = [] } = await this.#s3.send(new ListObjectsV2Command({ Bucket: localName('code'), Prefix: 'agents/by-request/' }));
    for (const { Key } of Contents) await this.#s3.send(new DeleteObjectCommand({ Bucket: localName('code'), Key }));
  }
}

async function outcomeOf(agent: TeamAgent, input: Readonly<Record<string, unknown>>, call: number) {
  try {
    return { status: 'success' as const, data: await agent.run(input, call) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { status: 'error' as const, data: '', error: { code: 'AGENT_THREW', message, retryable: false } };
  }
}
