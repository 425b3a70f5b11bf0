import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Agent } from '../../../generated/tables/agent.ts';

/** Heads of agents. Rows of the original system keep their settings as text: they are read as well. */
export class AgentRecords {
  readonly #table: string;
  readonly #dynamo = new DynamoDBClient();
  readonly #documents = DynamoDBDocumentClient.from(this.#dynamo);

  constructor(table: string) {
    this.#table = table;
  }

  close(): void {
    this.#dynamo.destroy();
  }

  /** All of them by name. */
  async list(): Promise<readonly Agent[]> {
    const agents: Agent[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page = await this.#documents.send(new ScanCommand({ TableName: this.#table, ...(start !== undefined && { ExclusiveStartKey: start }) }));
      agents.push(...(page.Items ?? []).map(toAgent));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return agents.toSorted((a, b) => (a.agentId < b.agentId ? -1 : 1));
  }

  async get(agentId: string): Promise<Agent | undefined> {
    const { Item } = await this.#documents.send(new GetCommand({ TableName: this.#table, Key: { agentId }, ConsistentRead: true }));
    return Item === undefined ? undefined : toAgent(Item);
  }
}

function toAgent(row: Record<string, unknown>): Agent {
  return { ...row, config: typeof row['config'] === 'string' ? JSON.parse(row['config']) : (row['config'] ?? {}) } as Agent;
}
