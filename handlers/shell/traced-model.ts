import { arbiterAttribute, genAi, genAiOperation } from './gen-ai.ts';
import type { Model } from './ports.ts';
import type { Tracer } from './tracer.ts';

/** What a span says of a model. */
export interface TracedModelSettings {
  readonly modelId: string;
  /** A value of `gen_ai.provider.name`, for instance `aws.bedrock`. */
  readonly provider: string;
}

/** The model, each of its calls a span `chat <model>` with tokens and cost; never with what was said. */
export function tracedModel(model: Model, { modelId, provider }: TracedModelSettings, tracer: Tracer): Model {
  const attributes = { [genAi.operation]: genAiOperation.chat, [genAi.provider]: provider, [genAi.requestModel]: modelId };
  return {
    ask: (request) =>
      tracer.span(`chat ${modelId}`, { kind: 'client', attributes }, async (span) => {
        const outcome = await model.ask(request);
        if (outcome.kind === 'answered') {
          const { inputTokens, outputTokens, cachedTokens, costUsd } = outcome.usage;
          span.set({
            [genAi.responseModel]: outcome.model,
            [genAi.finishReasons]: [outcome.stopReason],
            [genAi.inputTokens]: inputTokens,
            [genAi.outputTokens]: outputTokens,
            [genAi.cachedTokens]: cachedTokens,
            [arbiterAttribute.costUsd]: costUsd,
          });
        } else span.fail(outcome.kind);
        return outcome;
      }),
  };
}
