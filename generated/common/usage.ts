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
  /** Cost in US dollars by the configured price table. */
  costUsd?: number;
}
