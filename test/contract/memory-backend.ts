import { MemoryCodeStore } from '../../handlers/adapters/memory/code-store.ts';
import { MemoryOrchestrationStore } from '../../handlers/adapters/memory/orchestration-store.ts';
import { MemoryPayloads } from '../../handlers/adapters/memory/payload-store.ts';
import { MemoryRegistry } from '../../handlers/adapters/memory/registry.ts';
import { MemoryTables } from '../../handlers/adapters/memory/tables.ts';
import { MemoryTaskClaims } from '../../handlers/adapters/memory/task-claims.ts';
import type { PortsUnderTest } from './ports-under-test.ts';

export function memoryBackend(): PortsUnderTest {
  const tables = new MemoryTables();
  const registry = new MemoryRegistry();
  return {
    store: new MemoryOrchestrationStore(tables),
    claims: new MemoryTaskClaims(tables),
    registry,
    payloads: new MemoryPayloads(),
    code: new MemoryCodeStore(),
    putAgentRow: async (row) => registry.putAgentRow(row),
    putToolRow: async (row) => registry.putToolRow(row),
  };
}
