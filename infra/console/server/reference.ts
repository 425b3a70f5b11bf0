import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { contracts } from '../../../generated/contracts/index.ts';
import manifest from '../../../generated/manifest.json' with { type: 'json' };
import type { Contract, Contracts } from '../api.ts';
import { changesSinceRelease } from './release.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** Every event, message and table with its schema, and what has changed since the last release. Read from disk: `schemas/` is the source of truth. */
export async function readReference(): Promise<Contracts> {
  const changes = await changesSinceRelease(root);
  return { contracts: [...events(), ...messages(), ...tables()], schemas: readSchemas(), ...(changes !== undefined && { changes }) };
}

function events(): readonly Contract[] {
  return manifest.events.map(({ name, module, source, detailType }) => {
    const contract = contracts.events.find((event) => event.name === name);
    return { kind: 'event', name, schema: `${module}.json`, source, detailType, producers: contract?.producers ?? [], consumers: contract?.consumers ?? [] };
  });
}

function messages(): readonly Contract[] {
  return manifest.messages.map(({ name, module }) => {
    const queues = contracts.queues.filter((queue) => queue.messages.includes(name) && !queue.isDeadLetterQueue).map((queue) => queue.name);
    const using = contracts.functions.filter(({ uses }) =>
      uses.some((use) => use.type === 'queue' && use.actions.includes('Send') && queues.includes(use.queue)),
    );
    const reading = contracts.functions.filter(({ trigger }) => trigger.type === 'queues' && trigger.queues.some((queue) => queues.includes(queue)));
    return { kind: 'message', name, schema: `${module}.json`, producers: using.map((one) => one.name), consumers: reading.map((one) => one.name) };
  });
}

function tables(): readonly Contract[] {
  return manifest.tables.map(({ entity, table, module }) => {
    const uses = (actions: readonly string[]) =>
      contracts.functions
        .filter((one) => one.uses.some((use) => use.type === 'table' && use.table === table && use.actions.some((action) => actions.includes(action))))
        .map(({ name }) => name);
    return { kind: 'table', name: entity, schema: `${module}.json`, producers: uses(['Put', 'Update', 'TransactWrite']), consumers: uses(['Get', 'Query']) };
  });
}

function readSchemas(): Contracts['schemas'] {
  const folder = path.join(root, 'schemas');
  const files = ['events', 'messages', 'tables', 'common', 'agents'].flatMap((kind) =>
    readdirSync(path.join(folder, kind))
      .filter((name) => name.endsWith('.json'))
      .map((name) => `${kind}/${name}`),
  );
  return Object.fromEntries(files.map((file) => [file, JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Record<string, unknown>]));
}
