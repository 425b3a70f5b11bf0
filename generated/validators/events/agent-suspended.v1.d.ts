// Generated from events/agent-suspended.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { AgentSuspended } from '../../events/agent-suspended.v1.ts';

/** Parses a AgentSuspended: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseAgentSuspended(value: unknown): Parsed<AgentSuspended>;
