// Generated from events/task-request.v1. Do not edit.

import type { Parsed } from '../../../codegen/runtime/parsed.ts';
import type { TaskRequest } from '../../events/task-request.v1.ts';

/** Parses a TaskRequest: what it says when `ok`, everything that is wrong with it otherwise. */
export declare function parseTaskRequest(value: unknown): Parsed<TaskRequest>;
