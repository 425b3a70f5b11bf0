import type { DynamoDBDocumentClient, GetCommandInput, QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { createAgentModel, type Agent } from '../../../generated/tables/agent.ts';
import type { AgentReader, AllAgents, Log } from '../../shell/ports.ts';
import { readAgentRow } from '../registry-row.ts';
import { getItem, queryItems } from './table-requests.ts';

/**
 * Agents of Agent Config. Rows are read as they are, whoever wrote them (no ownership marks are asked for), and checked
 * by the generated validator; one that is not valid is left out and told of.
 */
export function createAgentReader(documents: DynamoDBDocumentClient, table: string, log: Log): AgentReader {
  const model = createAgentModel(documents, table);
  return {
    active: () => readState(documents, table, 'active'),

    async get(agentId) {
      const stored = await getItem(documents, model.get({ agentId }).params<GetCommandInput>({ consistent: true }));
      if (stored === undefined) return undefined;
      const row = readAgentRow(stored);
      if (row.ok) return row.value;
      log('warn', 'an agent row is not valid and counts as missing', { agentId, problem: row.problem });
      return undefined;
    },
  };
}

/** Heads in one state, in the order of their ids. */
export async function readState(documents: DynamoDBDocumentClient, table: string, state: Agent['state']): Promise<AllAgents> {
  const rows = await queryItems(documents, createAgentModel(documents, table).query.byState({ state }).params<QueryCommandInput>());
  const agents: Agent[] = [];
  const invalid: { readonly agentId: string; readonly problem: string }[] = [];
  for (const stored of rows) {
    const row = readAgentRow(stored);
    if (row.ok) agents.push(row.value);
    else invalid.push({ agentId: String(stored['agentId']), problem: row.problem });
  }
  return { agents, invalid };
}
