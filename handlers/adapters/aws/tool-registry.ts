import type { DynamoDBDocumentClient, GetCommandInput, PutCommandInput, QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { createToolModel, type Tool } from '../../../generated/tables/tool.ts';
import { parseTool } from '../../../generated/validators/tables/tool.js';
import type { Registry, Written } from '../../shell/ports.ts';
import { readToolRow, sameTool } from '../registry-row.ts';
import { assertValid } from '../valid-item.ts';
import { assertFits } from '../write-limits.ts';
import { getItem, putItem, queryItems, type StoredItem } from './table-requests.ts';

/** The part of the registry that is about tools. */
export type ToolRegistry = Pick<Registry, 'tool' | 'activeTools' | 'allTools' | 'putTool'>;

/** Worker tools of Tools Config. Rows that are not valid count as missing. */
export function createToolRegistry(documents: DynamoDBDocumentClient, table: string): ToolRegistry {
  const model = createToolModel(documents, table);

  const replace = (tool: Tool, expected: Tool, legacyConfig?: string) =>
    putItem(
      documents,
      model
        .put(tool)
        .where((stored, op) => {
          // As for agents: a config kept as text is compared as a whole.
          const config =
            legacyConfig === undefined
              ? op.eq(stored.config.version, expected.config.version)
              : op.eq(stored.config, legacyConfig as unknown as Tool['config']);
          const sha256 = expected.sha256 === undefined ? op.notExists(stored.sha256) : op.eq(stored.sha256, expected.sha256);
          return [config, op.eq(stored.state, expected.state), sha256].join(' AND ');
        })
        .params<PutCommandInput>(),
    );

  const inState = async (state: Tool['state']): Promise<readonly Tool[]> =>
    (await queryItems(documents, model.query.byState({ state }).params<QueryCommandInput>())).flatMap((item) => toTool(item) ?? []);

  return {
    async tool(toolId) {
      return toTool(await getItem(documents, model.get({ toolId }).params<GetCommandInput>({ consistent: true })));
    },

    activeTools: () => inState('active'),

    async allTools() {
      return (await Promise.all((['active', 'pending', 'maintenance', 'inactive'] as const).map(inState))).flat();
    },

    async putTool(tool, expected): Promise<Written<Tool>> {
      const what = `tool "${tool.toolId}"`;
      const item = assertValid(what, parseTool, tool);
      assertFits([{ what, item }]);
      let outcome = expected === undefined ? await putItem(documents, model.create(item).params<PutCommandInput>()) : await replace(item, expected);
      if (!outcome.ok && expected !== undefined && typeof outcome.current?.['config'] === 'string') {
        const current = toTool(outcome.current);
        if (current !== undefined && sameTool(current, expected)) outcome = await replace(item, expected, outcome.current['config']);
      }
      return outcome.ok ? { ok: true } : { ok: false, current: toTool(outcome.current) };
    },
  };
}

/** For functions that have nothing to do with tools: there are none. */
export const noTools: ToolRegistry = {
  tool: () => Promise.resolve(undefined),
  activeTools: () => Promise.resolve([]),
  allTools: () => Promise.resolve([]),
  putTool: () => Promise.reject(new Error('this function may not write tools: its contract grants no access to the table of tools')),
};

function toTool(item: StoredItem | undefined): Tool | undefined {
  const row = item === undefined ? undefined : readToolRow(item);
  return row?.ok === true ? row.value : undefined;
}
