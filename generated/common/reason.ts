// Generated from common/reason.json. Do not edit.

/** Why an orchestration ended the way it did. */
export interface Reason {
  /** Stable machine-readable code in UPPER_SNAKE_CASE. */
  code: string;
  /** What happened and what to do; at most 4,096 characters. */
  message: string;
}
