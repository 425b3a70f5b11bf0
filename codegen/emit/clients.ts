import { toCamelCase, toPascalCase } from '../model/identifier.ts';
import type { EventModel, MessageModel, Model } from '../model/model.ts';
import { docComment } from '../print/doc-comment.ts';
import type { GeneratedFile } from '../print/generated-file.ts';
import { literal } from '../print/literal.ts';
import { header, ModuleText, quoted, type ImportStyle } from '../print/module-text.ts';
import { validatorPath } from './validators.ts';

/** Typed clients over the AWS SDK. Each function stands alone, so that a bundler keeps one validator for one event. */
export function emitClients(model: Model, style: ImportStyle): readonly GeneratedFile[] {
  return [
    ...(model.events.length > 0 ? [publishClient(model, style)] : []),
    ...(model.messages.length > 0 ? [model.queues.length > 0 ? sendClient(model, style) : transportClient(model, style)] : []),
    ...(model.events.length + model.messages.length > 0 ? [consumeClient(model, style)] : []),
  ];
}

function publishClient(model: Model, style: ImportStyle): GeneratedFile {
  const given = new GivenNames(['putEvents', 'PublishError', 'OutgoingEvent']);
  const events = model.events.map((event) => ({ event, publish: given.add(`publish${event.typeName}`), build: given.add(`${event.descriptorName}Event`) }));
  const module = new ModuleText('clients/publish', style, given.all);
  const client = module.packageType('EventBridgeClient', '@aws-sdk/client-eventbridge');
  const outgoing = module.runtimeType('OutgoingEvent', 'publish');
  const put = module.runtimeValue('putEvents', 'publish');
  const check = module.runtimeValue('assertParsed', 'contract-violation');
  for (const { event, publish, build } of events) {
    const { type, parse } = imports(module, event);
    const route = `source: ${quoted(event.source)}, detailType: ${quoted(event.detailType)}`;
    module.add(
      `${docComment(`A validated ${event.typeName}, without unknown fields, for \`putEvents\`. Throws ContractViolation when it is not valid.`)}export function ${build}(detail: ${type}): ${outgoing} {\n  return { ${route}, detail: ${check}(${quoted(event.typeName)}, ${parse}(detail)) };\n}`,
      `${docComment(`${event.description}\n\nPublishes one to the bus named \`bus\`; resolves when the bus has accepted it.`)}export async function ${publish}(client: ${client}, bus: string, detail: ${type}): Promise<void> {\n  await ${put}(client, bus, [${build}(detail)]);\n}`,
    );
  }
  module.add(`export { putEvents, PublishError, type OutgoingEvent } from ${quoted(module.runtimeSpecifier('publish'))};`);
  return { path: 'clients/publish.ts', text: module.toString(header(model.document)) };
}

function sendClient(model: Model, style: ImportStyle): GeneratedFile {
  const given = new GivenNames(['sendMessages', 'SendError', 'OutgoingMessage', 'RefusedMessage']);
  const messages = sendNames(model, given);
  const module = new ModuleText('clients/send', style, given.all);
  const client = module.packageType('SQSClient', '@aws-sdk/client-sqs');
  const outgoing = module.runtimeType('OutgoingMessage', 'send');
  const send = module.runtimeValue('sendMessage', 'send');
  const check = module.runtimeValue('assertParsed', 'contract-violation');
  for (const { message, send: name, body } of messages) {
    const { type, parse } = imports(module, message);
    module.add(
      `${docComment(`JSON text of a validated ${message.typeName}, without unknown fields, for \`sendMessages\`. Throws ContractViolation when it is not valid.`)}export function ${body}(message: ${type}): string {\n  return JSON.stringify(${check}(${quoted(message.typeName)}, ${parse}(message)));\n}`,
      `${docComment(`${message.description}\n\nSends one to a queue; throws SendError when the queue does not take it.`)}export async function ${name}(client: ${client}, queueUrl: string, message: ${type}, options: Omit<${outgoing}, 'body'> = {}): Promise<void> {\n  await ${send}(client, queueUrl, { ...options, body: ${body}(message) });\n}`,
    );
  }
  module.add(`export { sendMessages, SendError, type OutgoingMessage, type RefusedMessage } from ${quoted(module.runtimeSpecifier('send'))};`);
  return { path: 'clients/send.ts', text: module.toString(header(model.document)) };
}

/** The send client of a document without queues: no AWS, the caller brings the transport. */
function transportClient(model: Model, style: ImportStyle): GeneratedFile {
  const given = new GivenNames([]);
  const messages = sendNames(model, given);
  const module = new ModuleText('clients/send', style, given.all);
  const transport = module.runtimeType('Transport', 'transport');
  const check = module.runtimeValue('assertParsed', 'contract-violation');
  for (const { message, send: name, body } of messages) {
    const { type, parse } = imports(module, message);
    module.add(
      `${docComment(`JSON text of a validated ${message.typeName}. Throws ContractViolation when it is not valid.`)}export function ${body}(message: ${type}): string {\n  return JSON.stringify(${check}(${quoted(message.typeName)}, ${parse}(message)));\n}`,
      `${docComment(`${message.description}\n\nSends one to a channel's address.`)}export async function ${name}(transport: ${transport}, address: string, message: ${type}): Promise<void> {\n  await transport.send(address, ${body}(message));\n}`,
    );
  }
  return { path: 'clients/send.ts', text: module.toString(header(model.document)) };
}

function sendNames(model: Model, given: GivenNames): readonly { readonly message: MessageModel; readonly send: string; readonly body: string }[] {
  return model.messages
    .map((message) => ({ message, send: given.add(`send${message.typeName}`) }))
    .map((one) => ({ ...one, body: given.add(`${toCamelCase(one.message.typeName)}Body`) }));
}

/** Names that a module declares. A message may be called so that two functions would have the same name, or one that the module passes on. */
class GivenNames {
  readonly all = new Set<string>();
  readonly #passedOn: readonly string[];

  constructor(passedOn: readonly string[]) {
    this.#passedOn = passedOn;
  }

  /** The name, with a number behind it when it is given already. */
  add(wished: string): string {
    let name = wished;
    for (let n = 2; this.all.has(name) || this.#passedOn.includes(name); n += 1) name = `${wished}${/\d$/.test(wished) ? '_' : ''}${n}`;
    this.all.add(name);
    return name;
  }
}

function consumeClient(model: Model, style: ImportStyle): GeneratedFile {
  const given = new GivenNames(['BusEvent', 'consumeEvent', 'Upcasters', 'Consumed', 'Envelope', 'Message']);
  const queues = model.queues.map((queue) => ({
    ...queue,
    typeName: given.add(`${toPascalCase(queue.name)}Message`),
    functionName: given.add(`consume${toPascalCase(queue.name)}`),
  }));
  const single = (one: MessageModel): string => `read${one.typeName}`;
  const newest = newestOf(model.events);
  const all: readonly (EventModel | MessageModel)[] = [...newest(model.events), ...model.messages];
  const chains = model.events.filter((event) => event.supersedes !== undefined);
  const module = new ModuleText('clients/consume', style, [
    'BusEvent',
    'consumeEvent',
    ...(chains.length > 0 ? ['Upcasters'] : []),
    ...queues.flatMap((queue) => [queue.typeName, queue.functionName]),
    ...all.map(single),
  ]);
  const consumed = module.runtimeValue('consumed', 'consume');
  const receive = module.runtimeValue('receive', 'consume');
  const unrecognised = module.runtimeValue('unrecognised', 'consume');
  const upcasted = chains.length > 0 ? module.runtimeValue('upcasted', 'consume') : '';
  const Consumed = module.runtimeType('Consumed', 'consume');
  const Message = module.runtimeType('Message', 'consume');
  const messageType = (one: MessageModel): string => `${Message}<${quoted(one.name)}, ${imports(module, one).type}>`;
  if (chains.length > 0) module.add(upcastersOf(module, chains));

  /** A case for the newest version, and one for each older version that becomes it. */
  const casesOf = (one: EventModel | MessageModel, isOnlyBare: boolean): string => {
    const { parse } = imports(module, one);
    const labelled = (labels: readonly string[], answer: string): string => `${labels.map((label) => `    ${label}\n`).join('')}      return ${answer};`;
    const older = olderOf(one).map((event, index, every) => {
      const steps = every.slice(0, index + 1).toReversed();
      const up = steps.reduce((value, step) => `upcasters.${upcasterName(step)}(${value})`, 'value');
      return labelled(
        claimsOf(event, false),
        `${upcasted}(${quoted(one.name)}, ${imports(module, event).parse}(received.value), (value) => ${up}, ${parse}, received)`,
      );
    });
    return [labelled(claimsOf(one, isOnlyBare), `${consumed}(${quoted(one.name)}, ${parse}(received.value), received)`), ...older].join('\n');
  };

  const reader = (functionName: string, typeName: string, about: string, members: readonly (EventModel | MessageModel)[]): string => {
    const bare = members.filter((one) => one.kind === 'message' && one.kindConstant === undefined);
    const cases = members.map((one) => casesOf(one, bare.length === 1));
    const named = (one: EventModel | MessageModel): string => (one.kind === 'event' && 'detailType' in one ? `${one.source}/${one.detailType}` : one.name);
    const expected = literal(
      members.flatMap((one) => [one, ...olderOf(one)].map(named)),
      8,
    );
    const needed = members.flatMap((one) => olderOf(one).map(upcasterName));
    const upcasters = needed.length === 0 ? '' : `, upcasters: Pick<Upcasters, ${needed.map(quoted).join(' | ')}>`;
    const fallback = bare.length === 1 ? '' : `\n    default:\n      return ${unrecognised}(received, ${expected});`;
    const guard =
      bare.length === 1 ? `  if (received.problem !== undefined || received.envelope !== undefined) return ${unrecognised}(received, ${expected});\n` : '';
    const onlyBare = members.length === 1 && bare.length === 1;
    if (onlyBare && members[0] !== undefined) {
      const { parse } = imports(module, members[0]);
      return `${docComment(about)}export function ${functionName}(input: unknown): ${Consumed}<${typeName}> {\n  const received = ${receive}(input);\n${guard}  return ${consumed}(${quoted(members[0].name)}, ${parse}(received.value), received);\n}`;
    }
    return `${docComment(about)}export function ${functionName}(input: unknown${upcasters}): ${Consumed}<${typeName}> {\n  const received = ${receive}(input);\n  switch (received.claim) {\n${cases.join('\n')}${fallback}\n  }\n}`;
  };

  const takes = 'Takes an SQS record, an EventBridge envelope, JSON text or a parsed value.';
  for (const queue of queues) {
    const members = [...newest(queue.events), ...queue.messages];
    if (members.length === 0) continue;
    module.add(`${docComment(`What may lie on queue "${queue.name}".`)}export type ${queue.typeName} = ${members.map(messageType).join(' | ')};`);
    module.add(reader(queue.functionName, queue.typeName, `Reads one message of queue "${queue.name}". ${takes}`, members));
  }
  if (model.events.length > 0) {
    const events = newest(model.events);
    module.add(`/** Every event on the bus. */\nexport type BusEvent =\n${events.map((event) => `  | ${messageType(event)}`).join('\n')};`);
    module.add(reader('consumeEvent', 'BusEvent', `Reads any event of the bus; pulls in every event's validator. ${takes}`, events));
  }
  for (const one of all) module.add(reader(single(one), messageType(one), `Reads a ${one.typeName} and nothing else. ${takes}`, [one]));
  module.add(`export type { Consumed, Envelope, Message } from ${quoted(module.runtimeSpecifier('consume'))};`);
  return { path: 'clients/consume.ts', text: module.toString(header(model.document)) };
}

