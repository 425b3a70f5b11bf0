/**
 * Items of the state tables as their types. They were validated when we wrote them and nobody else writes there; they
 * are not validated again, so that a row written by an earlier version can still be read, and ended.
 */
import type { Orchestration } from '../../../generated/tables/orchestration.ts';
import type { OrchestrationMessage } from '../../../generated/tables/orchestration-message.ts';
import type { Task } from '../../../generated/tables/task.ts';
import type { StoredItem } from './table-requests.ts';

export function toHead(item: StoredItem | undefined): Orchestration | undefined {
  return item === undefined ? undefined : (withoutIdentifiers(item) as unknown as Orchestration);
}

export function toMessage(item: StoredItem): OrchestrationMessage {
  return withoutIdentifiers(item) as unknown as OrchestrationMessage;
}

export function toTask(item: StoredItem): Task {
  return withoutIdentifiers(item) as unknown as Task;
}

/** ElectroDB marks each item with its entity and version. */
function withoutIdentifiers({ __edb_e__: _entity, __edb_v__: _version, ...rest }: StoredItem): StoredItem {
  return rest;
}
