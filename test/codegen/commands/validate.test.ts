import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../codegen/commands/run.ts';
import { readFrom } from '../../../codegen/load/source-set.ts';
import { loadSources } from '../../../codegen/load/source-set.ts';
import { validateEvents } from '../../../codegen/commands/validate.ts';
import { ContractCheck } from '../../../codegen/events/contract-check.ts';
import { buildModel } from '../../../codegen/model/build-model.ts';

const document = {
  asyncapi: '3.0.0',
  info: { title: 'Shop', version: '1.0.0' },
  servers: { bus: { host: 'bus', protocol: 'eventbridge', 'x-eventbridge': { bus: 'shop' } } },
  channels: {
    placed: { 'x-eventbridge': { source: 'shop', detailType: 'order.placed' }, messages: { orderPlaced: { $ref: '#/components/messages/orderPlaced' } } },
  },
  components: {
    messages: {
      orderPlaced: {
        payload: {
          type: 'object',
          required: ['id', 'lines'],
          additionalProperties: false,
          properties: { id: { type: 'string', minLength: 1 }, lines: { type: 'array', items: { type: 'object', properties: { count: { type: 'integer' } } } } },
        },
      },
      note: { payload: { type: 'object', required: ['text'], additionalProperties: false, properties: { text: { type: 'string' } } } },
    },
  },
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'validate-'));
  writeFileSync(join(folder, 'asyncapi.json'), JSON.stringify(document));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function validate(text: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  async function* stdin(): AsyncGenerator<string> {
    yield text;
  }
  const code = await run(['validate', '-', '--schemas', '.', ...args], {
    out: (more) => (out += more),
    err: (more) => (err += more),
    cwd: folder,
    stdin: stdin(),
  });
  return { code, out, err };
}

const envelope = (detail: unknown, detailType = 'order.placed', source = 'shop'): object => ({
  version: '0',
  id: 'e-1',
  source,
  'detail-type': detailType,
  detail,
});

describe('validating events', () => {
  it('accepts what is right, in an envelope, as an entry, in a record and bare', async () => {
    const detail = { id: '1', lines: [{ count: 1 }] };
    const body = JSON.stringify(envelope(detail));
    const all = [
      envelope(detail),
      { Entries: [{ Source: 'shop', DetailType: 'order.placed', Detail: JSON.stringify(detail) }] },
      {
        Records: [
          { messageId: '1', body },
          { messageId: '2', body },
        ],
      },
      detail,
      { text: 'hello' },
    ];
    expect(await validate(JSON.stringify(all))).toEqual({ code: 0, out: '6 events, all valid\n', err: '' });
  });

  it('says where in a document of many lines the failing value stands, and what was expected', async () => {
    const text = JSON.stringify([envelope({ id: '1', lines: [] }), envelope({ id: '', lines: [{ count: 1 }, { count: 'two' }] })], undefined, 2);
    const { code, out } = await validate(text);
    expect(code).toBe(1);
    const lines = text.split('\n');
    const at = (part: string): string =>
      `${lines.findIndex((line) => line.includes(part)) + 1}:${(lines.find((line) => line.includes(part)) ?? '').indexOf(part.slice(part.indexOf(' ') + 1)) + 1}`;
    expect(out).toBe(
      [
        `stdin:${at('"id": ""')} error event-invalid`,
        '    order-placed: "id" must be at least 1 characters long, found ""',
        '    at /detail/id',
        '    The contract is OrderPlaced, asyncapi.json#/components/messages/orderPlaced/payload.',
        `stdin:${at('"count": "two"')} error event-invalid`,
        '    order-placed: "count" must be integer, found "two"',
        '    at /detail/lines/1/count',
        '    The contract is OrderPlaced, asyncapi.json#/components/messages/orderPlaced/payload.',
        '2 events, 1 not valid',
        '',
      ].join('\n'),
    );
  });

  it('suggests what was meant', async () => {
    expect((await validate(JSON.stringify(envelope({}, 'order.plcaed')))).out).toContain('Did you mean "shop/order.placed"?');
    expect((await validate(JSON.stringify(envelope({}, 'order.placed', 'shopp')))).out).toContain('"order.placed" has source "shop".');
    expect(await validate('{}', '--event', 'order.place')).toMatchObject({ code: 2, err: expect.stringContaining('did you mean "order.placed"?') as string });
  });

  it('takes bare payloads for the contract that is named', async () => {
    expect((await validate('{"id":"1"}', '--event', 'order.placed', '--format', 'json')).out).toContain('"pointer": "/lines"');
    expect(await validate('{"text":1}', '--event', 'Note')).toMatchObject({ code: 1 });
    expect((await validate('{"text":1}')).out).toContain('fits none of 2 contracts');
  });

  it('exits 2 when it is misused', async () => {
    expect((await validate('', '--limit', 'many')).code).toBe(2);
    let err = '';
    const streams = { out: () => undefined, err: (text: string) => void (err += text), cwd: folder, stdin: process.stdin };
    expect(await run(['validate'], streams)).toBe(2);
    expect(await run(['validate', 'nowhere.json'], streams)).toBe(2);
    expect(err).toContain('there is no file "nowhere.json"');
  });

  it('streams: memory does not grow with the number of events', async () => {
    const sources = loadSources('asyncapi.json', readFrom(folder));
    if ('code' in sources) throw new Error(sources.message);
    const contracts = new ContractCheck(buildModel(sources).model);
    const lines = Buffer.from(`${JSON.stringify(envelope({ id: 'x'.repeat(200), lines: [] }))}\n`.repeat(1_000));
    let most = 0;
    async function* open(): AsyncGenerator<Uint8Array> {
      for (let index = 0; index < 100; index += 1) {
        most = Math.max(most, process.memoryUsage().heapUsed);
        yield lines;
      }
    }
    const before = process.memoryUsage().heapUsed;
    const count = await validateEvents([{ name: 'many', open }], contracts, undefined, 10, () => undefined);
    expect(count).toEqual({ events: 100_000, invalid: 0, untold: 0 });
    expect(most - before).toBeLessThan(150 * 1024 * 1024);
  });
});
