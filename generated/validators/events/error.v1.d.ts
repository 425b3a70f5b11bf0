// Generated from events/error.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { ArbiterError } from '../../events/error.v1.ts';

/** Parses a ArbiterError: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseArbiterError(value: unknown): Parsed<ArbiterError>;
