// Generated from messages/wake.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { Wake } from '../../messages/wake.v1.ts';

/** Parses a Wake: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseWake(value: unknown): Parsed<Wake>;
