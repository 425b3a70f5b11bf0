// Generated from events/agent-registered.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { AgentRegistered } from '../../events/agent-registered.v1.ts';

/** Parses a AgentRegistered: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseAgentRegistered(value: unknown): Parsed<AgentRegistered>;
