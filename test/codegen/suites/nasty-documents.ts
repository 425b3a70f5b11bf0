import type { DiagnosticCode } from '../../../codegen/diagnostics-catalogue.ts';

/** A document that a generator may stumble over. With `refused`, it is told by these diagnostics and nothing is written. */
export interface NastyDocument {
  readonly title: string;
  /** Files by name; `asyncapi.json` or `asyncapi.yaml` is the document. Objects are written as JSON, text as it is. */
  readonly files: Readonly<Record<string, unknown>>;
  readonly refused?: readonly DiagnosticCode[];
  /** Findings that do not stop it. */
  readonly warned?: readonly DiagnosticCode[];
  /** What validators say, by module of the message. */
  readonly values?: Readonly<Record<string, { readonly valid: readonly unknown[]; readonly invalid: readonly unknown[] }>>;
}

const document = (content: object): object => ({ asyncapi: '3.0.0', info: { title: 'Nasty', version: '1.0.0' }, ...content });
const messages = (payloads: Readonly<Record<string, unknown>>, schemas?: object): object =>
  document({
    components: { messages: Object.fromEntries(Object.entries(payloads).map(([id, payload]) => [id, { payload }])), ...(schemas !== undefined && { schemas }) },
  });
const one = (title: string, content: unknown, more: Partial<NastyDocument> = {}): NastyDocument => ({
  title,
  ...more,
  files: { 'asyncapi.json': content, ...more.files },
});

const modern = (schema: object): object => ({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema });
const object = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });

const reserved = [
  'class',
  'default',
  'function',
  'delete',
  'import',
  'enum',
  'null',
  'true',
  'await',
  'yield',
  'string',
  'number',
  'Object',
  'Array',
  'Promise',
  'Record',
  'undefined',
  'any',
  'never',
  'type',
  'interface',
  'Parsed',
  'Message',
];

