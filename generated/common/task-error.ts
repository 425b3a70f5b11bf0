// Generated from common/task-error.json. Do not edit.

/** Why a task failed, in a form that the model and a person can act on. */
export interface TaskError {
  /** Stable machine-readable code in UPPER_SNAKE_CASE. */
  code: string;
  /** What happened, where, and what to do; at most 4,096 characters. */
  message: string;
  /** true when the same task may succeed if tried again. */
  retryable?: boolean;
}
