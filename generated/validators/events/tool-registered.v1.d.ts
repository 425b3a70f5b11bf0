// Generated from events/tool-registered.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { ToolRegistered } from '../../events/tool-registered.v1.ts';

/** Parses a ToolRegistered: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseToolRegistered(value: unknown): Parsed<ToolRegistered>;
