import type {
  ContentBlock as WireBlock,
  ConverseCommandInput,
  Message,
  SystemContentBlock,
  Tool,
  ToolResultContentBlock,
} from '@aws-sdk/client-bedrock-runtime';
import { toWellFormed } from '../../core/well-formed.ts';
import { sha256 } from '../../shell/hash.ts';
import type { ContentBlock, ModelMessage, ModelRequest, ToolSpec } from '../../shell/ports.ts';
import type { ModelSettings } from './model-settings.ts';
import { fromOpaque } from './opaque-block.ts';

const CACHE_POINT = { cachePoint: { type: 'default' } } as const;

/** What stands for a message without any text: the service refuses blank text and empty content alike. */
const NOTHING = '(empty)';

/** The Converse request (Amazon Bedrock API reference, Converse). `maxTokens` is always sent; texts are well-formed Unicode. */
export function toConverseRequest(settings: ModelSettings, request: ModelRequest): ConverseCommandInput {
  const system = systemBlocks(settings, request.system);
  return {
    modelId: settings.modelId,
    messages: request.messages.map(toMessage),
    inferenceConfig: { maxTokens: request.maxTokens, ...(settings.temperature !== undefined && { temperature: settings.temperature }) },
    ...(system.length > 0 && { system }),
    ...(settings.guardrail !== undefined && {
      guardrailConfig: { guardrailIdentifier: settings.guardrail.id, guardrailVersion: settings.guardrail.version, trace: 'enabled' },
    }),
    ...(request.tools !== undefined && request.tools.length > 0 && { toolConfig: { tools: toolBlocks(settings, request.tools), toolChoice: { auto: {} } } }),
  };
}

function systemBlocks(settings: ModelSettings, system: string): SystemContentBlock[] {
  if (isBlank(system)) return [];
  const text = system.toWellFormed();
  return settings.cache.system ? [{ text }, CACHE_POINT] : [{ text }];
}

function toolBlocks(settings: ModelSettings, tools: readonly ToolSpec[]): Tool[] {
  const specs = tools.map(({ name, description, inputSchema }): Tool => ({ toolSpec: { name, description, inputSchema: { json: toDocument(inputSchema) } } }));
  return settings.cache.tools ? [...specs, CACHE_POINT] : specs;
}

function toMessage({ role, content }: ModelMessage): Message {
  const blocks = content.flatMap(toBlock);
  return { role, content: blocks.length > 0 ? blocks : [{ text: NOTHING }] };
}

function toBlock(block: ContentBlock): WireBlock[] {
  switch (block.type) {
    case 'text':
      return isBlank(block.text) ? [] : [{ text: block.text.toWellFormed() }];
    case 'toolUse':
      return [{ toolUse: { toolUseId: toUseId(block.toolUseId), name: block.name, input: toDocument(block.input ?? {}) } }];
    case 'toolResult':
      return [{ toolResult: { toolUseId: toUseId(block.toolUseId), status: block.status, content: [toResultContent(block)] } }];
    case 'opaque':
      return [fromOpaque(block.value) as WireBlock];
  }
}

/** Other providers' ids may hold what the service refuses (`call|1`), or be longer; use and result change alike. */
function toUseId(id: string): string {
  return /^[\w.:-]{1,64}$/u.test(id) ? id : `${id.replaceAll(/[^\w.:-]/gu, '_').slice(0, 40)}_${sha256(id).slice(0, 16)}`;
}

/** A JSON object goes as json, anything else as text. Only where parsing keeps it as it is: long numbers stay text. */
function toResultContent({ status, text }: Extract<ContentBlock, { type: 'toolResult' }>): ToolResultContentBlock {
  if (status === 'success' && text.startsWith('{')) {
    const value = parse(text);
    if (value !== undefined && JSON.stringify(value) === text) return { json: toDocument(toWellFormed(value, text)) };
  }
  return { text: isBlank(text) ? NOTHING : text.toWellFormed() };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Expected: a text that begins with a brace, or one that was cut.
    return undefined;
  }
}

type Document = NonNullable<Extract<ToolResultContentBlock, { json: unknown }>['json']>;

/** JSON data is what the SDK calls a document. */
function toDocument(value: unknown): Document {
  return value as Document;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
