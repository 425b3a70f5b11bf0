// Generated from events/agent-activated.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { AgentActivated } from '../../events/agent-activated.v1.ts';

/** Parses a AgentActivated: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseAgentActivated(value: unknown): Parsed<AgentActivated>;
