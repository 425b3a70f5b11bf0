/** What a person is told to do when an endpoint cannot be asked. */
import type { Connection } from './connection.ts';

/** Says that nothing answers, and how to change that. */
export function unreachable({ provider, baseUrl }: Connection, reason: string): string {
  const remedy =
    provider === 'ollama'
      ? 'is ollama running? Start it with "ollama serve", or set OLLAMA_HOST or --model-url'
      : 'is the server running, and is this its address? Set it with --model-url (OPENAI_BASE_URL)';
  return `nothing answers at ${baseUrl} (${reason}): ${remedy}`;
}

/** Says that the endpoint has no such model, and how to get it. */
export function unknownModel({ provider, baseUrl }: Connection, model: string, said: string): string {
  const remedy = provider === 'ollama' ? `get it with "ollama pull ${model}", or see "ollama list"` : 'name one that it offers';
  return `there is no model "${model}" at ${baseUrl} (${said}): ${remedy}`;
}

/** Says that the model takes no tools, without which nothing can be delegated, and what to do. */
export function withoutTools({ provider, baseUrl }: Connection, model: string, said: string): string {
  const remedy =
    provider === 'ollama'
      ? 'choose one that is marked "tools" on ollama.com/search, for instance with --model ollama:qwen3'
      : 'choose one that takes tools, or start its server with them (llama.cpp with --jinja; vLLM with --enable-auto-tool-choice and --tool-call-parser)';
  return `the model "${model}" at ${baseUrl} takes no tools (${said}): ${remedy}`;
}

/** Says that the address is that of a page for people. */
export function webPage({ baseUrl }: Connection, said: string): string {
  return `${baseUrl} answers with a web page, not as a model (${said}): name the address of its API with --model-url (OPENAI_BASE_URL); most end in /v1`;
}

/** The error code at the bottom of the causes, for instance `ECONNREFUSED`. */
export function reasonOf(error: unknown): string {
  let reason = 'no connection';
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    reason = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
  }
  return reason;
}
