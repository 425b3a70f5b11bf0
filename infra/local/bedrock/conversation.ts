/**
 * Rules over the messages that the service checks once their shape is right. Paths count from 0 here, as in the
 * service's own messages. A blank text inside a toolResult is accepted (seen at the service), a blank text block is not.
 */
import type { ContentBlock, ConverseMessage, ConverseRequest, ToolResult, ToolUse } from './converse-request.ts';
import { validation } from './service-error.ts';

const blockKeys = [
  'text',
  'image',
  'document',
  'video',
  'audio',
  'toolUse',
  'toolResult',
  'guardContent',
  'cachePoint',
  'reasoningContent',
  'citationsContent',
  'searchResult',
];

/** Throws the service's ValidationException for the first rule the conversation breaks. */
export function assertConversation(request: ConverseRequest): void {
  const messages = request.messages ?? [];
  if (messages[0]?.role !== 'user')
    throw validation('A conversation must start with a user message. Try again with a conversation that starts with a user message.');
  (request.system ?? []).forEach((block, index) => {
    if (block.text !== undefined && block.text.trim() === '')
      throw validation(`The text field in the SystemContentBlock object at system.${index} is blank. Add text to the text field, and try again.`);
  });
  messages.forEach((message, at) => {
    if (at > 0 && message.role === messages[at - 1]?.role)
      throw validation(
        'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.',
      );
    assertBlocks(message, at);
    assertToolBlocks(message, messages[at - 1], at);
  });
  const last = messages.at(-1);
  if (last?.role === 'assistant') {
    const waiting = uses(last);
    if (waiting.length > 0)
      throw missingResults(
        messages.length,
        waiting.map((use) => use.toolUseId),
      );
    throw validation(
      'The model returned the following errors: This model does not support assistant message prefill. The conversation must end with a user message.',
    );
  }
  const hasToolBlocks = messages.some((message) => message.content.some((block) => block.toolUse !== undefined || block.toolResult !== undefined));
  if (hasToolBlocks && request.toolConfig === undefined)
    throw validation('The toolConfig field must be defined when using toolUse and toolResult content blocks.');
}

function assertBlocks(message: ConverseMessage, at: number): void {
  if (message.content.length === 0)
    throw validation(`The content field in the Message object at messages.${at} is empty. Add a ContentBlock object to the content field and try again.`);
  message.content.forEach((block, index) => {
    const path = `messages.${at}.content.${index}`;
    const set = blockKeys.filter((key) => key in block && (block as Readonly<Record<string, unknown>>)[key] !== null);
    if (set.length !== 1) throw validation(`ContentBlock object at ${path} must set one of the following keys: ${blockKeys.join(', ')}.`);
    if (block.text !== undefined && block.text.trim() === '')
      throw validation(`The text field in the ContentBlock object at ${path} is blank. Add text to the text field, and try again.`);
    if (block.cachePoint !== undefined && index === 0)
      throw validation(`The cachePoint block at ${path} has nothing before it to cache. Move it behind a content block, and try again.`);
    assertRole(block, message.role, path);
    if (block.toolResult !== undefined) assertResult(block.toolResult, path);
    if (block.toolUse !== undefined && !isObject(block.toolUse.input))
      throw validation(`The format of the value at ${path}.toolUse.input is invalid. Provide a json object for the field and try again.`);
  });
}

function assertRole(block: ContentBlock, role: ConverseMessage['role'], path: string): void {
  if (role === 'user' && block.toolUse !== undefined)
    throw validation(`The toolUse block at ${path} is not allowed in a user message. Provide toolUse blocks in assistant messages only, and try again.`);
  if (role === 'user' && block.reasoningContent !== undefined)
    throw validation(`The reasoningContent block at ${path} is not allowed in a user message. Provide it in assistant messages only, and try again.`);
  if (role === 'assistant' && block.toolResult !== undefined)
    throw validation(`The toolResult block at ${path} is not allowed in an assistant message. Provide toolResult blocks in user messages only, and try again.`);
}

function assertResult(result: ToolResult, path: string): void {
  if (result.status === 'error' && result.content.length === 0)
    throw validation(`The content field at ${path}.toolResult cannot be empty when status value is error.`);
  result.content.forEach((part, index) => {
    const set = ['text', 'json', 'image', 'document', 'video', 'searchResult'].filter((key) => key in part);
    if (set.length !== 1)
      throw validation(
        `ToolResultContentBlock object at ${path}.toolResult.content.${index} must set one of the following keys: json, text, image, document, video, searchResult.`,
      );
    if ('json' in part && !isObject(part.json))
      throw validation(`The format of the value at ${path}.toolResult.content.${index}.json is invalid. Provide a json object for the field and try again.`);
  });
}

/** Every tool use is answered exactly once, in the next user message, and nothing else is answered there. */
function assertToolBlocks(message: ConverseMessage, previous: ConverseMessage | undefined, at: number): void {
  const duplicateUse = firstDuplicate(uses(message).map((use) => use.toolUseId));
  if (duplicateUse !== undefined) throw validation(`The toolUse blocks at messages.${at}.content contain duplicate Ids: ${duplicateUse}`);
  if (message.role !== 'user') return;
  const asked = previous === undefined ? [] : uses(previous).map((use) => use.toolUseId);
  const answered = message.content.flatMap((block) => (block.toolResult === undefined ? [] : [block.toolResult.toolUseId]));
  const duplicate = firstDuplicate(answered);
  if (duplicate !== undefined) throw validation(`The toolResult blocks at messages.${at}.content contain duplicate Ids: ${duplicate}`);
  const missing = asked.filter((id) => !answered.includes(id));
  if (missing.length > 0) throw missingResults(at, missing);
  if (answered.length > asked.length)
    throw validation(`The number of toolResult blocks at messages.${at}.content exceeds the number of toolUse blocks of previous turn.`);
}

function missingResults(at: number, ids: readonly string[]): Error {
  return validation(`Expected toolResult blocks at messages.${at}.content for the following Ids: ${ids.join(', ')}`);
}

function uses(message: ConverseMessage): readonly ToolUse[] {
  return message.content.flatMap((block) => (block.toolUse === undefined ? [] : [block.toolUse]));
}

function firstDuplicate(ids: readonly string[]): string | undefined {
  return ids.find((id, index) => ids.indexOf(id) !== index);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
