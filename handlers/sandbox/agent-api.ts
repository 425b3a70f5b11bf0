/**
 * What agent code is written against. An agent is one module without imports that exports `handler(input, ctx)`;
 * it runs in a sandbox that has no network, files, environment, timers or process: all it can reach is `ctx`.
 *
 * This text is part of the fabricator's prompt and of the type check that every new agent must pass, so it stays
 * self-contained: no imports, only declarations.
 */

/** A value that survives JSON: what goes in and out of an agent. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** The agent itself: takes input valid under its schema, returns a JSON value. Thrown errors become failed tasks. */
export type AgentHandler<Input = unknown, Output = unknown> = (input: Input, ctx: AgentContext) => Output | Promise<Output>;

/** Everything an agent can reach. `model`, `tools` and `http` are there only when granted to this agent version. */
export interface AgentContext {
  /** Asks the configured language model. Granted by the capability `model`. */
  readonly model?: AgentModel;
  /** Runs registered worker tools. Granted by `tool:<toolId>@<sha256>`, one entry a tool. */
  readonly tools?: AgentTools;
  /** Fetches from allow-listed hosts. Granted by `http:<host>`, one entry a host. */
  readonly http?: AgentHttp;
  /** Writes one line to the platform's log, at most 2,000 characters of it. `console` does the same. */
  log(message: string, fields?: { readonly [name: string]: Json }): void;
  /** Aborts shortly before the run's time is up: return what there is. */
  readonly signal: AgentSignal;
  /** The same on every attempt of the same task: send it along wherever a repeated effect would do harm. */
  readonly idempotencyKey: string;
}

/** The configured language model. */
export interface AgentModel {
  /** Asks once; a plain string is the prompt. With `tools`, the model may call them before it answers. */
  ask(question: string | AgentQuestion): Promise<AgentAnswer>;
}

/** A question to the model. */
export interface AgentQuestion {
  /** What is asked, at most 100,000 characters. */
  readonly prompt: string;
  /** How it should behave, at most 20,000 characters. */
  readonly system?: string;
  /** Bound of the answer, 1 to 4,096 (1,024 when absent). */
  readonly maxTokens?: number;
  /** Granted tools that the model may call. */
  readonly tools?: readonly string[];
}

/** The model's answer: all its text. */
export interface AgentAnswer {
  readonly text: string;
  /** `end_turn`, or why the text ends early, for instance `max_tokens`. */
  readonly stopReason: string;
}

/** Registered worker tools. */
export interface AgentTools {
  /** Runs the tool in a sandbox of its own; rejects when it is not granted, is suspended or fails. */
  call(toolId: string, input: Json): Promise<Json>;
}

/** Requests to the hosts granted to this agent, over https, without redirects. */
export interface AgentHttp {
  fetch(request: AgentHttpRequest): Promise<AgentHttpResponse>;
}

/** One request; `https` only, and only to granted hosts. */
export interface AgentHttpRequest {
  readonly url: string;
  /** `GET` when absent. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: { readonly [name: string]: string };
  /** At most 256 KB; GET and HEAD take none. */
  readonly body?: string;
}

/** The answer; a status of 400 or more is an answer too. */
export interface AgentHttpResponse {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  /** As UTF-8 text, at most 512 KB. */
  readonly body: string;
}

/** Tells that time is running out. */
export interface AgentSignal {
  readonly aborted: boolean;
  /** Throws when aborted. */
  throwIfAborted(): void;
  /** Calls the listener once, when it aborts. */
  addEventListener(type: 'abort', listener: () => void): void;
}

/** A failed `ctx` call: `code` says why, for instance `NOT_GRANTED`, `MODEL_THROTTLED`, `TOO_LARGE`. */
export interface AgentCallError extends Error {
  readonly code: string;
}

/** Declares a hand-written agent; returns the handler unchanged, typed: `export const handler = defineAgent<In, Out>(async (input, ctx) => …)`. */
export function defineAgent<Input, Output>(handler: AgentHandler<Input, Output>): AgentHandler<Input, Output> {
  return handler;
}
