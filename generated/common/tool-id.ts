// Generated from common/tool-id.json. Do not edit.

/** Identifies a worker tool: letters, digits, "_" and "-", at most 64. */
export type ToolId = string;
