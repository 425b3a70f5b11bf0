/** Recording and replay of the fabricator's model, below Strands: what a provider streams is kept and streamed again. */
import type * as Strands from '@strands-agents/sdk';
import type { BrainModel } from '../../fabricator/strands-fallback.ts';
import type { StreamedExchange } from './exchange.ts';
import { joinedDeltas } from './joined-deltas.ts';
import type { Recorder } from './recorder.ts';
import type { Recording } from './recording.ts';

/** The same model; what it is asked and streams is kept. */
export function recordedBrainModel(inner: BrainModel, recorder: Recorder): BrainModel {
  return {
    ...inner,
    load: async (strands) => {
      const model = await inner.load(strands);
      class Recorded extends strands.Model {
        override updateConfig(config: Strands.BaseModelConfig): void {
          model.updateConfig(config);
        }
        override getConfig(): Strands.BaseModelConfig {
          return model.getConfig();
        }
        override async *stream(messages: Strands.Message[], options?: Strands.StreamOptions): AsyncIterable<Strands.ModelStreamEvent> {
          const request = requestOf(messages, options);
          const events: Strands.ModelStreamEvent[] = [];
          try {
            for await (const event of model.stream(messages, options)) {
              events.push(event);
              yield event;
            }
          } catch (error) {
            recorder.keep({ role: 'fabricator', request, events: joinedDeltas(copyOf(events)), error: errorOf(error) });
            throw error;
          }
          recorder.keep({ role: 'fabricator', request, events: joinedDeltas(copyOf(events)) });
        }
      }
      return new Recorded();
    },
  };
}

/** Streams from a recording. A request that was not recorded fails with the difference. */
export function createReplayedBrainModel(id: string, recording: Recording): Pick<BrainModel, 'load'> {
  return {
    load: (strands) => {
      class Replayed extends strands.Model {
        #config: Strands.BaseModelConfig = { modelId: id };
        override updateConfig(config: Strands.BaseModelConfig): void {
          this.#config = { ...this.#config, ...config };
        }
        override getConfig(): Strands.BaseModelConfig {
          return this.#config;
        }
        // oxlint-disable-next-line require-await -- the events are here already
        override async *stream(messages: Strands.Message[], options?: Strands.StreamOptions): AsyncIterable<Strands.ModelStreamEvent> {
          const found = recording.answer('fabricator', requestOf(messages, options));
          if ('deviation' in found) throw Object.assign(new Error(found.deviation), { name: 'ReplayDeviates' });
          const { events, error } = found as StreamedExchange;
          yield* structuredClone(events) as Strands.ModelStreamEvent[];
          if (error !== undefined) throw Object.assign(new Error(error.message), { name: error.name });
        }
      }
      return new Replayed();
    },
  };
}

/** Copied at once: Strands goes on to write into its messages. */
function requestOf(messages: Strands.Message[], options: Strands.StreamOptions | undefined): StreamedExchange['request'] {
  const copy = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));
  return { system: copy(options?.systemPrompt), messages: copy(messages), tools: copy(options?.toolSpecs) };
}

/** Plain data: Strands' events are instances of classes. */
function copyOf(events: readonly unknown[]): readonly unknown[] {
  return JSON.parse(JSON.stringify(events)) as unknown[];
}

function errorOf(error: unknown): { readonly name: string; readonly message: string } {
  return error instanceof Error ? { name: error.name, message: error.message } : { name: 'Error', message: String(error) };
}
