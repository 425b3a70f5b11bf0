// Generated from tables/operator-switch. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { OperatorSwitch } from '../../tables/operator-switch.ts';

/** Parses a OperatorSwitch: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseOperatorSwitch(value: unknown): Parsed<OperatorSwitch>;
