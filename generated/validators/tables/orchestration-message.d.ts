// Generated from tables/orchestration-message. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { OrchestrationMessage } from '../../tables/orchestration-message.ts';

/** Parses a OrchestrationMessage: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseOrchestrationMessage(value: unknown): Parsed<OrchestrationMessage>;
