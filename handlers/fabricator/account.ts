import type { Allowance } from '../core/orchestration/spending.ts';
import type { BrainUsage } from './brain.ts';

/** Tokens of one call. `input` leaves out those that were read from and written to the prompt cache. */
export interface CallTokens {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** What a model may give in one answer, and what its tokens cost. */
export interface Tariff {
  /** Output tokens of one answer, at most. */
  readonly maxTokens: number;
  /** US dollars of one call; absent when the price is not known. Cost allowances do not hold such a model. */
  readonly costOf?: (tokens: CallTokens) => number;
}

/** Output tokens for which it is worth asking: less holds neither an agent nor the end of the work. */
const LEAST_ANSWER = 1_000;

/**
 * What one fabrication may spend on models, and has spent. A call is entered before it is made, by estimate, with the
 * longest answer that is left for; so neither tokens nor dollars are exceeded by more than the error of one estimate.
 */
export class Account {
  readonly #allowance: Allowance | undefined;
  #inputTokens = 0;
  #outputTokens = 0;
  #cachedTokens = 0;
  #modelCalls = 0;
  #costUsd = 0;
  #pricedCalls = 0;
  #unpricedCalls = 0;
  #refusal: string | undefined;
  #shortened: string | undefined;

  constructor(allowance?: Allowance) {
    this.#allowance = allowance;
  }

  /** Why no further call is made, once one was refused. */
  get refusal(): string | undefined {
    return this.#refusal;
  }

  /** By what the last answer was bounded to less than the model gives. */
  get shortened(): string | undefined {
    return this.#shortened;
  }

  get usage(): BrainUsage {
    return {
      inputTokens: this.#inputTokens,
      outputTokens: this.#outputTokens,
      modelCalls: this.#modelCalls,
      ...(this.#cachedTokens > 0 && { cachedTokens: this.#cachedTokens }),
      ...(this.#pricedCalls > 0 && { costUsd: this.#costUsd }),
      ...(this.#unpricedCalls > 0 && { unpricedCalls: this.#unpricedCalls }),
    };
  }

  /** Enters a call of about so many input tokens. Returns the output tokens that its answer may have, undefined when it must not be made. */
  reserve(inputTokens: number, { maxTokens, costOf }: Tariff): number | undefined {
    const byTokens = this.#allowance === undefined ? Infinity : this.#allowance.tokens - this.#inputTokens - this.#outputTokens - inputTokens;
    const byCost = this.#allowance === undefined || costOf === undefined ? Infinity : this.#affordable(inputTokens, this.#allowance.costUsd, costOf);
    const answer = Math.floor(Math.min(maxTokens, byTokens, byCost));
    const reason = byCost < byTokens ? this.#costReason() : this.#tokenReason(inputTokens);
    this.#shortened = answer < maxTokens ? reason : undefined;
    if (answer < Math.min(LEAST_ANSWER, maxTokens)) {
      this.#refusal = reason;
      return undefined;
    }
    this.#modelCalls += 1;
    return answer;
  }

  /** Enters what a call has used. */
  spend(tokens: CallTokens, { costOf }: Tariff): void {
    this.#inputTokens += tokens.input + tokens.cacheRead + tokens.cacheWrite;
    this.#outputTokens += tokens.output;
    this.#cachedTokens += tokens.cacheRead;
    if (costOf === undefined) this.#unpricedCalls += 1;
    else {
      this.#pricedCalls += 1;
      this.#costUsd += costOf(tokens);
    }
  }

  /** Output tokens that what is left of the dollars buys, if the whole input is new to the cache. */
  #affordable(inputTokens: number, allowed: number, costOf: NonNullable<Tariff['costOf']>): number {
    const nothing = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
    const input = Math.max(costOf({ ...nothing, input: inputTokens }), costOf({ ...nothing, cacheWrite: inputTokens }));
    const each = costOf({ ...nothing, output: 1 });
    const left = allowed - this.#costUsd - input;
    return each === 0 ? (left >= 0 ? Infinity : 0) : left / each;
  }

  #tokenReason(inputTokens: number): string {
    const used = this.#inputTokens + this.#outputTokens;
    return `it may use ${this.#allowance?.tokens} tokens, ${used} are used and the next call takes about ${inputTokens} before the answer`;
  }

  #costReason(): string {
    return `it may spend ${this.#allowance?.costUsd.toFixed(4)} US dollars, ${this.#costUsd.toFixed(4)} are spent and the next call does not fit into the rest`;
  }
}
