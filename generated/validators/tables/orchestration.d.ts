// Generated from tables/orchestration. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { Orchestration } from '../../tables/orchestration.ts';

/** Parses a Orchestration: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseOrchestration(value: unknown): Parsed<Orchestration>;
