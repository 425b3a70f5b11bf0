import type { Model } from '../../shell/ports.ts';
import type { AskedExchange } from './exchange.ts';
import type { Recording } from './recording.ts';

/** Answers from a recording. A request that was not recorded is denied, with the difference as the reason. */
export function createReplayedModel(recording: Recording, role: AskedExchange['role']): Model {
  return {
    ask({ system, messages, tools, maxTokens }) {
      const found = recording.answer(role, { system, messages, ...(tools !== undefined && { tools }), maxTokens });
      if ('deviation' in found) return Promise.resolve({ kind: 'denied', code: 'REPLAY_DEVIATES', message: found.deviation });
      // The same object may be given out twice, and belongs to the recording.
      return Promise.resolve(structuredClone((found as AskedExchange).outcome));
    },
  };
}
