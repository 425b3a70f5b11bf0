import type { DynamoDBDocumentClient, GetCommandInput } from '@aws-sdk/lib-dynamodb';
import { createOperatorSwitchModel } from '../../../generated/tables/operator-switch.ts';
import { parseOperatorSwitch } from '../../../generated/validators/tables/operator-switch.js';
import type { Clock, OperatorSwitch, SwitchPosition } from '../../shell/ports.ts';
import { getItem } from './table-requests.ts';

/** How long a position that was read counts. Milliseconds. */
const REMEMBERED_MS = 5_000;

/**
 * The operator's switch, read at most every five seconds by each instance: so long it takes, at most, until it is
 * obeyed. Throws when the table cannot be read, or its row not understood: work that nobody could stop is not begun.
 */
export function createOperatorSwitch(documents: DynamoDBDocumentClient, table: string, clock: Clock): OperatorSwitch {
  const model = createOperatorSwitchModel(documents, table);
  let known: { readonly at: number; readonly position: SwitchPosition } | undefined;
  return {
    async position() {
      const now = clock.now();
      if (known !== undefined && now - known.at < REMEMBERED_MS && now >= known.at) return known.position;
      const stored = await getItem(documents, model.get({ scope: 'all' }).params<GetCommandInput>({ consistent: true }));
      known = { at: now, position: stored === undefined ? { state: 'running' } : toPosition(stored, table) };
      return known.position;
    },
  };
}

function toPosition(stored: unknown, table: string): SwitchPosition {
  const parsed = parseOperatorSwitch(stored);
  if (!parsed.ok)
    throw new Error(
      `the row of table "${table}" is not valid: ${parsed.problems.map(({ pointer, message }) => `${pointer} ${message}`).join('; ')}; correct or delete it`,
    );
  const { state, by, reason } = parsed.value;
  return { state, by, ...(reason !== undefined && { reason }) };
}
