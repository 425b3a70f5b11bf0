import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { check } from '../../../codegen/commands/check.ts';
import { run } from '../../../codegen/commands/run.ts';
import { watchAndGenerate } from '../../../codegen/commands/watch.ts';
import { compareContracts } from '../../../codegen/compat/compare-contracts.ts';
import type { Contracts } from '../../../codegen/runtime/contracts.ts';
import { contracts } from '../../../generated/contracts/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Properties = Readonly<Record<string, unknown>>;

function write(name: string, version: string, properties: Properties, more: Readonly<Record<string, unknown>> = {}): string {
  const payload = { type: 'object', additionalProperties: false, description: 'An order.', properties };
  const document = {
    asyncapi: '3.0.0',
    info: { title: 'Shop', version },
    channels: { orders: { address: 'orders', messages: { order: { $ref: '#/components/messages/order' }, answer: { $ref: '#/components/messages/answer' } } } },
    operations: {
      take: {
        action: 'receive',
        channel: { $ref: '#/channels/orders' },
        messages: [{ $ref: '#/channels/orders/messages/order' }],
        reply: { channel: { $ref: '#/channels/orders' }, messages: [{ $ref: '#/channels/orders/messages/answer' }] },
      },
    },
    components: { messages: { order: { payload }, answer: { payload } } },
    ...more,
  };
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'asyncapi.json'), JSON.stringify(document, undefined, 2));
  return name;
}

async function diff(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await run(['diff', ...args], { out: (text) => (out += text), err: (text) => (err += text), cwd: folder, stdin: process.stdin });
  return { code, out, err };
}

const a = { type: 'string', description: 'A.' };

describe('diff', () => {
  write('one', '1.0.0', { a });
  write('two', '1.1.0', { a, b: a });
  write('three', '1.2.0', { a: { ...a, maxLength: 5 }, b: a });

  it('reads a reply the other way round, since others read it', async () => {
    const { code, out } = await diff('one', '--schemas', 'two', '--format', 'json');
    const { changes } = JSON.parse(out) as { changes: readonly { subject: string; verdict: string; rule: string }[] };
    expect(changes.map(({ subject, verdict }) => `${subject} ${verdict}`).sort()).toEqual(['message answer major', 'message order minor']);
    expect(code).toBe(1);
  });

  it('shows a value that proves a break', async () => {
    const { out } = await diff('two', '--schemas', 'three');
    expect(out).toMatch(/major {2}message order: .*\(length-narrowed\)\n.*\n {7}for instance \{"a":".{6,}"\}/);
  });

  it('compares with every one of a series', async () => {
    write('four', '2.0.0', { a: { ...a, maxLength: 5 } });
    expect((await diff('three', 'one', '--schemas', 'four')).err).toContain('several bases need --mode backward-transitive');
    const { out } = await diff('three', 'one', '--schemas', 'four', '--mode', 'backward-transitive');
    expect(out).toContain('"b" is no longer allowed (against three)');
    expect(out).toContain('(against one)');
  });

  it('tells of channels and operations', async () => {
    write('renamed', '3.0.0', { a }, { channels: { other: { address: 'x' } }, operations: {} });
    const { out } = await diff('one', '--schemas', 'renamed');
    for (const rule of [
      'channel orders: it is gone (channel-removed)',
      'channel other: it is new (channel-added)',
      'operation take: nobody receives here any more (operation-removed)',
    ])
      expect(out).toContain(rule);
  });
});

