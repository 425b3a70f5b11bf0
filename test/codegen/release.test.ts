/** The baseline of a release, and the gate that holds a document's version to it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run } from '../../codegen/commands/run.ts';
import { releaseBefore } from '../../codegen/load/released.ts';
import { listFiles } from '../../codegen/output/folder.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'arbiter-release-'));
  mkdirSync(path.join(folder, 'schemas/events'), { recursive: true });
  write('1.4.0', ['customer']);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(version: string, required: readonly string[], extra: object = {}): void {
  const file = (name: string, value: object): void => writeFileSync(path.join(folder, 'schemas', name), JSON.stringify(value, undefined, 2));
  file('asyncapi.json', {
    asyncapi: '3.0.0',
    info: { title: 'Shop', version },
    channels: {
      placed: { address: 'placed', 'x-eventbridge': { source: 'shop', detailType: 'placed' }, messages: { placed: { $ref: '#/components/messages/placed' } } },
    },
    operations: { sendPlaced: { action: 'send', channel: { $ref: '#/channels/placed' } } },
    components: { messages: { placed: { payload: { $ref: './events/order-placed.v1.json' } } } },
  });
  const properties = { customer: { type: 'string', description: 'Who.' }, note: { type: 'string', description: 'What else.' }, ...extra };
  file('events/order-placed.v1.json', { title: 'OrderPlaced', description: 'Placed.', type: 'object', additionalProperties: false, properties, required });
}

async function command(...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  let said = '';
  const add = (text: string): void => void (said += text);
  async function* nothing(): AsyncGenerator<string> {}
  return { code: await run([...args, '--schemas', 'schemas'], { out: add, err: add, cwd: folder, stdin: nothing() }), said };
}

const check = (): ReturnType<typeof command> => command('check', '--out', 'out');

it('keeps the document with all it refers to, and the release before under its version', async () => {
  expect(await command('release')).toEqual({ code: 0, said: 'Shop 1.4.0: 2 files in schemas/released\n' });
  expect(listFiles(path.join(folder, 'schemas/released'))).toEqual(['asyncapi.json', 'events/order-placed.v1.json']);
  write('1.5.0', ['customer'], { colour: { type: 'string', description: 'New.' } });
  expect((await command('release')).code).toBe(0);
  expect(listFiles(path.join(folder, 'schemas/released'))).toEqual([
    '1.4.0/asyncapi.json',
    '1.4.0/events/order-placed.v1.json',
    'asyncapi.json',
    'events/order-placed.v1.json',
  ]);
  expect(JSON.parse(readFileSync(path.join(folder, 'schemas/released/asyncapi.json'), 'utf8'))).toMatchObject({ info: { version: '1.5.0' } });
});

it.each([
  ['breaks with too small a step', '1.5.0', ['customer', 'note'], {}, 'it must be at least 2.0.0'],
  ['breaks and says so by its version', '2.0.0', ['customer', 'note'], {}, ''],
  ['adds with no step', '1.4.0', ['customer'], { colour: { type: 'string', description: 'New.' } }, 'it must be at least 1.5.0'],
  ['adds and says so by its version', '1.5.0', ['customer'], { colour: { type: 'string', description: 'New.' } }, ''],
  ['changes nothing', '1.4.0', ['customer'], {}, ''],
])('a document that %s is judged at info.version', async (_what, version, required, extra, problem) => {
  await command('release');
  write(version, required, extra);
  await command('generate', '--out', 'out');
  const { code, said } = await check();
  if (problem === '') expect(said).not.toContain('version-too-low');
  else {
    expect([code, said]).toEqual([1, expect.stringContaining(problem)]);
    expect(said).toMatch(/schemas\/asyncapi\.json:5:\d+/u);
    expect((await command('release')).code).toBe(1);
  }
});

it('lets the minor number stand for the major one below 1.0.0', async () => {
  write('0.3.0', ['customer']);
  await command('release');
  write('0.3.1', ['customer', 'note']);
  expect((await check()).said).toContain('it must be at least 0.4.0');
  write('0.4.0', ['customer', 'note']);
  expect((await check()).said).not.toContain('version-too-low');
});

it('knows the release before a version, before and after that version is released', async () => {
  const before = (version: string): string | undefined => releaseBefore(path.join(folder, 'schemas'), version)?.version;
  expect(before('1.4.0')).toBeUndefined();
  await command('release');
  expect([before('1.4.0'), before('1.10.0')]).toEqual([undefined, '1.4.0']);
  write('1.10.0', ['customer'], { colour: { type: 'string', description: 'New.' } });
  await command('release');
  expect([before('1.10.0'), before('1.11.0')]).toEqual(['1.4.0', '1.10.0']);
  write('1.11.0', ['customer'], { colour: { type: 'string', description: 'New.' }, size: { type: 'string', description: 'New.' } });
  await command('release');
  expect(before('1.11.0')).toBe('1.10.0');
});
