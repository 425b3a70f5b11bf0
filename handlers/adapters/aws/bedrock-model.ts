import { ConverseCommand, type BedrockRuntimeClient, type ConverseCommandOutput } from '@aws-sdk/client-bedrock-runtime';
import type { Log, Model } from '../../shell/ports.ts';
import { toOutcome } from './converse-answer.ts';
import { toConverseRequest } from './converse-request.ts';
import { interventionOf } from './guardrail-trace.ts';
import { toModelFailure } from './model-failure.ts';
import type { ModelSettings } from './model-settings.ts';
import { listPriceOf } from './prices.ts';
import { warnOfUnknownPrice } from '../models/priced-model.ts';

/**
 * The model by Amazon Bedrock's Converse. One call, repeated at most once by the client; every failure is an outcome.
 * A model without a known price is logged once; its answers carry no cost, and a cost budget cannot hold it.
 */
export function createBedrockModel(client: BedrockRuntimeClient, settings: ModelSettings, log: Log, price = listPriceOf(settings.modelId)): Model {
  let warned = price !== undefined;
  return {
    async ask(request) {
      if (!warned) {
        warned = true;
        warnOfUnknownPrice(log, settings.modelId);
      }
      const command = new ConverseCommand(toConverseRequest(settings, request));
      let output: ConverseCommandOutput;
      try {
        output = await client.send(command, { abortSignal: AbortSignal.timeout(request.timeoutMs) });
      } catch (cause) {
        return toModelFailure(cause, { modelId: settings.modelId, ...(await regionOf(client)) });
      }
      if (output.stopReason === 'guardrail_intervened') {
        const { action, findings } = interventionOf(output.trace?.guardrail);
        log('warn', `the guardrail has ${action} ${action === 'blocked' ? 'a call' : 'parts of an answer'}`, {
          model: settings.modelId,
          guardrail: settings.guardrail?.id,
          code: action === 'blocked' ? 'GUARDRAIL_BLOCKED' : 'GUARDRAIL_MASKED',
          findings,
        });
      }
      return { ...toOutcome(output, price), model: settings.modelId };
    },
  };
}

/** The region that the client asks; nothing where none is configured. */
async function regionOf(client: BedrockRuntimeClient): Promise<{ readonly region?: string }> {
  try {
    return { region: await client.config.region() };
  } catch {
    // "Region is missing" is then what is told anyway.
    return {};
  }
}
