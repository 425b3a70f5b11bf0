// Generated from common/agent-state.json. Do not edit.

/** active: offered to the model. inactive: switched off. maintenance: off for a while. pending: waits for a person's review. */
export type AgentState = "active" | "inactive" | "maintenance" | "pending";
