import type { Clock, Log, Model, ModelFailure, ModelRequest } from '../../shell/ports.ts';

/** One of the models that a role may ask. */
export interface Candidate {
  readonly id: string;
  readonly model: Model;
}

/** How long a model is passed over after it gave no answer (its client has tried twice by then), in milliseconds. */
const REST_MS = 30_000;
/** The same after it was denied: somebody has to change something. */
const DENIED_REST_MS = 10 * 60_000;
/** Less time than this is not worth another call, in milliseconds. */
const SHORTEST_CALL_MS = 5_000;

/**
 * The first of an ordered list that answers. A model that is throttled, unavailable or denied rests for a while, during
 * which the next is asked first; when all rest, all are tried in their order. All of it takes `timeoutMs` together. What
 * is refused as invalid is not asked again elsewhere: the request has to be repaired. The answer names its model.
 */
export function createFallbackModel(candidates: readonly Candidate[], clock: Clock, log: Log): Model {
  const restsUntil = new Map<string, number>();
  return {
    async ask(request) {
      const chosen = choose(candidates, request);
      if (!Array.isArray(chosen)) return chosen;
      const started = clock.now();
      const rested = chosen.filter(({ id }) => (restsUntil.get(id) ?? 0) <= started);
      let failure: ModelFailure | undefined;
      for (const { id, model } of rested.length > 0 ? rested : chosen) {
        const timeoutMs = request.timeoutMs - (clock.now() - started);
        if (failure !== undefined && timeoutMs < SHORTEST_CALL_MS) break;
        const outcome = await model.ask({ ...request, timeoutMs });
        if (outcome.kind === 'answered') {
          restsUntil.delete(id);
          return { ...outcome, model: outcome.model ?? id };
        }
        if (outcome.kind === 'invalid') return outcome;
        // A denial speaks for all only if all are denied.
        if (failure === undefined || failure.kind === 'denied') failure = outcome;
        restsUntil.set(id, clock.now() + restOf(outcome));
        if (chosen.length > 1)
          log('warn', 'a model gave no answer, the next in the list is asked', { model: id, code: outcome.kind, problem: outcome.message });
      }
      return failure ?? { kind: 'unavailable', message: 'no model could be asked in time' };
    },
  };
}

/** A service that says how long to wait is heeded, within reason. */
function restOf(failure: ModelFailure): number {
  if (failure.kind === 'denied') return DENIED_REST_MS;
  return failure.kind === 'throttled' ? Math.max(REST_MS, Math.min(failure.retryAfterMs ?? 0, DENIED_REST_MS)) : REST_MS;
}

/** The role's models, or those that the request names. */
function choose(candidates: readonly Candidate[], { models }: ModelRequest): Candidate[] | ModelFailure {
  if (models === undefined || models.length === 0) return [...candidates];
  const chosen = models.flatMap((wanted) => candidates.filter(({ id }) => id === wanted));
  const missing = models.find((wanted) => !candidates.some(({ id }) => id === wanted));
  if (missing === undefined) return chosen;
  return {
    kind: 'denied',
    code: 'MODEL_NOT_OFFERED',
    message: `the model "${missing}" is not one of this deployment's (${candidates.map(({ id }) => `"${id}"`).join(', ')}): add it to MODEL_AGENT, which also grants access to it, or take it out of the agent's "models"`,
  };
}
