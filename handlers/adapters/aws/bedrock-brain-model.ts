import type { BrainModel } from '../../fabricator/strands-fallback.ts';
import { costOf, listPriceOf } from './prices.ts';
import type { ModelSettings } from './model-settings.ts';

export interface BedrockBrainOptions {
  readonly settings: ModelSettings;
  /** The region of the environment when absent. */
  readonly region?: string;
  /** Output tokens of one answer; R2's figure when absent. */
  readonly maxTokens?: number;
}

/** R2: output tokens of one answer, and how long an answer may be silent. */
export const FABRICATOR_TOKENS = 40_000;
const READ_TIMEOUT_MS = 3_600_000;

/** The fabricator's model by Bedrock's ConverseStream. Strands sets the cache points itself. */
export function createBedrockBrainModel({ settings, region, maxTokens = FABRICATOR_TOKENS }: BedrockBrainOptions): BrainModel {
  const { modelId, cache, guardrail, temperature } = settings;
  const price = listPriceOf(modelId);
  return {
    id: modelId,
    maxTokens,
    ...(price !== undefined && { costOf: (tokens) => costOf(price, tokens) }),
    limit: (tokens) => ({ maxTokens: tokens }),
    cacheCountedApart: true,
    load: (strands) =>
      new strands.BedrockModel({
        modelId,
        ...(region !== undefined && { region }),
        maxTokens,
        requestTimeout: READ_TIMEOUT_MS,
        clientConfig: { maxAttempts: 2, retryMode: 'adaptive' },
        ...(temperature !== undefined && { temperature }),
        // Strands caches for models of Anthropic only, which is also where it knows how to.
        ...(cache.system && cache.tools && { cacheConfig: { strategy: 'anthropic' } }),
        ...(guardrail !== undefined && {
          // Nothing of an answer is seen before the guardrail has seen it.
          guardrailConfig: { guardrailIdentifier: guardrail.id, guardrailVersion: guardrail.version, trace: 'enabled', streamProcessingMode: 'sync' },
        }),
      }),
  };
}
