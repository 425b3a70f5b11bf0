// Generated from tables/agent. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { Agent } from '../../tables/agent.ts';

/** Parses a Agent: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseAgent(value: unknown): Parsed<Agent>;
