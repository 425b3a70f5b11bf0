import { ConverseCommand, type BedrockRuntimeClient, type ConverseCommandOutput } from '@aws-sdk/client-bedrock-runtime';
import type { Log, Model, ModelRequest } from '../../shell/ports.ts';
import { toOutcome } from './converse-answer.ts';
import { toConverseRequest } from './converse-request.ts';
import { interventionOf } from './guardrail-trace.ts';
import { toModelFailure } from './model-failure.ts';
import type { ModelSettings } from './model-settings.ts';
import { listPriceOf } from './prices.ts';
import { refusesReasoning, withoutReasoning } from './reasoning.ts';
import { warnOfUnknownPrice } from '../models/priced-model.ts';

/**
 * The model by Amazon Bedrock's Converse. One call, repeated at most once by the client, and once without the thoughts of earlier turns
 * where the model refuses those; every failure is an outcome.
 * A model without a known price is logged once; its answers carry no cost, and a cost budget cannot hold it.
 */
export function createBedrockModel(client: BedrockRuntimeClient, settings: ModelSettings, log: Log, price = listPriceOf(settings.modelId)): Model {
  let warned = price !== undefined;
  let thoughtless = false;
  return {
    async ask(request) {
      if (!warned) {
        warned = true;
        warnOfUnknownPrice(log, settings.modelId);
      }
      const until = Date.now() + request.timeoutMs;
      const send = (asked: ModelRequest): Promise<ConverseCommandOutput> =>
        client.send(new ConverseCommand(toConverseRequest(settings, asked)), { abortSignal: AbortSignal.timeout(Math.max(1, until - Date.now())) });
      let output: ConverseCommandOutput;
      try {
        output = await send((thoughtless ? withoutReasoning(request) : undefined) ?? request).catch((cause: unknown) => {
          const plain = !thoughtless && refusesReasoning(cause) ? withoutReasoning(request) : undefined;
          if (plain === undefined) throw cause;
          thoughtless = true;
          log('info', 'the model takes no reasoning back, it is left out from here on', { model: settings.modelId });
          return send(plain);
        });
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
