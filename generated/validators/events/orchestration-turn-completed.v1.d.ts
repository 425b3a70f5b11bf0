// Generated from events/orchestration-turn-completed.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { OrchestrationTurnCompleted } from '../../events/orchestration-turn-completed.v1.ts';

/** Parses a OrchestrationTurnCompleted: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseOrchestrationTurnCompleted(value: unknown): Parsed<OrchestrationTurnCompleted>;
