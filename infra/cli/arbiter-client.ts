/** What the command line does with a runtime or a deployed stack: ask, look, cancel. Works on names, through the SDK clients. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createHash } from 'node:crypto';
import { anyWriter } from '../../codegen/runtime/entity-model.ts';
import { publishTaskRequest } from '../../generated/clients/publish.ts';
import { sendCancel } from '../../generated/clients/send.ts';
import type { TaskRequest } from '../../generated/events/task-request.v1.ts';
import { createAgentModel, type Agent } from '../../generated/tables/agent.ts';
import { createOperatorSwitchModel, type OperatorSwitch } from '../../generated/tables/operator-switch.ts';
import { createOrchestrationModel, type Orchestration } from '../../generated/tables/orchestration.ts';
import { createOrchestrationMessageModel, type OrchestrationMessage } from '../../generated/tables/orchestration-message.ts';
import { createTaskModel, type Task } from '../../generated/tables/task.ts';
import { parseAgent } from '../../generated/validators/tables/agent.js';
import { viewOf, type OrchestrationView } from './orchestration-view.ts';

/** Names of what a runtime or stack consists of. */
export interface ArbiterNames {
  readonly bus: string;
  readonly bucket: string;
  readonly inboxUrl: string;
  readonly orchestrationTable: string;
  readonly workerStateTable: string;
  readonly agentTable: string;
  readonly switchTable: string;
}

/** One line of `list`. */
export interface ListedOrchestration {
  readonly orchestrationId: string;
  readonly status: Orchestration['status'];
  readonly title: string;
  readonly createdAt: number;
  readonly turns: number;
}

export class ArbiterClient {
  readonly names: ArbiterNames;
  readonly #events = new EventBridgeClient();
  readonly #sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  readonly #s3 = new S3Client();
  readonly #dynamo = new DynamoDBClient();
  readonly #documents = DynamoDBDocumentClient.from(this.#dynamo);

  constructor(names: ArbiterNames) {
    this.names = names;
  }

  async submit(request: TaskRequest): Promise<void> {
    await publishTaskRequest(this.#events, this.names.bus, request);
  }

  /** Stores text as `payloads/<sha256>` and returns the hash. */
  async putPayload(text: string): Promise<string> {
    const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
    await this.#s3.send(new PutObjectCommand({ Bucket: this.names.bucket, Key: `payloads/${sha256}`, Body: text, ContentType: 'application/json' }));
    return sha256;
  }

  async head(orchestrationId: string): Promise<Orchestration | undefined> {
    const { data } = await createOrchestrationModel(this.#documents, this.names.orchestrationTable)
      .get({ orchestrationId, item: 'META' })
      .go({ ...anyWriter, consistent: true });
    return data ?? undefined;
  }

  /** The orchestration as a person sees it; undefined when there is none. */
  async view(orchestrationId: string, now: number): Promise<OrchestrationView | undefined> {
    const head = await this.head(orchestrationId);
    if (head === undefined) return undefined;
    const turns = await Promise.all(Array.from({ length: head.turn }, (_, index) => this.#tasks(`${orchestrationId}#${index + 1}`)));
    return viewOf(head, turns.flat(), head.status === 'COMPLETED' ? await this.#answer(head) : undefined, now);
  }

  async cancel(orchestrationId: string, by: string, reason: string | undefined): Promise<void> {
    await sendCancel(this.#sqs, this.names.inboxUrl, { kind: 'cancel', orchestrationId, by, ...(reason !== undefined && { reason }) });
  }

  /** Sets the operator's switch. `now` in milliseconds. */
  async setSwitch(position: Pick<OperatorSwitch, 'state' | 'by' | 'reason'>, now: number): Promise<void> {
    await createOperatorSwitchModel(this.#documents, this.names.switchTable)
      .put({ scope: 'all', ...position, updatedAt: now })
      .go();
  }

  /** Where the operator's switch stands; undefined when nobody has ever set it. */
  async switchPosition(): Promise<OperatorSwitch | undefined> {
    const { data } = await createOperatorSwitchModel(this.#documents, this.names.switchTable)
      .get({ scope: 'all' })
      .go({ ...anyWriter, consistent: true });
    return data ?? undefined;
  }

  /** Newest first, of the last `days` days. */
  async list(now: number, days: number, limit: number): Promise<readonly ListedOrchestration[]> {
    const model = createOrchestrationModel(this.#documents, this.names.orchestrationTable);
    const found: ListedOrchestration[] = [];
    for (let back = 0; back < days && found.length < limit; back++) {
      const day = new Date(now - back * 86_400_000).toISOString().slice(0, 10);
      const { data } = await model.query.byDay({ day }).go({ ...anyWriter, order: 'desc', limit: limit - found.length });
      const heads = await Promise.all(data.map(({ orchestrationId }) => this.head(orchestrationId)));
      for (const head of heads)
        if (head !== undefined)
          found.push({ orchestrationId: head.orchestrationId, status: head.status, title: head.title ?? '', createdAt: head.createdAt, turns: head.turn });
    }
    return found;
  }

  /** Agents in every state; rows that are not valid are named apart. */
  async agents(): Promise<{ readonly agents: readonly Agent[]; readonly invalid: readonly string[] }> {
    const model = createAgentModel(this.#documents, this.names.agentTable);
    const agents: Agent[] = [];
    const invalid: string[] = [];
    for (const state of ['active', 'pending', 'maintenance', 'inactive'] as const) {
      const { data } = await model.query.byState({ state }).go({ ...anyWriter, pages: 'all' });
      for (const row of data) {
        const parsed = parseAgent(typeof row.config === 'string' ? { ...row, config: JSON.parse(row.config) } : row);
        if (parsed.ok) agents.push(parsed.value);
        else invalid.push(row.agentId);
      }
    }
    return { agents, invalid };
  }

  /** Ends the connections. */
  close(): void {
    for (const client of [this.#events, this.#sqs, this.#s3, this.#dynamo]) client.destroy();
  }

  async #tasks(requestId: string): Promise<readonly Task[]> {
    const { data } = await createTaskModel(this.#documents, this.names.workerStateTable)
      .query.primary({ requestId })
      .go({ ...anyWriter, consistent: true, pages: 'all' });
    return data;
  }

  async #answer(head: Orchestration): Promise<string> {
    const item = `M#${String(head.messages - 1).padStart(4, '0')}`;
    const { data } = await createOrchestrationMessageModel(this.#documents, this.names.orchestrationTable)
      .get({ orchestrationId: head.orchestrationId, item })
      .go({ ...anyWriter, consistent: true });
    if (data === null) return '';
    const blocks = JSON.parse(await this.#body(data)) as readonly { readonly type: string; readonly text?: string }[];
    return blocks
      .flatMap((block) => (block.type === 'text' && block.text !== undefined ? [block.text] : []))
      .join('\n')
      .trim();
  }

  async #body(message: OrchestrationMessage): Promise<string> {
    if (message.body !== undefined) return message.body;
    const object = await this.#s3.send(new GetObjectCommand({ Bucket: this.names.bucket, Key: `payloads/${message.bodyRef ?? ''}` }));
    return (await object.Body?.transformToString()) ?? '[]';
  }
}
