/** Two versions of an event: consumers see the newest only, and the compiler asks for what brings an older one up. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateInline, textOf } from '../inline-document.ts';

const root = path.resolve(import.meta.dirname, '../../..');

function schema(title: string, properties: object, required: readonly string[]): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    description: title,
    type: 'object',
    additionalProperties: false,
    properties,
    required,
  };
}

const files = {
  'events/order-placed.v1.json': schema('OrderPlaced', { customer: { type: 'string' } }, ['customer']),
  'events/order-placed.v2.json': schema('OrderPlaced', { first: { type: 'string' }, last: { type: 'string' } }, ['first', 'last']),
  'events/order-placed.v3.json': schema('OrderPlaced', { name: { type: 'object', additionalProperties: { type: 'string' } } }, ['name']),
};

function channel(version: number, message: string): object {
  return {
    address: `order-placed-${version}`,
    'x-eventbridge': { source: 'shop', detailType: version === 1 ? 'order.placed' : `order.placed.v${version}` },
    messages: { [message]: { $ref: `#/components/messages/${message}` } },
  };
}

function document(change: Readonly<Record<string, object>> = {}): object {
  const payload = (version: number) => ({ $ref: `./events/order-placed.v${version}.json` });
  return {
    channels: { one: channel(1, 'orderPlaced'), two: channel(2, 'orderPlacedV2'), three: channel(3, 'orderPlacedV3') },
    components: {
      messages: {
        orderPlaced: { payload: payload(1) },
        orderPlacedV2: { payload: payload(2), 'x-supersedes': 'orderPlaced' },
        orderPlacedV3: { payload: payload(3), 'x-supersedes': 'orderPlacedV2' },
        ...change,
      },
    },
  };
}

describe('the consume client', () => {
  let folder: string;

  beforeAll(async () => {
    const { files: generated, diagnostics } = await generateInline(document(), files);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    folder = mkdtempSync(path.join(root, 'dist-sdk-versions-'));
    for (const { path: file, text } of generated) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
    write(
      'use.ts',
      `import { readOrderPlacedV3, type Upcasters } from './clients/consume.js';
const upcasters: Upcasters = {
  orderPlacedV1: ({ customer }) => ({ first: customer.split(' ')[0] ?? '', last: customer.split(' ')[1] ?? '' }),
  orderPlacedV2: ({ first, last }) => { if (first === 'Nobody') throw new Error('nobody has no name'); return { name: { first, last } }; },
};
export const read = (input: unknown): unknown => readOrderPlacedV3(input, upcasters);
`,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function write(name: string, text: string): void {
    writeFileSync(path.join(folder, name), text);
  }

  function compile(...entries: readonly string[]): { readonly status: number | null; readonly said: string } {
    const options = [
      '--ignoreConfig',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--noUncheckedIndexedAccess',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--skipLibCheck',
      '--outDir',
      'out',
    ];
    const { status, stdout } = spawnSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), ...entries, ...options], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, said: stdout };
  }

  it('reads every version as the newest, step by step', async () => {
    expect(compile('use.ts')).toEqual({ status: 0, said: '' });
    for (const file of ['validators', 'runtime']) symlinkSync(path.join(folder, file), path.join(folder, 'out', file));
    const { read } = (await import(pathToFileURL(path.join(folder, 'out/use.js')).href)) as { readonly read: (input: unknown) => unknown };
    const envelope = (detailType: string, detail: unknown) => ({ id: 'e', source: 'shop', 'detail-type': detailType, time: '', detail });
    const whole = { ok: true, message: { name: 'order-placed', value: { name: { first: 'Ada', last: 'Lovelace' } }, envelope: expect.anything() } };
    expect(read(envelope('order.placed', { customer: 'Ada Lovelace' }))).toEqual(whole);
    expect(read(envelope('order.placed.v2', { first: 'Ada', last: 'Lovelace' }))).toEqual(whole);
    expect(read(envelope('order.placed.v3', { name: { first: 'Ada', last: 'Lovelace' } }))).toEqual(whole);
    expect(read(envelope('order.placed', { customer: 7 }))).toMatchObject({ ok: false, reason: 'invalid', problems: [{ pointer: '/customer' }] });
    expect(read(envelope('order.placed', { customer: 'Nobody' }))).toMatchObject({
      ok: false,
      reason: 'invalid',
      problems: [{ message: expect.stringContaining('nobody has no name') }],
    });
    expect(read(envelope('order.sent', {}))).toMatchObject({ ok: false, reason: 'unknown' });
  });

  it('does not compile without the upcasters, nor with one that makes something else', () => {
    write('missing.ts', "import { readOrderPlacedV3 } from './clients/consume.js';\nexport const read = (input: unknown) => readOrderPlacedV3(input);\n");
    write(
      'wrong.ts',
      "import { readOrderPlacedV3 } from './clients/consume.js';\nexport const read = (input: unknown) => readOrderPlacedV3(input, { orderPlacedV1: (older) => ({ first: older.customer }), orderPlacedV2: () => ({ name: {} }) });\n",
    );
    const { said } = compile('missing.ts', 'wrong.ts');
    expect(said).toContain('missing.ts(2,');
    expect(said).toContain('wrong.ts(2,');
    expect(said).toContain("'last'");
  });

  it('has no reader for an older version, and every version can still be published', async () => {
    const generation = await generateInline(document(), files);
    expect(textOf(generation, 'clients/consume.ts')).not.toMatch(/function readOrderPlaced(?:V2)?\(/u);
    expect(textOf(generation, 'clients/consume.ts')).toContain('consumeEvent(input: unknown, upcasters: Pick<Upcasters, ');
    expect([...textOf(generation, 'clients/publish.ts').matchAll(/function (publish\w+)\(/gu)].map(([, name]) => name)).toEqual([
      'publishOrderPlaced',
      'publishOrderPlacedV2',
      'publishOrderPlacedV3',
    ]);
  });
});

describe('a message that supersedes', () => {
  it.each([
    [
      'a message that is not there',
      { orderPlacedV3: { payload: { $ref: './events/order-placed.v3.json' }, 'x-supersedes': 'orderSent' } },
      'no event message "orderSent"',
    ],
    [
      'a version that is not the one before',
      { orderPlacedV3: { payload: { $ref: './events/order-placed.v3.json' }, 'x-supersedes': 'orderPlaced' } },
      'version 3 of "order-placed" supersedes version 1',
    ],
    ['nothing, by a number', { orderPlacedV3: { payload: { $ref: './events/order-placed.v3.json' }, 'x-supersedes': 2 } }, 'x-supersedes'],
  ])('%s is an error with its place', async (_what, change, message) => {
    const { diagnostics } = await generateInline(document(change), files);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ message: text, pointer }) => `${pointer} ${text}`)).toHaveLength(1);
    expect(errors[0]).toMatchObject({ file: 'asyncapi.json', pointer: '/components/messages/orderPlacedV3/x-supersedes' });
    expect(`${errors[0]?.message ?? ''}`).toContain(message);
    expect(errors[0]?.line).toBeGreaterThan(1);
  });
});
