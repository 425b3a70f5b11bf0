// Generated from common/usage.json. Do not edit.

/** What was consumed, summed over model calls. */
export interface Usage {
  /** Model input tokens. */
  inputTokens?: number;
  /** Model output tokens. */
  outputTokens?: number;
  /** Input tokens read from the prompt cache. */
  cachedTokens?: number;
  /** Number of model calls. */
  modelCalls?: number;
  /** Cost in US dollars by the configured price table, of the calls whose price is known; absent when none is. */
  costUsd?: number;
  /** Model calls whose price is not in the table: what they cost is unknown. */
  unpricedCalls?: number;
  /** Runs of the task that are summed here; what an earlier run consumed is unknown when there were more. */
  attempts?: number;
}
