import type * as Strands from '@strands-agents/sdk';
import { estimateTokens, tokensOfCharacters } from '../core/orchestration/token-estimate.ts';
import type { Account, CallTokens, Tariff } from './account.ts';
import { isDenied, isTransient } from './strands-error.ts';

/** A model for the fabricator; the Strands SDK is handed in, so that it is loaded only when there is work. */
export interface BrainModel extends Tariff {
  readonly id: string;
  /** Its input tokens leave out those of the prompt cache. */
  readonly cacheCountedApart?: boolean;
  /** The configuration under which an answer has at most so many tokens. */
  limit(maxTokens: number): Strands.BaseModelConfig;
  load(strands: typeof Strands): Promise<Strands.Model> | Strands.Model;
}

/** The model that is asked, and the one that is next. */
export type FallbackModel = Strands.Model & {
  /** The model that is asked. */
  readonly current: BrainModel;
  /** Whether this error made the next model take over, so that the call is worth another try. */
  movedOn(error: unknown): boolean;
};

/** Failures in a row after which a model that may only be busy is given up. */
const PATIENCE = 2;

/**
 * A model that asks the first of a list and goes over to the next when that is denied at once, or throttled or unavailable
 * twice in a row. Whoever retries a call retries it with the next one. What each call used is entered in the account,
 * by estimate where a stream broke before it told. An answer that a guardrail has only masked goes on as what it is: Bedrock's
 * stop reason does not tell it from a blocked one, and Strands ends at it whatever tools were asked for.
 */
export async function loadFallback(strands: typeof Strands, models: readonly BrainModel[], account: Account): Promise<FallbackModel> {
  const [first] = models;
  if (first === undefined) throw new Error('the fabricator has no model: set MODEL_FABRICATOR');
  const initial = await first.load(strands);

  class Fallback extends strands.Model {
    #model = initial;
    #index = 0;
    #failures = 0;
    readonly #moved = new WeakSet<Error>();

    get current(): BrainModel {
      return models[this.#index] ?? (first as BrainModel);
    }

    movedOn(error: unknown): boolean {
      for (let cause = error; cause instanceof Error; cause = cause.cause) if (this.#moved.has(cause)) return true;
      return false;
    }

    override updateConfig(config: Strands.BaseModelConfig): void {
      this.#model.updateConfig(config);
    }

    override getConfig(): Strands.BaseModelConfig {
      return this.#model.getConfig();
    }

    override async *stream(messages: Strands.Message[], options?: Strands.StreamOptions): AsyncIterable<Strands.ModelStreamEvent> {
      const asked = this.current;
      let characters = 0;
      let told = false;
      let usesTool = false;
      let blocked = false;
      /** A stop by a guardrail and what follows it: only that tells whether parts were masked or all was blocked. */
      const held: Strands.ModelStreamEvent[] = [];
      try {
        for await (const event of this.#model.stream(messages, options)) {
          if (event.type === 'modelContentBlockDeltaEvent') characters += JSON.stringify(event.delta).length;
          else if (event.type === 'modelMetadataEvent' && event.usage !== undefined) {
            account.spend(tokensOf(event.usage, asked), asked);
            told = true;
          }
          usesTool ||= event.type === 'modelContentBlockStartEvent' && event.start?.type === 'toolUseStart';
          blocked ||= event.type === 'modelRedactionEvent';
          if (held.length > 0 || (event.type === 'modelMessageStopEvent' && event.stopReason === 'guardrailIntervened')) held.push(event);
          else yield event;
        }
        for (const event of held) yield event.type === 'modelMessageStopEvent' && !blocked ? { ...event, stopReason: usesTool ? 'toolUse' : 'endTurn' } : event;
        this.#failures = 0;
      } catch (error) {
        await this.#failed(error);
        throw error;
      } finally {
        if (!told && characters > 0) {
          const input = estimateTokens({ system: options?.systemPrompt, messages, tools: options?.toolSpecs });
          account.spend({ input, output: tokensOfCharacters(characters), cacheRead: 0, cacheWrite: 0 }, asked);
        }
      }
    }

    async #failed(error: unknown): Promise<void> {
      const next = models[this.#index + 1];
      if (next === undefined || !(error instanceof Error)) return;
      this.#failures += 1;
      if (!isDenied(error) && !(isTransient(error) && this.#failures >= PATIENCE)) return;
      this.#model = await next.load(strands);
      this.#index += 1;
      this.#failures = 0;
      this.#moved.add(error);
    }
  }
  return new Fallback();
}

function tokensOf(
  { inputTokens, outputTokens, cacheReadInputTokens: cacheRead = 0, cacheWriteInputTokens: cacheWrite = 0 }: Strands.Usage,
  model: BrainModel,
): CallTokens {
  const input = model.cacheCountedApart === true ? inputTokens : Math.max(0, inputTokens - cacheRead - cacheWrite);
  return { input, output: outputTokens, cacheRead, cacheWrite };
}
