/**
 * The parts of a Converse request that a model here can use, as they are on the wire. Members that are not named
 * (images, documents, metadata …) pass through unread, as unknown members do at the service.
 */
export interface ConverseRequest {
  readonly messages: readonly ConverseMessage[];
  readonly system?: readonly SystemBlock[];
  readonly inferenceConfig?: InferenceConfig;
  readonly toolConfig?: ToolConfig;
  readonly guardrailConfig?: GuardrailConfig;
}

export interface GuardrailConfig {
  readonly guardrailIdentifier: string;
  readonly guardrailVersion: string;
  readonly trace?: 'enabled' | 'disabled' | 'enabled_full';
  /** ConverseStream only. */
  readonly streamProcessingMode?: 'sync' | 'async';
}

export interface ConverseMessage {
  readonly role: 'user' | 'assistant';
  readonly content: readonly ContentBlock[];
}

/** A union on the wire: exactly one member is set. */
export interface ContentBlock {
  readonly text?: string;
  readonly toolUse?: ToolUse;
  readonly toolResult?: ToolResult;
  readonly reasoningContent?: unknown;
  readonly cachePoint?: unknown;
}

export interface ToolUse {
  readonly toolUseId: string;
  readonly name: string;
  readonly input: unknown;
}

export interface ToolResult {
  readonly toolUseId: string;
  readonly content: readonly ToolResultBlock[];
  readonly status?: 'success' | 'error';
}

export interface ToolResultBlock {
  readonly text?: string;
  readonly json?: unknown;
}

export interface SystemBlock {
  readonly text?: string;
  readonly cachePoint?: unknown;
}

export interface InferenceConfig {
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly stopSequences?: readonly string[];
}

export interface ToolConfig {
  readonly tools: readonly ToolEntry[];
  readonly toolChoice?: ToolChoice;
}

/** A union on the wire: a tool, or a cache point between tools. */
export interface ToolEntry {
  readonly toolSpec?: ToolSpec;
  readonly cachePoint?: unknown;
}

export interface ToolSpec {
  readonly name: string;
  readonly description?: string;
  readonly inputSchema: { readonly json: Readonly<Record<string, unknown>> };
}

export interface ToolChoice {
  readonly auto?: Readonly<Record<string, never>>;
  readonly any?: Readonly<Record<string, never>>;
  readonly tool?: { readonly name: string };
}
