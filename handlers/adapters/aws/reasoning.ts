import type { ContentBlock, ModelRequest } from '../../shell/ports.ts';

/**
 * Models differ in what they take back of a thought: some want their own unchanged, some refuse any (DeepSeek R1: "User messages cannot
 * contain reasoning content"), and none knows the signature of another. Whether a refusal is about that.
 */
export function refusesReasoning(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'ValidationException' && /reasoning ?content|thinking|signature/iu.test(cause.message);
}

/** The request without thoughts; undefined when it holds none. */
export function withoutReasoning(request: ModelRequest): ModelRequest | undefined {
  if (!request.messages.some(({ content }) => content.some(isReasoning))) return undefined;
  return { ...request, messages: request.messages.map((message) => ({ ...message, content: message.content.filter((block) => !isReasoning(block)) })) };
}

function isReasoning(block: ContentBlock): boolean {
  return block.type === 'opaque' && typeof block.value === 'object' && block.value !== null && 'reasoningContent' in block.value;
}
