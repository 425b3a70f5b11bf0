import type * as Strands from '@strands-agents/sdk';
import { isDenied, isTransient } from './strands-error.ts';

/** A model for the fabricator; the Strands SDK is handed in, so that it is loaded only when there is work. */
export interface BrainModel {
  readonly id: string;
  /** Its input tokens leave out those of the prompt cache. */
  readonly cacheCountedApart?: boolean;
  load(strands: typeof Strands): Promise<Strands.Model> | Strands.Model;
}

/** The model that is asked, and the one that is next. */
export type FallbackModel = Strands.Model & {
  /** Id of the model that is asked. */
  readonly current: string;
  readonly cacheCountedApart: boolean;
  /** Whether this error made the next model take over, so that the call is worth another try. */
  movedOn(error: unknown): boolean;
};

/** Failures in a row after which a model that may only be busy is given up. */
const PATIENCE = 2;

/**
 * A model that asks the first of a list and goes over to the next when that is denied at once, or throttled or unavailable
 * twice in a row. Whoever retries a call retries it with the next one.
 */
export async function loadFallback(strands: typeof Strands, models: readonly BrainModel[]): Promise<FallbackModel> {
  const [first] = models;
  if (first === undefined) throw new Error('the fabricator has no model: set MODEL_FABRICATOR');
  const initial = await first.load(strands);

  class Fallback extends strands.Model {
    #model = initial;
    #index = 0;
    #failures = 0;
    readonly #moved = new WeakSet<Error>();

    get current(): string {
      return models[this.#index]?.id ?? first?.id ?? '';
    }

    get cacheCountedApart(): boolean {
      return models[this.#index]?.cacheCountedApart === true;
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
      try {
        yield* this.#model.stream(messages, options);
        this.#failures = 0;
      } catch (error) {
        await this.#failed(error);
        throw error;
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
