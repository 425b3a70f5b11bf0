import type { EventModel, Model } from '../model/model.ts';

/** README.md of the package: how to install it, publish and consume; then what the project adds. */
export function readme(model: Model, name: string, entries: ReadonlyMap<string, string>, extra: string): string {
  const published = model.events.find(({ producers }) => producers.includes('external')) ?? model.events[0];
  const consumed = model.events.find(({ consumers, name: event }) => consumers.length === 0 && event !== published?.name) ?? model.events.at(-1);
  return [
    `# ${name}\n`,
    `Typed events of ${model.title}. ${model.description}\n`,
    '```sh',
    `npm install ${name}`,
    '```\n',
    'ES modules with types; Node 20 or later. Types, validators and readers need nothing else; what talks to AWS takes your own SDK clients (optional peer dependencies).\n',
    '| import | what |',
    '|---|---|',
    ...[...entries.keys()].map((subpath) => `| \`${name}${subpath.slice(1)}\` | ${subjects[subpath] ?? 'see below'} |`),
    '',
    ...(published !== undefined && entries.has('./publish') ? publishing(name, published) : []),
    ...(consumed !== undefined && entries.has('./consume') ? consuming(name, consumed, entries.has('./queue')) : []),
    '## Events\n',
    '| event | source | detail-type | what |',
    '|---|---|---|---|',
    ...model.events.map(
      ({ name: event, version, source, detailType, description }) =>
        `| \`${event}\` v${version} | \`${source}\` | \`${detailType}\` | ${description.split('\n')[0] ?? ''} |`,
    ),
    '',
    ...(extra === '' ? [] : [extra]),
  ].join('\n');
}

const subjects: Readonly<Record<string, string>> = {
  '.': 'types, `parse…` and `read…` of every event and message',
  './publish': '`publish…`: validates an event and puts it on a bus',
  './consume': '`read…` and `consume…`: an SQS record, an envelope or JSON text becomes a typed value, or says what is wrong',
  './send': '`send…`: validates a message and sends it to a queue',
  './queue': '`consumeQueue`: receives, reads, handles, deletes; with heartbeat, retry and a clean stop',
};

function publishing(name: string, { typeName }: EventModel): readonly string[] {
  return [
    '## Publish\n',
    '```ts',
    "import { EventBridgeClient } from '@aws-sdk/client-eventbridge';",
    `import type { ${typeName} } from '${name}';`,
    `import { publish${typeName} } from '${name}/publish';`,
    '',
    `export async function publish(event: ${typeName}): Promise<void> {`,
    `  await publish${typeName}(new EventBridgeClient(), 'your-bus', event); // throws ContractViolation or PublishError`,
    '}',
    '```\n',
  ];
}

function consuming(name: string, { typeName }: EventModel, hasQueue: boolean): readonly string[] {
  if (!hasQueue)
    return [
      '## Consume\n',
      '```ts',
      `import { read${typeName} } from '${name}';`,
      '',
      `const read = read${typeName}(process.argv[2]);`,
      'console.log(read.ok ? read.message.value : read.problems);',
      '```\n',
    ];
  return [
    '## Consume\n',
    'A rule of the bus puts the event on a queue of yours:\n',
    '```ts',
    "import { SQSClient } from '@aws-sdk/client-sqs';",
    `import { read${typeName} } from '${name}/consume';`,
    `import { consumeQueue } from '${name}/queue';`,
    '',
    'const stop = new AbortController();',
    "process.once('SIGTERM', () => stop.abort());",
    `await consumeQueue(new SQSClient(), 'https://sqs.eu-central-1.amazonaws.com/111122223333/yours', read${typeName}, async ({ value }) => {`,
    '  console.log(value);',
    '}, { signal: stop.signal });',
    '```\n',
  ];
}
