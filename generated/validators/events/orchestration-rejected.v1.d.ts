// Generated from events/orchestration-rejected.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { OrchestrationRejected } from '../../events/orchestration-rejected.v1.ts';

/** Parses a OrchestrationRejected: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseOrchestrationRejected(value: unknown): Parsed<OrchestrationRejected>;
