// Generated from events/tool-registered.v1.json. Do not edit.

import type { Sha256 } from '../common/sha256.ts';
import type { ToolId } from '../common/tool-id.ts';

/** A worker tool was stored and registered. */
export interface ToolRegistered {
  /** The tool. */
  toolId: ToolId;
  /** The version it is about. */
  version?: string;
  /** Hash of its code. */
  sha256?: Sha256;
  /** Who did it: a person, the fabricator or the seeding. */
  by: string;
  /** Why. */
  reason?: string;
}

/** How ToolRegistered travels on the bus. */
export const toolRegistered = { name: 'tool-registered', source: 'registry', detailType: 'tool.registered', version: 1 } as const;
