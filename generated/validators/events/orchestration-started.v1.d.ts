// Generated from events/orchestration-started.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { OrchestrationStarted } from '../../events/orchestration-started.v1.ts';

/** Parses a OrchestrationStarted: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseOrchestrationStarted(value: unknown): Parsed<OrchestrationStarted>;
