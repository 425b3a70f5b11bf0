import type { DocumentModel, MessageNode } from './document.ts';
import { objectAt, stringOf } from './json.ts';

/** Channels and operations by id, with the messages' names. */
export interface Flows {
  readonly channels: ReadonlyMap<string, ChannelModel>;
  readonly operations: ReadonlyMap<string, OperationModel>;
}

export interface ChannelModel {
  /** Empty when the document leaves it open. */
  readonly address: string;
  readonly parameters: readonly string[];
  readonly messages: readonly string[];
}

export interface OperationModel {
  readonly action: 'send' | 'receive';
  /** Id of the channel. */
  readonly channel: string;
  readonly messages: readonly string[];
  readonly reply?: { readonly channel: string; readonly messages: readonly string[] };
}

/** `nameOf` gives a message's logical name; messages without payload go by their id. */
export function buildFlows(document: DocumentModel, nameOf: (message: MessageNode) => string): Flows {
  const names = (messages: readonly MessageNode[]): readonly string[] => [...new Set(messages.map(nameOf))];
  return {
    channels: new Map(
      document.channels.map((channel) => [
        channel.id,
        { address: stringOf(channel.value['address']), parameters: Object.keys(objectAt(channel.value, 'parameters')), messages: names(channel.messages) },
      ]),
    ),
    operations: new Map(
      document.operations.map((operation) => [
        operation.id,
        {
          action: operation.action,
          channel: operation.channel.id,
          messages: names(operation.messages),
          ...(operation.reply !== undefined && { reply: { channel: operation.reply.channel?.id ?? '', messages: names(operation.reply.messages) } }),
        },
      ]),
    ),
  };
}
