// Generated from messages/cancel.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { Cancel } from '../../messages/cancel.v1.ts';

/** Parses a Cancel: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseCancel(value: unknown): Parsed<Cancel>;