describe('contracts that change', () => {
  const [table] = contracts.tables;
  const queue = contracts.queues.find((one) => one.redrive !== undefined);
  const [rule] = contracts.rules;
  const bucket = contracts.buckets.find((one) => one.prefixes.length > 0);
  const reader = contracts.functions.find((one) => one.trigger.type === 'queues');
  if (table === undefined || queue === undefined || rule === undefined || bucket === undefined || reader === undefined)
    throw new Error('the contracts lack a resource');
  const replaced = <T extends { readonly name: string }>(list: readonly T[], one: T): readonly T[] => list.map((item) => (item.name === one.name ? one : item));
  const { redrive: _, ...withoutRedrive } = queue;
  const prefix = bucket.prefixes[0] ?? '';

  const changes: readonly (readonly [rule: string, verdict: string, after: Contracts])[] = [
    ['table-key-changed', 'major', { ...contracts, tables: replaced(contracts.tables, { ...table, partitionKey: { name: 'other', type: 'S' } }) }],
    ['time-to-live-changed', 'major', { ...contracts, tables: replaced(contracts.tables, { ...table, timeToLiveAttribute: 'other' }) }],
    [
      'index-added',
      'minor',
      {
        ...contracts,
        tables: replaced(contracts.tables, { ...table, indexes: [...table.indexes, { name: 'new', partitionKey: table.partitionKey, projection: 'ALL' }] }),
      },
    ],
    ['table-removed', 'major', { ...contracts, tables: contracts.tables.slice(1) }],
    ['queue-redrive-removed', 'major', { ...contracts, queues: replaced(contracts.queues, withoutRedrive) }],
    ['queue-retention-lowered', 'minor', { ...contracts, queues: replaced(contracts.queues, { ...queue, retentionSeconds: 60 }) }],
    ['queue-visibility-changed', 'patch', { ...contracts, queues: replaced(contracts.queues, { ...queue, visibilityTimeoutSeconds: 1 }) }],
    ['rule-target-changed', 'major', { ...contracts, rules: replaced(contracts.rules, { ...rule, targetQueue: 'other' }) }],
    ['rule-narrowed', 'major', { ...contracts, rules: replaced(contracts.rules, { ...rule, pattern: { ...rule.pattern, source: [] } }) }],
    [
      'rule-widened',
      'minor',
      { ...contracts, rules: replaced(contracts.rules, { ...rule, pattern: { ...rule.pattern, source: [...rule.pattern.source, 'more'] } }) },
    ],
    ['rule-setting-changed', 'patch', { ...contracts, rules: replaced(contracts.rules, { ...rule, maximumRetryAttempts: 99 }) }],
    ['bucket-prefix-removed', 'major', { ...contracts, buckets: replaced(contracts.buckets, { ...bucket, prefixes: [] }) }],
    [
      'bucket-expiry-changed',
      'major',
      { ...contracts, buckets: replaced(contracts.buckets, { ...bucket, expireDays: { ...bucket.expireDays, [prefix]: 1 } }) },
    ],
    ['function-trigger-removed', 'major', { ...contracts, functions: replaced(contracts.functions, { ...reader, trigger: { type: 'customResource' } }) }],
    ['function-permission-removed', 'patch', { ...contracts, functions: replaced(contracts.functions, { ...reader, uses: [] }) }],
    ['function-setting-changed', 'patch', { ...contracts, functions: replaced(contracts.functions, { ...reader, memoryMb: 1 }) }],
    ['bus-renamed', 'major', { ...contracts, bus: { name: 'other' } }],
  ];

  it.each(changes)('%s is %s', (name, verdict, after) => {
    const found = [...compareContracts(contracts, after, 'backward', 'asyncapi.yaml')];
    expect(found.filter((one) => one.rule === name).map((one) => one.verdict)).toContain(verdict);
  });

  it('are told of only when they do', () => {
    expect([...compareContracts(contracts, structuredClone(contracts), 'backward', 'asyncapi.yaml')]).toEqual([]);
  });
});

describe('check', () => {
  const style = { extension: 'js', runtime: 'runtime', runtimeExtension: 'js' } as const;
  const codes = async (name: string): Promise<readonly string[]> => {
    const schemas = join(folder, name);
    const { source } = await check({ schemas, document: 'asyncapi.json', out: join(schemas, 'out'), style });
    return source.filter((one) => one.severity === 'error').map((one) => one.code);
  };

  it('asks for a version as high as the changes since the last release', async () => {
    write('gate/released', '1.0.0', { a });
    write('gate', '1.1.0', { a: { ...a, maxLength: 5 } });
    expect(await codes('gate')).toEqual(['version-too-low']);
    write('gate', '2.0.0', { a: { ...a, maxLength: 5 } });
    expect(await codes('gate')).toEqual([]);
  });

  it('finds examples that are none', async () => {
    write('examples', '1.0.0', { a: { ...a, maxLength: 2, examples: ['ab', 'abc'] } });
    expect(new Set(await codes('examples'))).toEqual(new Set(['example-invalid']));
  });
});

describe('watching', () => {
  it('generates what a change asks for, tells errors and recovers', async () => {
    write('watched', '1.0.0', { a });
    const schemas = join(folder, 'watched');
    const told: string[] = [];
    let wake = (): void => undefined;
    const until = async (count: number): Promise<void> => {
      while (told.length < count) await new Promise<void>((resolve) => (wake = resolve));
    };
    const watching = watchAndGenerate(
      { schemas, document: 'asyncapi.json', out: join(schemas, 'out'), style: { extension: 'js', runtime: 'runtime', runtimeExtension: 'js' } },
      (outcome) => {
        told.push(
          'failure' in outcome
            ? String(outcome.failure)
            : outcome.drift === undefined
              ? 'errors'
              : `${outcome.drift.missing.length > 0 ? 'new' : outcome.drift.changed.join()}`,
        );
        wake();
      },
    );
    await until(1);
    write('watched', '1.0.0', { a, b: a });
    await until(2);
    write('watched', '1.0.0', { a: { type: 'nonsense' } });
    await until(3);
    write('watched', '1.0.0', { a });
    await until(4);
    await watching.close();
    expect(told[0]).toBe('new');
    expect(told[1]).toContain('messages/order.ts');
    expect(told[2]).toBe('errors');
    expect(told[3]).toContain('messages/order.ts');
  });
});
