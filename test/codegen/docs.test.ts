/** The reference: complete, linked, with examples that are what they show. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Reference } from '../../codegen/docs/reference.ts';
import { referencePages } from '../../codegen/docs/pages.ts';
import { buildReference } from '../../codegen/docs/reference.ts';
import { listFiles } from '../../codegen/output/folder.ts';
import { generateInline } from './inline-document.ts';

const folder = path.resolve(import.meta.dirname, '../../generated/reference');
const validators = path.resolve(import.meta.dirname, '../../generated/validators');
const pages = listFiles(folder).filter((file) => file.endsWith('.md'));
const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
const reference = JSON.parse(read('reference.json')) as Reference;

describe('the reference of this repository', () => {
  it('has a page for each event, message, table and agent', () => {
    const expected = [
      'README.md',
      ...reference.events.map(({ name, schemaVersion }) => `events/${name}.v${schemaVersion}.md`),
      ...reference.messages.map(({ name, schemaVersion }) => `messages/${name}.v${schemaVersion}.md`),
      ...reference.tables.map(({ name }) => `tables/${name}.md`),
      ...reference.agents.map(({ agentId }) => `agents/${agentId}.md`),
    ];
    expect(pages.toSorted()).toEqual(expected.toSorted());
    expect(pages.length).toBeGreaterThan(20);
  });

  it('links only to pages that exist', () => {
    const links = pages.flatMap((file) =>
      [...read(file).matchAll(/\]\(([^)#]+)\)/gu)].map(([, target]) => path.posix.join(path.posix.dirname(file), target ?? '')),
    );
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((target) => !pages.includes(target))).toEqual([]);
  });

  it('shows examples that their validators accept, at least one of each event and message', async () => {
    const shown = [
      ...reference.events.map((page) => ({ ...page, module: `events/${page.name}.v${page.schemaVersion}.js` })),
      ...reference.messages.map((page) => ({ ...page, module: `messages/${page.name}.v${page.schemaVersion}.js` })),
      ...reference.tables.flatMap(({ entities }) => entities.map((page) => ({ ...page, name: page.entity, module: `tables/${page.entity}.js` }))),
    ];
    for (const { name, type, examples, module } of shown) {
      const file = path.join(
        validators,
        module.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`),
      );
      const parsers = (await import(pathToFileURL(file).href)) as Readonly<Record<string, (value: unknown) => { readonly ok: boolean }>>;
      expect(examples.length, name).toBeGreaterThan(0);
      for (const example of examples) expect(parsers[`parse${type}`]?.(example), name).toMatchObject({ ok: true });
    }
  });

  it('says of every field what it is', () => {
    const fields = [...reference.events, ...reference.messages, ...reference.tables.flatMap(({ entities }) => entities)].flatMap((page) =>
      page.fields.map((field) => ({ page: page.type, ...field })),
    );
    expect(fields.length).toBeGreaterThan(150);
    expect(fields.filter(({ description }) => description === '').map(({ page, path: field }) => `${page}.${field}`)).toEqual([]);
  });

  it('tells how tables are reached and by whom', () => {
    const orchestration = reference.tables.find(({ name }) => name === 'orchestration');
    expect(orchestration?.access.map(({ index, keys }) => [index, ...keys])).toEqual([
      ['primary', 'orchestrationId', 'item'],
      ['due', 'due', 'wakeAt'],
      ['byDay', 'day', 'createdAt'],
    ]);
    expect(orchestration?.access[1]?.users.map(({ name }) => name)).toContain('sweeper');
    expect(read('README.md')).toContain('bus -- "task.request" --> q_inbox');
  });
});

describe('the reference of a foreign document', () => {
  it('describes what generated code does, recursive schemas and unions too, and escapes what would break its tables', async () => {
    const { model } = await generateInline({
      channels: { c: { address: 'c', messages: { tree: { $ref: '#/components/messages/tree' } } } },
      components: {
        messages: { tree: { payload: { $ref: '#/components/schemas/tree' } } },
        schemas: {
          tree: {
            type: 'object',
            description: 'A | pipe\nand a new line',
            properties: {
              kind: { enum: ['leaf', 'node'] },
              size: { type: 'integer', minimum: 1, maximum: 9, default: 3 },
              children: { type: 'array', items: { $ref: '#/components/schemas/tree' } },
              either: { oneOf: [{ type: 'string' }, { type: 'array', items: { type: ['null', 'number'] } }] },
            },
            required: ['kind'],
          },
        },
      },
    });
    if (model === undefined) throw new Error('the document cannot be read');
    const page = referencePages(buildReference(model)).find(({ path: file }) => file.startsWith('messages/'))?.text ?? '';
    expect(page).toContain('| `kind` | `"leaf" \\| "node"` | yes |');
    expect(page).toContain('| `size` | `integer` |  | 1 to 9; default 3 |');
    expect(page).toContain('| `either` | `string \\| (null \\| number)[]` |');
    expect(page).toContain('| `children` | `object[]` |');
    expect(page.split('\n').filter((line) => line.startsWith('|') && line.split(/(?<!\\)\|/u).length !== 7)).toEqual([]);
  });
});
