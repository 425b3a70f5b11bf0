/**
 * Names of the OpenTelemetry semantic conventions for generative AI that are used here, pinned: they are still in
 * development and change between versions. A test holds them to the package of this version.
 */
export const genAiConventions = '1.45.0';

export const genAi = {
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  requestModel: 'gen_ai.request.model',
  responseModel: 'gen_ai.response.model',
  finishReasons: 'gen_ai.response.finish_reasons',
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  cachedTokens: 'gen_ai.usage.cache_read.input_tokens',
  conversation: 'gen_ai.conversation.id',
  agentId: 'gen_ai.agent.id',
  agentName: 'gen_ai.agent.name',
  agentVersion: 'gen_ai.agent.version',
  toolCallId: 'gen_ai.tool.call.id',
} as const;

export const genAiOperation = { chat: 'chat', invokeAgent: 'invoke_agent' } as const;

/** Attributes of ours, where the conventions have none. */
export const arbiterAttribute = {
  turn: 'arbiter.turn',
  epoch: 'arbiter.epoch',
  attempt: 'arbiter.attempt',
  status: 'arbiter.status',
  tasks: 'arbiter.tasks',
  taskId: 'arbiter.task.id',
  costUsd: 'arbiter.cost.usd',
} as const;
