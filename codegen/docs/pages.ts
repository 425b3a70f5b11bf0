/** The reference as Markdown: an index and a page for each event, message, table and agent. */
import type { GeneratedFile } from '../print/generated-file.ts';
import type { Field } from './field.ts';
import { flowDiagram } from './flow-diagram.ts';
import type { AgentPage, EventPage, MessagePage, Reference, SchemaPage, TablePage } from './reference.ts';

export function referencePages(reference: Reference): readonly GeneratedFile[] {
  const pages: readonly GeneratedFile[] = [
    { path: 'README.md', text: indexPage(reference) },
    ...reference.events.map((event) => ({ path: eventPath(event), text: eventText(event) })),
    ...reference.messages.map((message) => ({ path: messagePath(message), text: messageText(message) })),
    ...reference.tables.map((table) => ({ path: `tables/${table.name}.md`, text: tableText(table) })),
    ...reference.agents.map((agent) => ({ path: `agents/${agent.agentId}.md`, text: agentText(agent) })),
    { path: 'reference.json', text: `${JSON.stringify(reference)}\n` },
  ];
  return pages.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function eventPath({ name, schemaVersion }: EventPage): string {
  return `events/${name}.v${schemaVersion}.md`;
}

function messagePath({ name, schemaVersion }: MessagePage): string {
  return `messages/${name}.v${schemaVersion}.md`;
}

function indexPage(reference: Reference): string {
  const { title, version, description, events, messages, tables, agents, functions } = reference;
  return page(
    `# ${title} ${version}`,
    description,
    ...section('Events', events, ['event', 'source', 'detail-type', 'producers', 'consumers', ''], (event) => [
      `[${event.name} v${event.schemaVersion}](${eventPath(event)})`,
      code(event.source),
      code(event.detailType),
      names(event.producers),
      names(event.consumers),
      event.description,
    ]),
    ...section('Queue messages', messages, ['message', 'queues', ''], (message) => [
      `[${message.name} v${message.schemaVersion}](${messagePath(message)})`,
      names(message.queues),
      message.description,
    ]),
    ...section('Tables', tables, ['table', 'keys', ''], (table) => [
      `[${table.name}](tables/${table.name}.md)`,
      [table.partitionKey, ...(table.sortKey === undefined ? [] : [table.sortKey])].map(({ name }) => code(name)).join(', '),
      table.description,
    ]),
    ...section('Agents', agents, ['agent', ''], (agent) => [`[${agent.agentId}](agents/${agent.agentId}.md)`, agent.description]),
    ...section('Functions', functions, ['function', 'time limit', ''], ({ name, timeoutSeconds, description: what }) => [name, `${timeoutSeconds} s`, what]),
    ...(functions.length === 0 ? [] : ['## Flow', `\`\`\`mermaid\n${flowDiagram(reference)}\n\`\`\``]),
  );
}

function eventText(event: EventPage): string {
  return page(
    `# ${event.name} v${event.schemaVersion}`,
    event.description,
    `Source ${code(event.source)}, detail-type ${code(event.detailType)}. Type ${code(event.type)}.`,
    ...(event.supersedes === undefined ? [] : [`Supersedes version ${event.supersedes}, which consumers still read as this one.`]),
    `Published by ${names(event.producers)}; read by ${names(event.consumers)}${event.queues.length === 0 ? '' : `, by way of ${names(event.queues)}`}.`,
    ...schemaParts(event),
  );
}

function messageText(message: MessagePage): string {
  return page(
    `# ${message.name} v${message.schemaVersion}`,
    message.description,
    `On ${names(message.queues)}. Type ${code(message.type)}.`,
    `Sent by ${names(message.producers)}; read by ${names(message.consumers)}.`,
    ...schemaParts(message),
  );
}

function tableText(table: TablePage): string {
  const keys = [`partition key ${code(table.partitionKey.name)} (${table.partitionKey.type})`];
  if (table.sortKey !== undefined) keys.push(`sort key ${code(table.sortKey.name)} (${table.sortKey.type})`);
  if (table.timeToLiveAttribute !== undefined) keys.push(`expires by ${code(table.timeToLiveAttribute)}`);
  return page(
    `# ${table.name}`,
    table.description,
    `${keys.join(', ')}.`,
    '## Access patterns',
    grid(
      ['index', 'keys', 'attributes', 'by'],
      table.access.map(({ index, keys: by, projection, users }) => [
        index,
        by.map(code).join(', '),
        projection === 'ALL' ? 'all' : projection.length === 0 ? 'keys' : projection.map(code).join(', '),
        users.map(({ name, actions }) => `${name} (${actions.join(', ')})`).join('; '),
      ]),
    ),
    ...table.entities.flatMap((entity) => [`## ${entity.type}`, entity.description, ...schemaParts(entity, '###')]),
  );
}

function agentText({ agentId, description, input, output }: AgentPage): string {
  return page(`# ${agentId}`, description, '## Input', ...schemaParts(input, '###'), '## Output', ...schemaParts(output, '###'));
}

function schemaParts({ fields, examples }: SchemaPage, level = '##'): readonly string[] {
  return [
    `${level} Fields`,
    grid(
      ['field', 'type', 'required', 'limits', ''],
      fields.map(({ path, type, required, constraints, description }: Field) => [
        path === '' ? '(the value)' : code(path),
        code(type),
        required ? 'yes' : '',
        constraints.map(limit).join('; '),
        description,
      ]),
    ),
    ...(examples.length === 0
      ? []
      : [
          `${level} ${examples.length === 1 ? 'Example' : 'Examples'}`,
          ...examples.map((example) => `\`\`\`json\n${JSON.stringify(example, undefined, 2)}\n\`\`\``),
        ]),
  ];
}

function section<T>(title: string, items: readonly T[], columns: readonly string[], row: (item: T) => readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`## ${title}`, grid(columns, items.map(row))];
}

function grid(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/gu, ' ')).join(' | ')} |`;
  return [line(columns), `|${columns.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function limit(text: string): string {
  const [, pattern] = /^matches (.*)$/su.exec(text) ?? [];
  return pattern === undefined ? text : `matches ${code(pattern)}`;
}

function names(list: readonly string[]): string {
  return list.length === 0 ? 'anyone' : list.join(', ');
}

function page(...parts: readonly string[]): string {
  return `<!-- Generated from the schemas. Do not edit. -->\n\n${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
