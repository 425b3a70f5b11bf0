import type { CodeStore, OrchestrationStore, Payloads, Registry, TaskClaims } from '../../handlers/shell/ports.ts';

/** The ports of one backend, over one set of tables and one bucket. */
export interface PortsUnderTest {
  readonly store: OrchestrationStore;
  readonly claims: TaskClaims;
  readonly registry: Registry;
  readonly payloads: Payloads;
  readonly code: CodeStore;
  /** Puts a row as an operator, or the original system, would: unchecked, without the table library's marks. */
  readonly putAgentRow: (row: { readonly agentId: string } & Readonly<Record<string, unknown>>) => Promise<void>;
  readonly putToolRow: (row: { readonly toolId: string } & Readonly<Record<string, unknown>>) => Promise<void>;
}

/** One thing that every backend does alike. Cases share a backend: each uses ids of its own, from {@link unique}. */
export interface ConformanceCase {
  readonly name: string;
  readonly run: (ports: PortsUnderTest) => Promise<void>;
}

let ids = 0;

/** An identifier that no other case uses. */
export function unique(prefix: string): string {
  ids += 1;
  return `${prefix}-${ids}`;
}
