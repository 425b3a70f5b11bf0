/** Puts records where the runtime keeps them, as the functions would have left them. */
import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Agent } from '../../generated/tables/agent.ts';
import type { Orchestration } from '../../generated/tables/orchestration.ts';
import type { Task } from '../../generated/tables/task.ts';
import { localName } from '../../infra/local/arbiter.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

export class Stored {
  readonly #documents = DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } });
  readonly #s3 = new S3Client({ forcePathStyle: true });
  readonly #sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

  async put(table: string, items: readonly object[]): Promise<void> {
    for (let from = 0; from < items.length; from += 25)
      await this.#documents.send(
        new BatchWriteCommand({
          RequestItems: { [localName(table)]: items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item: Item as Record<string, unknown> } })) },
        }),
      );
  }

  /** A new version of an agent with this code; it becomes the active one. */
  async version(agentId: string, version: string, source: string, description: string): Promise<void> {
    const sha256 = hash(source);
    const filename = `agents/${hash(agentId).slice(0, 8)}/${sha256}.js`;
    await this.#s3.send(new PutObjectCommand({ Bucket: localName('code'), Key: filename, Body: source }));
    const config: Agent['config'] = {
      name: agentId,
      filename,
      version,
      description,
      schema: { type: 'object', properties: { text: { type: 'string' } } },
      action: { type: 'sqs', target: localName('worker') },
    };
    const at = new Date().toISOString();
    const checks = ['syntax: one function, no imports', 'types: fits its schema', 'dry run: 14 ms, result fits'];
    await this.put('agent-version', [{ agentId, version, config, sha256, createdAt: at, by: 'test', checks }]);
    await this.put('agent-config', [{ agentId, config, state: 'active', sha256, source: 'registered', createdAt: at, updatedAt: at }]);
  }

  async send(queue: string, body: string, attributes: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.#sqs.send(
      new SendMessageCommand({
        QueueUrl: `http://127.0.0.1/000000000000/${localName(queue)}`,
        MessageBody: body,
        MessageAttributes: Object.fromEntries(Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }])),
      }),
    );
  }
}

/** A head as stored. Ended, so that no function touches it, unless said otherwise. */
export function head(orchestrationId: string, own: Partial<Orchestration> = {}): Orchestration {
  const now = Date.now();
  return {
    orchestrationId,
    item: 'META',
    status: 'COMPLETED',
    turn: 1,
    epoch: 1,
    messages: 3,
    dispatchedTurn: 1,
    deadlineAt: now + 3_600_000,
    createdAt: now - 60_000,
    updatedAt: now,
    endedAt: now,
    day: new Date(now).toISOString().slice(0, 10),
    title: orchestrationId,
    budget: { turns: 50, tasks: 2_000, tokens: 1_000_000, costUsd: 20, fabrications: 5 },
    usage: { inputTokens: 100, outputTokens: 10, cachedTokens: 0, modelCalls: 2, costUsd: 0, tasks: 1, fabrications: 0 },
    requestHash: hash(orchestrationId),
    configHash: hash('config'),
    announced: true,
    ...own,
  };
}

export function task(run: Orchestration, turn: number, index: number, own: Partial<Task> = {}): Task {
  const begun = run.createdAt + turn * 1_000;
  return {
    requestId: `${run.orchestrationId}#${turn}`,
    taskId: `${String(index).padStart(2, '0')}-use${index}`,
    orchestrationId: run.orchestrationId,
    turn,
    index,
    toolUseId: `use${index}`,
    agentId: `agent-${index % 7}`,
    target: localName('worker'),
    status: 'SUCCEEDED',
    attempt: 1,
    deadlineAt: run.deadlineAt,
    tokenHashes: [],
    createdAt: begun,
    startedAt: begun + 40 + index * 5,
    endedAt: begun + 240 + index * 9,
    ...own,
  };
}

export function message(run: Orchestration, index: number, blocks: readonly unknown[], at = run.createdAt + index * 500) {
  return {
    orchestrationId: run.orchestrationId,
    item: `M#${String(index).padStart(4, '0')}`,
    role: index % 2 === 0 ? 'user' : 'assistant',
    body: JSON.stringify(blocks),
    createdAt: at,
  };
}
