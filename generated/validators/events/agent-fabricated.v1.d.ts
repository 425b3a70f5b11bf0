// Generated from events/agent-fabricated.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { AgentFabricated } from '../../events/agent-fabricated.v1.ts';

/** Parses a AgentFabricated: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseAgentFabricated(value: unknown): Parsed<AgentFabricated>;
