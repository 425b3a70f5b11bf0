// Generated from common/agent-action.json. Do not edit.

/** How a task reaches the agent. */
export interface AgentAction {
  /** Transport. */
  type: "sqs";
  /** Queue URL or queue name. */
  target: string;
}
