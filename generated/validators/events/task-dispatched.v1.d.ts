// Generated from events/task-dispatched.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { TaskDispatched } from '../../events/task-dispatched.v1.ts';

/** Parses a TaskDispatched: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseTaskDispatched(value: unknown): Parsed<TaskDispatched>;
