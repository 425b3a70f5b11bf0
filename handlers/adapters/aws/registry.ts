import type { DynamoDBDocumentClient, GetCommandInput, PutCommandInput, QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { createAgentModel, type Agent } from '../../../generated/tables/agent.ts';
import { createAgentVersionModel, type AgentVersion } from '../../../generated/tables/agent-version.ts';
import { parseAgent } from '../../../generated/validators/tables/agent.js';
import { parseAgentVersion } from '../../../generated/validators/tables/agent-version.js';
import type { AgentReader, Log, Registry, Written } from '../../shell/ports.ts';
import { inVersionOrder, readAgentRow, sameHead } from '../registry-row.ts';
import { assertValid } from '../valid-item.ts';
import { assertFits } from '../write-limits.ts';
import { createAgentReader, readState } from './agent-reader.ts';
import { getItem, putItem, queryItems, type StoredItem } from './table-requests.ts';
import type { ToolRegistry } from './tool-registry.ts';

export interface AgentTables {
  readonly documents: DynamoDBDocumentClient;
  /** Table names. */
  readonly agentConfig: string;
  readonly agentVersion: string;
}

/** Agents and their versions on DynamoDB; tools are the given registry's. */
export function createRegistry(tables: AgentTables, tools: ToolRegistry, log: Log): Registry {
  const { documents } = tables;
  const reader: AgentReader = createAgentReader(documents, tables.agentConfig, log);
  const heads = createAgentModel(documents, tables.agentConfig);
  const versions = createAgentVersionModel(documents, tables.agentVersion);

  const replace = (head: Agent, expected: Agent, legacyConfig?: string) =>
    putItem(
      documents,
      heads
        .put(head)
        .where((agent, op) => {
          // A row of the original system keeps its config as text: then the whole text stands for the version.
          const config =
            legacyConfig === undefined ? op.eq(agent.config.version, expected.config.version) : op.eq(agent.config, legacyConfig as unknown as Agent['config']);
          const sha256 = expected.sha256 === undefined ? op.notExists(agent.sha256) : op.eq(agent.sha256, expected.sha256);
          const source = expected.source === undefined ? op.notExists(agent.source) : op.eq(agent.source, expected.source);
          return [config, op.eq(agent.state, expected.state), sha256, source].join(' AND ');
        })
        .params<PutCommandInput>(),
    );

  return {
    ...reader,
    ...tools,

    async all() {
      const found = await Promise.all(
        (['active', 'pending', 'maintenance', 'inactive'] as const).map((state) => readState(documents, tables.agentConfig, state)),
      );
      return { agents: found.flatMap(({ agents }) => agents), invalid: found.flatMap(({ invalid }) => invalid) };
    },

    async version(agentId, version) {
      return toVersion(await getItem(documents, versions.get({ agentId, version }).params<GetCommandInput>({ consistent: true })));
    },

    async versions(agentId) {
      const items = await queryItems(documents, versions.query.primary({ agentId }).params<QueryCommandInput>({ consistent: true }));
      return inVersionOrder(items.flatMap((item) => toVersion(item) ?? []));
    },

    async addVersion(version): Promise<Written<AgentVersion>> {
      const what = `version "${version.version}" of agent "${version.agentId}"`;
      const item = assertValid(what, parseAgentVersion, version);
      assertFits([{ what, item }]);
      const outcome = await putItem(documents, versions.create(item).params<PutCommandInput>());
      return outcome.ok ? { ok: true } : { ok: false, current: toVersion(outcome.current) };
    },

    async putHead(head, expected): Promise<Written<Agent>> {
      const what = `agent "${head.agentId}"`;
      const item = assertValid(what, parseAgent, head);
      assertFits([{ what, item }]);
      let outcome = expected === undefined ? await putItem(documents, heads.create(item).params<PutCommandInput>()) : await replace(item, expected);
      if (!outcome.ok && expected !== undefined && typeof outcome.current?.['config'] === 'string') {
        const current = toAgent(outcome.current);
        if (current !== undefined && sameHead(current, expected)) outcome = await replace(item, expected, outcome.current['config']);
      }
      return outcome.ok ? { ok: true } : { ok: false, current: toAgent(outcome.current) };
    },
  };
}

function toAgent(item: StoredItem | undefined): Agent | undefined {
  const row = item === undefined ? undefined : readAgentRow(item);
  return row?.ok === true ? row.value : undefined;
}

/** A version that is not valid counts as missing: nothing may run by it. */
function toVersion(item: StoredItem | undefined): AgentVersion | undefined {
  const parsed = item === undefined ? undefined : parseAgentVersion(item);
  return parsed?.ok === true ? parsed.value : undefined;
}
