// Generated from events/task-completion.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { TaskCompletion } from '../../events/task-completion.v1.ts';

/** Parses a TaskCompletion: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseTaskCompletion(value: unknown): Parsed<TaskCompletion>;
