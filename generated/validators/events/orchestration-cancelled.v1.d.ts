// Generated from events/orchestration-cancelled.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { OrchestrationCancelled } from '../../events/orchestration-cancelled.v1.ts';

/** Parses a OrchestrationCancelled: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseOrchestrationCancelled(value: unknown): Parsed<OrchestrationCancelled>;
