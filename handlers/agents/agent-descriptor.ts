/** What the registry and a model need to know of an agent; the model chooses by the description. */
export interface AgentDescriptor {
  /** `[a-zA-Z0-9_-]{1,64}`; the agent's tool name too. */
  readonly agentId: string;
  /** What it does, on what, and when to use it. */
  readonly description: string;
  readonly categories: readonly string[];
  /** JSON Schema of the input, type object. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** JSON Schema of the result, type object. */
  readonly outputSchema: Readonly<Record<string, unknown>>;
}

/** An agent that comes with the project. */
export interface BuiltInAgent extends AgentDescriptor {
  /** The module's text: no imports, one exported `handler(input, ctx)`, nothing but ES2023. */
  readonly source: string;
}
