import type { Model, ModelOutcome, ModelRequest } from '../../shell/ports.ts';

/** One answer: given as it is, or made from the request. */
export type ScriptedAnswer = ModelOutcome | ((request: ModelRequest) => ModelOutcome);

/** A model that says what it was told to say, in that order, and keeps what it was asked. Throws once the script is at its end. */
export class ScriptedModel implements Model {
  readonly requests: ModelRequest[] = [];
  readonly #script: readonly ScriptedAnswer[];

  constructor(script: readonly ScriptedAnswer[]) {
    this.#script = script;
  }

  async ask(request: ModelRequest): Promise<ModelOutcome> {
    const answer = this.#script[this.requests.length];
    this.requests.push(request);
    if (answer === undefined)
      throw new Error(`the scripted model was asked ${this.requests.length} times and knows ${this.#script.length} answers: add the next one to its script`);
    return typeof answer === 'function' ? answer(request) : answer;
  }
}
