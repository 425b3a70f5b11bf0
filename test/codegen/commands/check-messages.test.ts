import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../../../codegen/commands/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'check-messages-'));
afterAll(() => rmSync(folder, { recursive: true }));

const document = `asyncapi: 3.0.0
info: { title: Shop, version: 1.0.0 }
channels:
  orders:
    address: orders
    messages:
      order:
        $ref: '#/components/messages/order'
operations:
  take:
    action: receive
    channel:
      $ref: '#/channels/orders'
components:
  messages:
    order:
      payload:
        $ref: ./order.json
`;

const schema = `{
  "type": "object",
  "title": "Order",
  "description": "An order.",
  "additionalProperties": false,
  "required": ["id"],
  "properties": {
    "id": { "type": "string", "description": "Its id.", "pattern": "^[a-z]+$" },
    "count": { "type": "integer", "description": "How many.", "minimum": 1 }
  },
  "examples": [{ "id": "a" }]
}
`;

/** A mistake in one of the two files, and what is printed of it: position, code, message, hint. */
const mistakes: readonly (readonly [title: string, file: 'asyncapi.yaml' | 'order.json', from: string, to: string, told: readonly string[]])[] = [
  ['a comma too many in JSON', 'order.json', '"required": ["id"]', '"required": [, "id"]', ['order.json:6:16 error file-syntax', "Unexpected token ','"]],
  ['a comma missing in JSON', 'order.json', '"title": "Order",', '"title": "Order"', ['order.json:4:3 error file-syntax', "Expected ',' or '}'"]],
  ['a brace missing in JSON', 'order.json', ']\n}\n', ']\n', ['order.json:12:1 error file-syntax', "Expected ',' or '}'"]],
  [
    'text that does not end in JSON',
    'order.json',
    '"An order."',
    '"An order.',
    ['order.json:4:29 error file-syntax', 'Bad control character in string literal'],
  ],
  ['an indentation in YAML', 'asyncapi.yaml', '\noperations:', '\n operations:', ['asyncapi.yaml:9:2 error file-syntax', 'bad indentation']],
  [
    'a text with a colon in YAML',
    'asyncapi.yaml',
    'address: orders',
    'address: or: ders',
    ['asyncapi.yaml:5:16 error file-syntax', 'bad indentation of a mapping entry', 'a text with ": " in it needs quotes'],
  ],
  [
    'a channel that is there twice in YAML',
    'asyncapi.yaml',
    'operations:',
    '  orders: {}\noperations:',
    ['asyncapi.yaml:9:3 error file-syntax', 'duplicated mapping key "orders"', 'Give one of the two another name'],
  ],
  [
    'a reference beside its name in YAML',
    'asyncapi.yaml',
    "        $ref: '#/components/messages/order'",
    "      $ref: '#/components/messages/order'",
    ['asyncapi.yaml:8:7 error document-structure', 'indent it below the name that it belongs to'],
  ],
  [
    'a word of an extension',
    'asyncapi.yaml',
    '    address: orders',
    '    address: orders\n    x-eventbridge: { source: shop, detailtype: order }',
    ['asyncapi.yaml:6:36 error extension-invalid', '"x-eventbridge" has no field "detailtype"', 'Did you mean "detailType"?'],
  ],
  ['a type', 'order.json', '"integer"', '"interger"', ['order.json:9:16 error schema-invalid', 'found "interger"', 'Did you mean "integer"?']],
  ['a keyword', 'order.json', '"minimum"', '"minimun"', ['order.json:9:63 warning keyword-mistyped', 'did you mean "minimum"?']],
  ['a pattern', 'order.json', '^[a-z]+$', '^[a-z+$', ['order.json:8:57 error schema-pattern', '"^[a-z+$" is not an ECMAScript regular expression']],
  ['a required property', 'order.json', '["id"]', '["id", "cuont"]', ['order.json:6:22 warning property-undefined', 'did you mean "count"?']],
  ['an example', 'order.json', '"a" }]', '"a", "count": 0 }]', ['order.json:11:16 error example-invalid', '/count must be >= 1']],
  ['a file', 'asyncapi.yaml', './order.json', './orders.json', ['asyncapi.yaml:18:9 error file-missing', 'there is no readable file "orders.json"']],
  [
    'a pointer',
    'asyncapi.yaml',
    "'#/components/messages/order'",
    "'#/components/messages/odrer'",
    ['asyncapi.yaml:8:9 error ref-unresolved', 'Did you mean "order"?'],
  ],
  ['an action', 'asyncapi.yaml', 'action: receive', 'action: recieve', ['asyncapi.yaml:11:5 error document-structure', 'must be "send" or "receive"']],
  [
    'the version of AsyncAPI',
    'asyncapi.yaml',
    'asyncapi: 3.0.0',
    'asyncapi: 3.0',
    ['asyncapi.yaml:1:1 error document-version', 'A version is text of three parts: write "3.0.0".'],
  ],
  [
    'a URL',
    'asyncapi.yaml',
    './order.json',
    'https://example.com/order.json',
    ['asyncapi.yaml:18:9 error file-remote', 'Put a copy at "remote/example.com/order.json"'],
  ],
];

describe('check, of a mistake in', () => {
  it.each(mistakes)('%s, tells where, what and what to do', async (_, file, from, to, told) => {
    const texts = { 'asyncapi.yaml': document, 'order.json': schema };
    expect(texts[file]).toContain(from);
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), name === file ? text.replace(from, () => to) : text);
    let out = '';
    const output = { out: (text: string) => void (out += text), err: (text: string) => void (out += text), cwd: folder, stdin: Readable.from([]) };
    expect(await run(['check', '--schemas', '.', '--out', 'out'], output)).toBe(1);
    for (const part of told) expect(out).toContain(part);
  });
});
