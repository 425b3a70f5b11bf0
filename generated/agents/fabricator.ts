// Generated from agents/fabricator.json. Do not edit.

/** What is needed. */
export interface FabricatorInput {
  /** What the new agent must do: purpose, inputs, outputs, constraints, in plain words. */
  taskDetails: string;
  /** Wished name; another is chosen when it is taken. */
  agentName?: string;
}

/** What was made. */
export interface FabricatorOutput {
  /** The new agent, and its tool name. */
  agentId: string;
  /** Its version. */
  version: string;
  /** active: can be used now. */
  state: "active" | "inactive" | "maintenance" | "pending";
  /** What was done and what to do next. */
  message: string;
}
