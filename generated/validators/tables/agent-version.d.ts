// Generated from tables/agent-version. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { AgentVersion } from '../../tables/agent-version.ts';

/** Parses a AgentVersion: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseAgentVersion(value: unknown): Parsed<AgentVersion>;
