// Generated from events/orchestration-failed.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { OrchestrationFailed } from '../../events/orchestration-failed.v1.ts';

/** Parses a OrchestrationFailed: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseOrchestrationFailed(value: unknown): Parsed<OrchestrationFailed>;
