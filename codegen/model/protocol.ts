import { appendPointer, valueAt } from '../load/pointer.ts';
import type { SourceSet } from '../load/source-set.ts';
import type { DocumentModel, MessageNode, Node } from './document.ts';
import { isObject, listOf, objectAt, stringOf, stringsOf, type JsonObject } from './json.ts';
import { plainValue } from './plain-schema.ts';
import { keyOf, type SchemaKey } from './schema.ts';
import type { Location } from './schema-index.ts';
import type { SchemaStore } from './schema-store.ts';

/** What those who talk to the application have to know besides payloads. Bindings are plain JSON by protocol. */
export interface Protocol {
  readonly servers: ReadonlyMap<string, ServerProtocol>;
  readonly channels: ReadonlyMap<string, ChannelProtocol>;
  readonly operations: ReadonlyMap<string, OperationProtocol>;
  /** By logical name. */
  readonly messages: ReadonlyMap<string, MessageProtocol>;
}

export interface ServerProtocol {
  /** Protocol, host and path. */
  readonly url: string;
  readonly protocolVersion: string;
  readonly variables: ReadonlyMap<string, Parameter>;
  /** Alternatives, one is enough; none when nothing is asked for. */
  readonly security: readonly string[];
  readonly bindings: JsonObject;
}

/** A part of an address that differs from use to use. */
export interface Parameter {
  /** Values that it may have; undefined when any. */
  readonly values: readonly string[] | undefined;
  readonly default: string | undefined;
  /** Where it is found in a message; empty when that is not told. */
  readonly location: string;
}

export interface ChannelProtocol {
  /** Undefined when it is on all of them. */
  readonly servers: readonly string[] | undefined;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly bindings: JsonObject;
}

export interface OperationProtocol {
  readonly security: readonly string[];
  /** Where in the request the address of the reply is found. */
  readonly replyAddress: string;
  readonly bindings: JsonObject;
}

export interface MessageProtocol {
  readonly contentType: string;
  /** Where the id that relates messages is found. */
  readonly correlation: string;
  /** Schemas of the headers: the message's own and those of its traits. */
  readonly headers: readonly SchemaKey[];
  /** The payload's text when it is no JSON Schema, with its format. */
  readonly foreignPayload: string;
  readonly bindings: JsonObject;
}

/** `nameOf` gives a message's logical name. Made on demand: only comparisons ask for it. */
export function buildProtocol(document: DocumentModel, sources: SourceSet, store: SchemaStore, nameOf: (message: MessageNode) => string): Protocol {
  const at = (location: Location, ...segments: readonly (string | number)[]): unknown =>
    plainValue(sources, store, keyOf(location.file, appendPointer(location.pointer, ...segments)));
  const root: Location = { file: sources.root.path, pointer: '' };
  const alternatives = (location: Location): readonly string[] => listOf(at(location, 'security')).map((one) => JSON.stringify(one));
  const lastOf = (reference: unknown): string => stringOf(objectAt(reference)['$ref']).split('/').at(-1) ?? '';

  /** The parts of a thing that its traits give it, the thing itself first: what it says itself goes before. */
  const withTraits = ({ location, value }: Node): readonly Location[] => [
    location,
    ...listOf(value['traits']).flatMap((trait, index) => {
      const place = { file: location.file, pointer: appendPointer(location.pointer, 'traits', index) };
      const target = typeof objectAt(trait)['$ref'] === 'string' ? store.resolve(stringOf(objectAt(trait)['$ref']), place) : place;
      return target === undefined ? [] : [target];
    }),
  ];
  const first = (places: readonly Location[], ...segments: readonly string[]): string =>
    places.map((place) => stringOf(at(place, ...segments))).find((text) => text !== '') ?? '';
  const bindingsOf = (places: readonly Location[]): JsonObject =>
    Object.assign({}, ...places.map((place) => objectAt(at(place, 'bindings'))).reverse()) as JsonObject;

  const serverIds = Object.keys(objectAt(document.root, 'servers'));
  return {
    servers: new Map(
      serverIds.map((id) => {
        const place = { file: root.file, pointer: appendPointer('/servers', id) };
        const server = objectAt(at(place));
        const url = `${stringOf(server['protocol'])}://${stringOf(server['host'])}${stringOf(server['pathname'])}`;
        const variables = parametersOf(objectAt(server, 'variables'));
        return [
          id,
          {
            url,
            protocolVersion: stringOf(server['protocolVersion']),
            variables,
            security: listOf(server['security']).map((one) => JSON.stringify(one)),
            bindings: objectAt(server, 'bindings'),
          },
        ];
      }),
    ),
    channels: new Map(
      document.channels.map(({ id, location, value }) => [
        id,
        {
          servers: value['servers'] === undefined || listOf(value['servers']).length === 0 ? undefined : listOf(value['servers']).map(lastOf),
          parameters: parametersOf(objectAt(at(location, 'parameters'))),
          bindings: bindingsOf([location]),
        },
      ]),
    ),
    operations: new Map(
      document.operations.map((node) => {
        const places = withTraits(node);
        return [
          node.id,
          {
            security: places.flatMap(alternatives),
            replyAddress: stringOf(objectAt(at(node.location, 'reply'), 'address')['location']),
            bindings: bindingsOf(places),
          },
        ];
      }),
    ),
    messages: new Map(
      document.messages.map((node) => {
        const places = withTraits(node);
        return [
          nameOf(node),
          {
            contentType: first(places, 'contentType') || stringOf(document.root['defaultContentType']),
            correlation: places.map((place) => stringOf(objectAt(at(place, 'correlationId'))['location'])).find((text) => text !== '') ?? '',
            headers: places.flatMap((place) => headersOf(valueAt(sources.files.get(place.file)?.data, place.pointer), place)),
            foreignPayload: node.payload === undefined && node.value['payload'] !== undefined ? JSON.stringify(at(node.location, 'payload')) : '',
            bindings: bindingsOf(places),
          },
        ];
      }),
    ),
  };
}

function parametersOf(holder: JsonObject): ReadonlyMap<string, Parameter> {
  return new Map(
    Object.entries(holder).map(([name, value]) => {
      const parameter = objectAt(value);
      const { default: told } = parameter;
      return [
        name,
        {
          values: parameter['enum'] === undefined ? undefined : stringsOf(parameter['enum']),
          default: typeof told === 'string' ? told : undefined,
          location: stringOf(parameter['location']),
        },
      ];
    }),
  );
}

/** Key of the headers' schema, inside a multi-format object one level deeper. */
function headersOf(holder: unknown, place: Location): readonly SchemaKey[] {
  const headers = objectAt(holder)['headers'];
  if (headers === undefined) return [];
  const pointer = appendPointer(place.pointer, 'headers');
  return [keyOf(place.file, isObject(headers) && typeof headers['schemaFormat'] === 'string' ? appendPointer(pointer, 'schema') : pointer)];
}