export const nastyDocuments: readonly NastyDocument[] = [
  one(
    'names in other scripts',
    messages({
      注文作成: object({ 数量: { type: 'integer' }, 'größe in m²': { type: 'number' } }),
      заказ: object({ имя: { type: 'string' } }),
      'طلب-جديد': object({}),
      '😀': object({ '😀': { type: 'string' } }),
    }),
  ),
  one('reserved words and global names as messages', messages(Object.fromEntries(reserved.map((name) => [name, object({ [name]: { type: 'string' } })])))),
  one(
    'reserved words as titles',
    messages(Object.fromEntries(reserved.map((title, index) => [`m${index}`, object({ inner: object({ a: { type: 'string' } }, { title }) }, { title })]))),
  ),
  one(
    'names that are no identifiers',
    messages({
      '1st': object({}),
      '-': object({}),
      'a b': object({}),
      'a/b~c': object({}),
      'a.b.c': object({}),
      "it's": object({}),
      '"quoted"': object({}),
      '*/': object({ '*/': { type: 'string', description: 'ends a comment */ here' } }),
    }),
  ),
  one('names that differ in case only', messages({ order: object({}), Order: object({}), ORDER: object({}), or_der: object({}), 'or-der': object({}) })),
  one(
    'the same title everywhere',
    messages({
      a: object({ x: object({ p: { type: 'string' } }, { title: 'Item' }) }),
      b: object({ y: object({ q: { type: 'number' } }, { title: 'Item' }) }),
      c: object({ x: object({ r: { type: 'boolean' } }, { title: 'item' }), y: object({ s: { type: 'null' } }, { title: 'Item' }) }, { title: 'Item' }),
    }),
  ),
  one(
    'schemas that contain themselves',
    messages(
      { tree: { $ref: '#/components/schemas/Tree' }, list: { $ref: '#/components/schemas/List' } },
      {
        Tree: object({ value: { type: 'string' }, children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } }, { required: ['children'] }),
        List: { oneOf: [{ type: 'null' }, object({ next: { $ref: '#/components/schemas/List' }, other: { $ref: '#/components/schemas/Even' } })] },
        Even: { allOf: [object({ odd: { $ref: '#/components/schemas/Odd' } })] },
        Odd: { anyOf: [{ type: 'string' }, object({ even: { $ref: '#/components/schemas/Even' } })] },
      },
    ),
  ),
  one(
    'a schema that is itself and nothing else',
    messages({ loop: { $ref: '#/components/schemas/A' } }, { A: { $ref: '#/components/schemas/B' }, B: { allOf: [{ $ref: '#/components/schemas/A' }] } }),
    { refused: ['schema-unsupported'] },
  ),
  one(
    'a thousand messages',
    messages(
      Object.fromEntries(
        Array.from({ length: 1_000 }, (_, index) => [
          `message${index}`,
          object({ id: { type: 'string' }, [`field${index}`]: { type: 'integer', minimum: index } }, { required: ['id'], additionalProperties: false }),
        ]),
      ),
    ),
  ),
  one(
    'unions of messages, headers, traits, replies and parameters',
    document({
      channels: {
        request: {
          address: 'a/{region}/b',
          parameters: { region: { enum: ['eu', 'us'] } },
          messages: { ping: { $ref: '#/components/messages/ping' }, pong: { $ref: '#/components/messages/pong' } },
        },
        reply: { address: null, messages: { pong: { $ref: '#/components/messages/pong' } } },
      },
      operations: {
        ask: {
          action: 'send',
          channel: { $ref: '#/channels/request' },
          messages: [{ $ref: '#/channels/request/messages/ping' }],
          reply: {
            address: { location: '$message.header#/replyTo' },
            channel: { $ref: '#/channels/reply' },
            messages: [{ $ref: '#/channels/reply/messages/pong' }],
          },
        },
      },
      components: {
        messageTraits: { common: { headers: object({ replyTo: { type: 'string' } }) } },
        messages: {
          ping: {
            traits: [{ $ref: '#/components/messageTraits/common' }],
            headers: object({ id: { type: 'string' } }),
            correlationId: { location: '$message.header#/id' },
            payload: {
              oneOf: [
                object({ kind: { const: 'a' } }, { required: ['kind'] }),
                object({ kind: { const: 'b' }, n: { type: 'integer' } }, { required: ['kind', 'n'] }),
              ],
              discriminator: 'kind',
            },
          },
          pong: { payload: { type: ['string', 'null', 'array'], items: { type: 'number' } } },
        },
      },
    }),
  ),
  one('several files that refer to each other in circles', messages({ a: { $ref: './schemas/a.yaml' }, b: { $ref: 'schemas/a.yaml#/definitions/B%20b' } }), {
    files: {
      'schemas/a.yaml':
        'type: object\nproperties:\n  b:\n    $ref: "../other/b.json"\n  self:\n    $ref: "#"\ndefinitions:\n  "B b":\n    type: array\n    items: { $ref: "a.yaml" }\n',
      'other/b.json': { type: 'object', properties: { a: { $ref: '../schemas/a.yaml' } } },
    },
  }),
  one(
    'draft-07, 2020-12 and AsyncAPI schemas side by side',
    document({
      components: {
        messages: {
          old: {
            payload: {
              schemaFormat: 'application/schema+json;version=draft-07',
              schema: { type: 'array', items: [{ type: 'string' }], additionalItems: false, definitions: { x: true } },
            },
          },
          new: {
            payload: {
              schemaFormat: 'application/schema+json;version=2020-12',
              schema: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], items: false, $defs: { x: true } },
            },
          },
          own: {
            payload: {
              schemaFormat: 'application/vnd.aai.asyncapi+yaml;version=3.0.0',
              schema: { type: 'object', required: ['a'], properties: { a: { const: 1 } } },
            },
          },
        },
      },
    }),
  ),
  one(
    'Avro',
    document({
      components: {
        messages: {
          a: {
            payload: {
              schemaFormat: 'application/vnd.apache.avro+json;version=1.9.0',
              schema: { type: 'record', name: 'A', fields: [{ name: 'x', type: 'int' }] },
            },
          },
          b: { payload: object({ ok: { type: 'boolean' } }) },
        },
      },
    }),
    { warned: ['schema-format'] },
  ),
  one(
    'Protobuf text',
    document({
      components: { messages: { a: { payload: { schemaFormat: 'application/vnd.google.protobuf;version=3', schema: 'message A { int32 x = 1; }' } } } },
    }),
    { warned: ['schema-format'] },
  ),
  one(
    'properties of Object.prototype',
    messages({
      a: object(
        { constructor: { type: 'string' }, toString: { type: 'number' }, __proto__x: { type: 'null' }, hasOwnProperty: { type: 'boolean' } },
        { required: ['constructor', 'toString'], additionalProperties: false },
      ),
    }),
  ),
  one(
    'boolean, empty and contradictory schemas',
    messages({
      any: true,
      none: false,
      empty: {},
      enumOfNothing: { enum: [] },
      notOfEverything: {
        oneOf: [{ unevaluatedProperties: false, allOf: [false] }, false],
        not: {},
        properties: { a: false },
        $schema: 'https://json-schema.org/draft/2020-12/schema',
      },
      contradiction: { allOf: [{ type: 'string' }, { type: 'number' }] },
      nothing: object({ a: false }, { required: ['a'] }),
    }),
  ),
  one(
    'deep combinations',
    messages({
      a: {
        allOf: [
          { oneOf: [object({ a: { type: 'string' } }), object({ b: { type: 'number' } })] },
          { anyOf: [{ required: ['a'] }, { required: ['b'] }] },
          { if: { required: ['a'] }, then: { properties: { c: { type: 'string' } } }, else: { not: { required: ['c'] } } },
        ],
        unevaluatedProperties: false,
      },
    }),
  ),
  one(
    'pattern properties, tuples, contains and dependencies',
    messages({
      a: object(
        {
          t: { type: 'array', items: [{ type: 'string' }, { type: 'integer' }], minItems: 1 },
          u: { type: 'array', contains: { type: 'number' }, uniqueItems: true },
        },
        {
          patternProperties: { '^x-': { type: 'string' }, '\\d+$': { type: ['number', 'string'] } },
          additionalProperties: { type: ['string', 'number', 'array'], items: true },
          dependencies: { t: ['u'], u: { required: ['t'] } },
          propertyNames: { maxLength: 20 },
        },
      ),
    }),
  ),
  one(
    'values that need care in code',
    messages({
      a: { enum: ['\u2028', '`${x}`', '\\', '</script>', "'", '"', '*/', 0, -0, 1e308, null, true, { a: [1, { b: null }] }, []] },
      b: { const: { 'a-b': ['x', { c: 1.5 }] } },
    }),
  ),
  one(
    'descriptions that end comments, in Markdown and many lines',
    messages({
      a: object(
        { p: { type: 'string', description: '*/ alert(1) /*\n\n@param x\n```ts\ncode()\n```' } },
        { description: 'First line\r\n */\nlast', title: 'A */ B' },
      ),
    }),
  ),
  one('a pattern that is no ECMAScript', messages({ a: object({ p: { type: 'string', pattern: '(?i)abc\\A' } }) }), { refused: ['schema-pattern'] }),
  one('a reference to nothing', messages({ a: { $ref: '#/components/schemas/Missing' } }), { refused: ['ref-unresolved'] }),
  one('a reference to a missing file', messages({ a: { $ref: './missing.json' } }), { refused: ['file-missing'] }),
  one('a remote reference', messages({ a: { $ref: 'https://example.com/schema.json' } }), { refused: ['file-remote'] }),
  one('a schema that is no schema', messages({ a: { type: 'text', properties: [], required: 'all', minimum: 'low' } }), { refused: ['schema-invalid'] }),
  one('AsyncAPI 2', { asyncapi: '2.6.0', info: { title: 'Old', version: '1' }, channels: {} }, { refused: ['document-version'] }),
  one('no object at all', [1, 2], { refused: ['document-structure'] }),
  { title: 'YAML that is broken', files: { 'asyncapi.yaml': 'asyncapi: 3.0.0\ninfo: {title: x\nchannels:\n  - a: b: c' }, refused: ['file-syntax'] },
  { title: 'an empty file', files: { 'asyncapi.yaml': '' }, refused: ['file-syntax'] },
  {
    title: 'YAML with anchors, merges and dates',
    files: {
      'asyncapi.yaml':
        "asyncapi: '3.0.0'\ninfo: {title: Anchors, version: '1'}\ncomponents:\n  messages:\n    a:\n      payload: &p\n        type: object\n        properties:\n          since: {type: string, default: 2024-01-01, enum: [2024-01-01, 'x']}\n          yes: {type: boolean}\n    b:\n      payload: *p\n",
    },
  },
  one('parts of the wrong kind', document({ channels: [], operations: 'none', components: { messages: { a: 5, b: null, c: { payload: 'text' } } } }), {
    refused: ['document-structure', 'schema-invalid'],
  }),
  {
    title: 'YAML that merges maps, and references into other files of which parts are merged',
    files: {
      'asyncapi.yaml': `asyncapi: 3.0.0
info: { title: Merges, version: 1.0.0 }
components:
  messages:
    a: &a
      payload:
        type: object
        required: [k]
        properties: &shared
          k: { type: string }
    b:
      <<: *a
      name: B
    c:
      payload:
        type: object
        properties:
          <<: [*shared, { l: { type: boolean } }]
          z: { $ref: './parts/other.yaml#/defs/a~1b%20c' }
`,
      'parts/other.yaml': "defs:\n  a/b c:\n    $ref: 'third.json#/$defs/x'\n",
      'parts/third.json': { $defs: { x: { $ref: '../fourth.yml' } } },
      'fourth.yml': 'type: object\nproperties:\n  q: &n { type: number }\n  r: *n\n',
    },
    values: {
      'messages/b': { valid: [{ k: 'x' }], invalid: [{}] },
      'messages/c': { valid: [{ k: 'x', l: true, z: { q: 1 } }], invalid: [{ k: 1 }, { l: 1 }, { z: { r: 'x' } }] },
    },
  },
  {
    title: 'a finding in a merged part',
    files: {
      'asyncapi.yaml':
        "asyncapi: 3.0.0\ninfo: {title: x, version: '1'}\nx-part: &part\n  payload:\n    type: text\ncomponents:\n  messages:\n    a:\n      <<: *part\n",
    },
    refused: ['schema-invalid'],
  },
  {
    title: 'an alias inside of what it names',
    files: {
      'asyncapi.yaml':
        "asyncapi: 3.0.0\ninfo: {title: x, version: '1'}\ncomponents:\n  messages:\n    a:\n      payload: &p\n        type: object\n        properties:\n          self: *p\n",
    },
    refused: ['file-syntax'],
  },
  one('nesting without end', messages({ a: Array.from({ length: 3_000 }).reduce((items) => ({ type: 'array', items }), true) }), { refused: ['file-syntax'] }),
  one('nesting that is deep', messages({ a: Array.from({ length: 150 }).reduce((items) => ({ type: 'array', items }), true) })),
  one(
    'base classes with a choice of what extends them',
    messages(
      { pet: { $ref: '#/components/schemas/Pet' }, cat: { $ref: '#/components/schemas/Cat' }, kitten: { $ref: '#/components/schemas/Kitten' } },
      {
        Pet: {
          ...object({ kind: { type: 'string' } }, { title: 'Pet', required: ['kind'], discriminator: 'kind' }),
          oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
        },
        Cat: {
          allOf: [{ $ref: '#/components/schemas/Pet' }, object({ kind: { pattern: '^(Cat|Kitten)$' }, claws: { type: 'integer' } }, { required: ['claws'] })],
          anyOf: [{ $ref: '#/components/schemas/Kitten' }, object({ kind: { const: 'Cat' } })],
        },
        Kitten: { allOf: [{ $ref: '#/components/schemas/Cat' }, object({ kind: { const: 'Kitten' }, weeks: { type: 'number' } }, { required: ['weeks'] })] },
        Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, object({ kind: { const: 'Dog' } })] },
      },
    ),
    {
      warned: ['schema-circular'],
      values: {
        'messages/pet': {
          valid: [{ kind: 'Cat', claws: 1 }, { kind: 'Dog' }, { kind: 'Kitten', claws: 1, weeks: 2 }],
          invalid: [{ kind: 'Cat' }, { kind: 'Fish' }, {}],
        },
        'messages/cat': {
          valid: [{ kind: 'Cat', claws: 1 }],
          invalid: [{ kind: 'Dog', claws: 1 }, { claws: 1 }, { kind: 'Cat' }, { kind: 'Kitten', claws: 1 }],
        },
        'messages/kitten': {
          valid: [{ kind: 'Kitten', claws: 1, weeks: 1 }],
          invalid: [
            { kind: 'Kitten', weeks: 1 },
            { claws: 1, weeks: 1 },
          ],
        },
      },
    },
  ),
  one(
    'pointers through references',
    document({
      channels: { c: { $ref: './channels.yaml#/c' } },
      operations: { o: { action: 'send', channel: { $ref: '#/channels/c' }, messages: [{ $ref: '#/channels/c/messages/m' }] } },
    }),
    {
      files: {
        'channels.yaml': "c:\n  address: x\n  messages:\n    m:\n      $ref: './messages/all.yaml#/m'\n",
        'messages/all.yaml': "m:\n  payload:\n    $ref: '../deep/schema.yaml'\n",
        'deep/schema.yaml':
          "type: object\nproperties:\n  self: {$ref: '#'}\n  up: {$ref: '../messages/all.yaml#/m/payload/properties/n'}\n  n: {type: number}\n",
      },
      values: { 'messages/m': { valid: [{ self: { up: 1 } }], invalid: [{ self: { up: 'x' } }] } },
    },
  ),
  one(
    'patterns that other engines take',
    messages({
      a: object({ dash: { pattern: '^[\\w-.]+$' }, lone: { pattern: '^{[a-z]+}$' }, escaped: { pattern: '^\\_\\-\\@\\\\e$' }, count: { pattern: '^a{,2}$' } }),
    }),
    {
      values: {
        'messages/a': {
          valid: [{ dash: 'a-b.c', lone: '{ab}', escaped: '_-@\\e', count: 'a{,2}' }],
          invalid: [{ dash: 'a b' }, { lone: 'ab' }, { escaped: '_-@e' }, { count: 'aa' }],
        },
      },
    },
  ),
  one(
    'OpenAPI schema objects',
    document({
      components: {
        messages: {
          a: {
            payload: {
              schemaFormat: 'application/vnd.oai.openapi;version=3.0.0',
              schema: object({
                n: { type: 'string', nullable: true },
                m: { type: 'number', minimum: 1, exclusiveMinimum: true },
                e: { type: 'string', nullable: true, enum: ['x'] },
              }),
            },
          },
          b: {
            payload: { schemaFormat: 'application/vnd.oai.openapi+json;version=3.1.0', schema: { type: 'array', prefixItems: [{ const: 1 }], items: false } },
          },
          c: { payload: { $ref: '#/components/schemas/Shared' } },
          d: { payload: { $ref: '#/components/schemas/Shared' } },
        },
        schemas: { Shared: { schemaFormat: 'application/vnd.oai.openapi;version=3.0.3', schema: { type: 'string', nullable: true } } },
      },
    }),
    {
      values: {
        'messages/a': { valid: [{ n: null, m: 2, e: 'x' }, { n: '' }], invalid: [{ m: 1 }, { n: 1 }, { e: null }] },
        'messages/b': { valid: [[1]], invalid: [[1, 2], [2]] },
        'messages/c': { valid: [null, 'x'], invalid: [1] },
        'messages/d': { valid: [null, 'x'], invalid: [1] },
      },
    },
  ),
  {
    title: 'a version that YAML takes for a number',
    files: { 'asyncapi.yaml': 'asyncapi: 3.0\ninfo: {title: x, version: 1.0}\n' },
    refused: ['document-version'],
  },
  {
    title: 'line ends of Windows after a byte order mark',
    files: {
      'asyncapi.yaml':
        "\uFEFFasyncapi: 3.0.0\r\ninfo: {title: x, version: '1'}\r\ncomponents:\r\n  messages:\r\n    a:\r\n      payload:\r\n        type: object\r\n        description: |\r\n          one\r\n          two\r\n        required: [x]\r\n",
    },
    values: { 'messages/a': { valid: [{ x: 1 }], invalid: [{}] } },
  },
  one(
    'copies of remote schemas, which refer to each other',
    messages({ a: { $ref: 'https://example.com/events/a.json#/$defs/a' }, b: { $ref: 'http://localhost:8080/b.json' } }),
    {
      files: {
        'remote/example.com/events/a.json': { $defs: { a: object({ b: { $ref: '../shared/b%20c.json' } }, { required: ['b'] }) } },
        'remote/example.com/shared/b c.json': { type: 'string' },
        'remote/localhost_8080/b.json': { $id: 'https://example.com/real.json', $ref: '#/definitions/n', definitions: { n: { type: 'number' } } },
      },
      values: {
        'messages/a': { valid: [{ b: 'x' }], invalid: [{ b: 1 }, {}] },
        'messages/b': { valid: [1], invalid: ['x'] },
      },
    },
  ),
  one('a pointer to nothing in a copy', messages({ a: { $ref: 'https://example.com/a.json#/x' } }), {
    files: { 'remote/example.com/a.json': {} },
    refused: ['ref-unresolved'],
  }),
  one(
    'schemas that are extended by $dynamicRef',
    messages({
      strict: { $ref: 'strict-tree.json' },
      free: { $ref: 'tree.json' },
      numbers: { $ref: 'list.json#/$defs/numbers' },
      texts: { $ref: 'list.json#/$defs/texts' },
    }),
    {
      files: {
        'tree.json': modern({
          $dynamicAnchor: 'node',
          type: 'object',
          title: 'Tree',
          properties: { data: true, children: { type: 'array', items: { $dynamicRef: '#node' } } },
        }),
        'strict-tree.json': modern({ $dynamicAnchor: 'node', title: 'StrictTree', $ref: 'tree.json', unevaluatedProperties: false }),
        'list.json': modern({
          $defs: {
            list: { $id: 'of', type: 'array', items: { $dynamicRef: '#item' }, $defs: { item: { $dynamicAnchor: 'item' } } },
            numbers: { $id: 'numbers', $ref: 'of', $defs: { item: { $dynamicAnchor: 'item', type: 'number' } } },
            texts: { $id: 'texts', $ref: 'of', $defs: { item: { $dynamicAnchor: 'item', type: 'string' } } },
          },
        }),
      },
      values: {
        'messages/strict': { valid: [{ children: [{ data: 1 }] }], invalid: [{ children: [{ daat: 1 }] }, { daat: 1 }] },
        'messages/free': { valid: [{ children: [{ daat: 1 }] }], invalid: [{ children: [1] }] },
        'messages/numbers': { valid: [[1]], invalid: [['x']] },
        'messages/texts': { valid: [['x']], invalid: [[1]] },
      },
    },
  ),
  one(
    'lists of which the rest is told by unevaluatedItems',
    messages({
      a: modern({
        type: 'array',
        prefixItems: [{ type: 'string' }],
        contains: { type: 'number' },
        if: { contains: { const: 'x' } },
        then: { contains: { const: 'y' } },
        unevaluatedItems: false,
      }),
      b: modern({ allOf: [{ prefixItems: [true], items: { type: 'string' } }], unevaluatedItems: false }),
      c: modern({ anyOf: [{ prefixItems: [{ const: 1 }, true] }, { prefixItems: [{ const: 2 }] }], unevaluatedItems: { type: 'null' } }),
    }),
    {
      values: {
        'messages/a': {
          valid: [
            ['x', 1, 'y'],
            ['a', 1],
          ],
          invalid: [['x', 1], ['a', 1, 'y'], ['a']],
        },
        'messages/b': { valid: [[1, 'x']], invalid: [[1, 2]] },
        'messages/c': {
          valid: [
            [1, 'x', null],
            [2, null],
          ],
          invalid: [
            [2, 'x'],
            [1, 'x', 'y'],
          ],
        },
      },
    },
  ),
  one(
    'messages and queues whose functions would have the same name',
    document({
      channels: Object.fromEntries(
        ['a-b', 'a_b', 'a.b', 'AB'].map((name, index) => [
          `q${index}`,
          { address: name, bindings: { sqs: { queue: { name } } }, messages: { [`m${index}`]: { payload: object({}) } } },
        ]),
      ),
      components: { messages: Object.fromEntries(['m', 'MBody', 'sendM', 'Messages', 'Event'].map((name) => [name, { payload: object({}) }])) },
    }),
  ),
  one(
    'more alternatives than a type can be multiplied out to',
    messages({
      m: modern({
        type: 'object',
        allOf: Array.from({ length: 12 }, (_, index) => ({
          oneOf: Array.from({ length: 4 }, (__, branch) => object({ [`p${index}${branch}`]: { type: 'string' } }, { required: [`p${index}${branch}`] })),
        })),
      }),
    }),
  ),
  one(
    'schemas that each extend one schema twice, many times over',
    messages(
      { m: { type: 'array', maxItems: 0, items: { $ref: '#/components/schemas/s40' } } },
      {
        s0: object({ q: { type: 'string' } }),
        ...Object.fromEntries(
          Array.from({ length: 40 }, (_, index) => [
            `s${index + 1}`,
            { allOf: [{ $ref: `#/components/schemas/s${index}` }, { $ref: `#/components/schemas/s${index}` }], description: `${index}` },
          ]),
        ),
      },
    ),
    { values: { 'messages/m': { valid: [[]], invalid: [{}] } } },
  ),
  {
    title: 'aliases of aliases of aliases',
    files: {
      'asyncapi.yaml': `asyncapi: 3.0.0\ninfo: {title: x, version: '1'}\nx-0: &a0 [x, x]\n${Array.from({ length: 12 }, (_, index) => `x-${index + 1}: &a${index + 1} [${Array.from({ length: 10 }, () => `*a${index}`).join(', ')}]\n`).join('')}components: {messages: {m: {payload: {examples: *a12}}}}\n`,
    },
    refused: ['file-syntax'],
  },
  { title: 'UTF-16', files: { 'asyncapi.yaml': '\uFFFD\uFFFDa\0s\0y\0n\0c\0' }, refused: ['file-syntax'] },
  { title: 'two documents in one file', files: { 'asyncapi.yaml': "asyncapi: 3.0.0\ninfo: {title: x, version: '1'}\n---\na: b\n" }, refused: ['file-syntax'] },
  {
    title: 'JSON with two messages of one name',
    files: {
      'asyncapi.json':
        '{"asyncapi":"3.0.0","info":{"title":"a: b","version":"1"},"components":{"messages":{"a":{"payload":{"type":"string"}},\n"a":{"payload":true}}}}',
    },
    refused: ['file-syntax'],
  },
  {
    title: 'numbers that are none',
    files: { 'asyncapi.json': '{"asyncapi":"3.0.0","components":{"messages":{"a":{"payload":{"minimum":1e400}}}}}' },
    refused: ['file-syntax'],
  },
  one('a property named by half a character', messages({ a: object({ '\ud83d': true }) }), { refused: ['schema-unsupported'] }),
  one('dependencies that are none', messages({ a: { dependencies: { a: [5] } }, b: modern({ dependentRequired: { a: 'b' } }) }), {
    refused: ['schema-invalid'],
  }),
  one('lists where objects belong', document({ components: { messages: [{ payload: true }] }, servers: 1 }), { refused: ['document-structure'] }),
  one('tables that are no reference', document({ 'x-tables': [{ $ref: 'http://[' }] }), { refused: ['file-remote'] }),
  one('files with # and % in their names', messages({ a: { $ref: 'a%23b.json#/properties/x' }, b: { $ref: '100%25.json' } }), {
    files: {
      'a#b.json': object({ x: object({ y: { $ref: '#' } }) }),
      '100%.json': object({ r: { $ref: '#/definitions/z' } }, { definitions: { z: { type: 'string' } } }),
    },
    values: { 'messages/a': { valid: [{ y: { x: {} } }], invalid: [{ y: { x: 1 } }] }, 'messages/b': { valid: [{ r: 'x' }], invalid: [{ r: 1 }] } },
  }),
  one(
    '$id beside $ref, which counts since 2019-09',
    messages({
      a: modern({
        $id: 'https://example.com/root.json',
        properties: { b: { $ref: 'z.json' } },
        $defs: { z: { $id: 'z.json', $ref: '#/$defs/q', $defs: { q: { type: 'string' } } } },
      }),
    }),
    { values: { 'messages/a': { valid: [{ b: 'x' }], invalid: [{ b: 1 }] } } },
  ),
  one(
    'media types in capitals',
    document({ components: { messages: { a: { payload: { schemaFormat: 'APPLICATION/Schema+JSON; version=draft-07', schema: { type: 'string' } } } } } }),
    { values: { 'messages/a': { valid: ['x'], invalid: [1] } } },
  ),
];