/** Each event replaced by its newest version, once. */
function newestOf(events: readonly EventModel[]): (some: readonly EventModel[]) => readonly EventModel[] {
  const next = new Map(events.flatMap((event) => (event.supersedes === undefined ? [] : [[event.supersedes, event] as const])));
  const last = (event: EventModel): EventModel => {
    const newer = next.get(event);
    return newer === undefined ? event : last(newer);
  };
  return (some) => [...new Set(some.map(last))];
}

/** Versions before it, the one before first. */
function olderOf(one: EventModel | MessageModel): readonly EventModel[] {
  const older = 'supersedes' in one ? one.supersedes : undefined;
  return older === undefined ? [] : [older, ...olderOf(older)];
}

function upcasterName(older: EventModel): string {
  return `${toCamelCase(older.name)}V${older.version}`;
}

/** The functions that the compiler asks a consumer for: one from each superseded version to the next. */
function upcastersOf(module: ModuleText, chains: readonly EventModel[]): string {
  const members = chains.flatMap((event) => {
    const older = event.supersedes;
    if (older === undefined) return [];
    return [
      `  /** ${older.name} v${older.version} → v${event.version} */\n  readonly ${upcasterName(older)}: (older: ${imports(module, older).type}) => ${imports(module, event).type};`,
    ];
  });
  return `/** Turns older versions of events into the next ones; each is yours to write. Readers give the newest version only. */\nexport interface Upcasters {\n${members.join('\n')}\n}`;
}

function claimsOf(one: EventModel | MessageModel, isOnlyBare: boolean): readonly string[] {
  if (one.kind === 'event' && 'detailType' in one) return [`case ${quoted(`${one.source} ${one.detailType}`)}:`];
  if (one.kindConstant !== undefined) return [`case ${quoted(`#${one.kindConstant}`)}:`];
  return isOnlyBare ? ['default:'] : ["case '#':"];
}

function imports(module: ModuleText, one: MessageModel): { type: string; parse: string } {
  return { type: module.type(one.typeName, one.module), parse: module.value(one.parserName, validatorPath(one.module), 'js') };
}
