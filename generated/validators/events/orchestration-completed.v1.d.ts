// Generated from events/orchestration-completed.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { OrchestrationCompleted } from '../../events/orchestration-completed.v1.ts';

/** Parses a OrchestrationCompleted: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseOrchestrationCompleted(value: unknown): Parsed<OrchestrationCompleted>;
