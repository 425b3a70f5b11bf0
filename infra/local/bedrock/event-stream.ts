/** Frames of `application/vnd.amazon.eventstream` as ConverseStream sends them. */
import { EventStreamCodec } from '@smithy/core/event-streams';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';
import type { ReplyBlock } from './converse-model.ts';
import type { Generation } from './generation.ts';
import { ServiceError, type ServiceErrorType } from './service-error.ts';

/** One event of the stream. */
export interface StreamEvent {
  readonly type: 'messageStart' | 'contentBlockStart' | 'contentBlockDelta' | 'contentBlockStop' | 'messageStop' | 'metadata';
  readonly body: Readonly<Record<string, unknown>>;
}

const codec = new EventStreamCodec(toUtf8, fromUtf8);
const deltaLength = 24;

/** Exceptions that ConverseStream can send within a stream; any other arrives as a ModelStreamErrorException. */
const streamed: readonly ServiceErrorType[] = [
  'InternalServerException',
  'ModelStreamErrorException',
  'ValidationException',
  'ThrottlingException',
  'ServiceUnavailableException',
];

/** The events of a whole answer, in the service's order. */
export function toEvents(generation: Generation, latencyMs: number): readonly StreamEvent[] {
  return [
    { type: 'messageStart', body: { role: 'assistant' } },
    ...generation.content.flatMap(blockEvents),
    { type: 'messageStop', body: { stopReason: generation.stopReason } },
    { type: 'metadata', body: { usage: generation.usage, metrics: { latencyMs }, ...(generation.trace !== undefined && { trace: generation.trace }) } },
  ];
}

/** The bytes of one event. */
export function encodeEvent(event: StreamEvent): Uint8Array {
  return encode('event', event.type, event.body);
}

/** The bytes of an exception in mid stream; it ends the stream. */
export function encodeException(error: ServiceError): Uint8Array {
  if (streamed.includes(error.type)) return encode('exception', lowerFirst(error.type), { message: error.message, ...error.members });
  return encode('exception', 'modelStreamErrorException', {
    message: error.message,
    originalStatusCode: error.status,
    originalMessage: `${error.type}: ${error.message}`,
  });
}

function blockEvents(block: ReplyBlock, contentBlockIndex: number): readonly StreamEvent[] {
  const events: StreamEvent[] = [];
  if (block.toolUse !== undefined) {
    const { toolUseId, name } = block.toolUse;
    events.push({ type: 'contentBlockStart', body: { contentBlockIndex, start: { toolUse: { toolUseId, name } } } });
  }
  for (const delta of deltasOf(block)) events.push({ type: 'contentBlockDelta', body: { contentBlockIndex, delta } });
  events.push({ type: 'contentBlockStop', body: { contentBlockIndex } });
  return events;
}

function deltasOf(block: ReplyBlock): readonly Readonly<Record<string, unknown>>[] {
  if (block.toolUse !== undefined) return pieces(JSON.stringify(block.toolUse.input)).map((input) => ({ toolUse: { input } }));
  if (block.reasoningContent !== undefined) {
    const { text, signature } = block.reasoningContent.reasoningText;
    return [...pieces(text).map((piece) => ({ reasoningContent: { text: piece } })), ...(signature === undefined ? [] : [{ reasoningContent: { signature } }])];
  }
  return pieces(block.text ?? '').map((text) => ({ text }));
}

/** Cut by code points, so that no piece ends within a surrogate pair. */
function pieces(text: string): readonly string[] {
  const points = Array.from(text);
  return Array.from({ length: Math.ceil(points.length / deltaLength) }, (_, index) => points.slice(index * deltaLength, (index + 1) * deltaLength).join(''));
}

function encode(kind: 'event' | 'exception', type: string, body: unknown): Uint8Array {
  return codec.encode({
    headers: {
      ':message-type': { type: 'string', value: kind },
      [`:${kind}-type`]: { type: 'string', value: type },
      ':content-type': { type: 'string', value: 'application/json' },
    },
    body: fromUtf8(JSON.stringify(body)),
  });
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
