import type { ConverseMessage, ConverseRequest, ToolResult, ToolSpec, ToolUse } from '../../bedrock/converse-request.ts';
import { readOn, type CutResult } from './long-results.ts';
import { attachedDocument, type TaskDocument } from './document.ts';

/** A tool use with its answer. */
export interface Exchange {
  readonly use: ToolUse;
  readonly result: ToolResult;
  /** The result's end is not known. */
  readonly cut?: true;
}

/** A Converse request as the offline model understands it. */
export interface Conversation {
  readonly system: string;
  /** The task in the user's words, without attachments. */
  readonly task: string;
  readonly documents: readonly TaskDocument[];
  /** Named values that came with the task. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly tools: readonly ToolSpec[];
  /** Answered tool uses since the task, oldest first. */
  readonly exchanges: readonly Exchange[];
  /** Results whose end is not known yet. */
  readonly cut: readonly CutResult[];
  /** Assistant turns since the task. */
  readonly turns: number;
}

/**
 * Reads a request: the last user message with a text of its own is the task (the first, when later ones only remind of
 * it), what follows is its history.
 */
export function readConversation(request: ConverseRequest, task: 'first' | 'last' = 'last'): Conversation {
  const asks = (message: ConverseMessage): boolean =>
    message.role === 'user' && message.content.some((block) => block.text !== undefined) && !message.content.some((block) => block.toolResult !== undefined);
  const start = task === 'first' ? request.messages.findIndex(asks) : request.messages.findLastIndex(asks);
  const texts = (request.messages[start]?.content ?? []).flatMap((block) => (block.text === undefined ? [] : [block.text]));
  const rest = request.messages.slice(start + 1);
  const results = new Map(
    rest
      .flatMap((message) => message.content)
      .flatMap((block) => (block.toolResult === undefined ? [] : [[block.toolResult.toolUseId, block.toolResult] as const])),
  );
  const exchanges = rest
    .flatMap((message) => message.content)
    .flatMap((block) => {
      const result = block.toolUse === undefined ? undefined : results.get(block.toolUse.toolUseId);
      return block.toolUse === undefined || result === undefined ? [] : [{ use: block.toolUse, result }];
    });
  return {
    system: (request.system ?? []).map((block) => block.text ?? '').join('\n'),
    ...readTexts(texts),
    tools: (request.toolConfig?.tools ?? []).flatMap((entry) => (entry.toolSpec === undefined ? [] : [entry.toolSpec])),
    ...readOn(exchanges),
    turns: rest.filter((message) => message.role === 'assistant').length,
  };
}

function readTexts(texts: readonly string[]): Pick<Conversation, 'task' | 'documents' | 'context'> {
  const documents: TaskDocument[] = [];
  let context: Readonly<Record<string, unknown>> = {};
  const own: string[] = [];
  for (const text of texts) {
    const rest = text
      .replace(/<attachment\s+([^>]*)>\n?([\s\S]*?)\n?<\/attachment>/g, (_, attributes: string, content: string) => {
        documents.push(attachedDocument(nameIn(attributes), content, bytesIn(attributes)));
        return '';
      })
      .replace(/<context>([\s\S]*?)<\/context>/g, (_, json: string) => {
        context = { ...context, ...contextOf(json) };
        return '';
      });
    if (rest.trim() !== '') own.push(rest.trim());
  }
  return { task: own.join('\n'), documents, context };
}

/** The name is written as a JSON string. */
function nameIn(attributes: string): string {
  const written = /name=("(?:[^"\\]|\\.)*")/.exec(attributes)?.[1];
  return written === undefined ? 'attachment' : String(JSON.parse(written.replace(/\\(?!["\\/bfnrtu])/g, '\\\\')));
}

function bytesIn(attributes: string): number | undefined {
  const written = /bytes="(\d+)"/.exec(attributes)?.[1];
  return written === undefined ? undefined : Number(written);
}

function contextOf(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  } catch {
    // Context is a courtesy: a text that is not JSON is no reason to refuse the task.
    return {};
  }
}
