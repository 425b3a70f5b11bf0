// Generated from tables/tool. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { Tool } from '../../tables/tool.ts';

/** Parses a Tool: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseTool(value: unknown): Parsed<Tool>;
