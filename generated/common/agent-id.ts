// Generated from common/agent-id.json. Do not edit.

/** Identifies an agent and is its tool name for the model (Amazon Bedrock ToolSpecification.name): letters, digits, "_" and "-", at most 64. */
export type AgentId = string;
