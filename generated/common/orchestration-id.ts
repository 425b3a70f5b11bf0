// Generated from common/orchestration-id.json. Do not edit.

/** Identifies one orchestration: letters, digits, "_" and "-", at most 64. "0" stands for "no orchestration" (a direct request). */
export type OrchestrationId = string;
