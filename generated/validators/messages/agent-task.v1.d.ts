// Generated from messages/agent-task.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { AgentTask } from '../../messages/agent-task.v1.ts';

/** Parses a AgentTask: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseAgentTask(value: unknown): Parsed<AgentTask>;
