// Generated from tables/task. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { Task } from '../../tables/task.ts';

/** Parses a Task: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseTask(value: unknown): Parsed<Task>;
