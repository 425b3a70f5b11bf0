// Generated from common/budget.json. Do not edit.

/** Limits of one orchestration; whatever is absent takes the deployment's default. */
export interface Budget {
  /** Model turns. */
  turns?: number;
  /** Tasks dispatched over all turns. */
  tasks?: number;
  /** Input and output tokens together. */
  tokens?: number;
  /** Cost in US dollars. */
  costUsd?: number;
  /** Seconds from acceptance to the end at the latest. */
  deadlineSeconds?: number;
  /** Agents that may be fabricated. */
  fabrications?: number;
}
