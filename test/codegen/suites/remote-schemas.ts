/**
 * What the JSON-Schema-Test-Suite expects its server at localhost:1234 to serve, by path; a document has such copies below
 * `remote/localhost_1234/`.
 */
const draft2020 = 'https://json-schema.org/draft/2020-12/schema';
const vocabulary = 'https://json-schema.org/draft/2020-12/vocab';
const integer = { type: 'integer' };
const string = { type: 'string' };
const host = 'http://localhost:1234/draft2020-12';

const modern = (schema: object): object => ({ $schema: draft2020, ...schema });
const orNull = { anyOf: [{ type: 'null' }, { $ref: '#' }] };

export const remoteSchemas: Readonly<Record<string, object>> = {
  'integer.json': integer,
  'nested/foo-ref-string.json': { type: 'object', properties: { foo: { $ref: 'string.json' } } },
  'nested/string.json': string,
  'baseUriChange/folderInteger.json': integer,
  'baseUriChangeFolder/folderInteger.json': integer,
  'baseUriChangeFolderInSubschema/folderInteger.json': integer,
  'draft7/subSchemas.json': { definitions: { integer, refToInteger: { $ref: '#/definitions/integer' } } },
  'draft7/name.json': { definitions: { orNull }, ...string },
  'draft7/ref-and-definitions.json': {
    $id: 'http://localhost:1234/draft7/ref-and-definitions.json',
    definitions: { inner: { properties: { bar: string } } },
    allOf: [{ $ref: '#/definitions/inner' }],
  },
  'draft7/locationIndependentIdentifier.json': { definitions: { refToInteger: { $ref: '#foo' }, A: { $id: '#foo', ...integer } } },
  'draft7/detached-ref.json': {
    $id: 'http://localhost:1234/draft7/detached-ref.json',
    definitions: { foo: { $ref: '#detached' }, detached: { $id: '#detached', ...integer } },
  },
  'draft2020-12/integer.json': modern(integer),
  'draft2020-12/nested/foo-ref-string.json': modern({ type: 'object', properties: { foo: { $ref: 'string.json' } } }),
  'draft2020-12/nested/string.json': modern(string),
  'draft2020-12/baseUriChange/folderInteger.json': modern(integer),
  'draft2020-12/baseUriChangeFolder/folderInteger.json': modern(integer),
  'draft2020-12/baseUriChangeFolderInSubschema/folderInteger.json': modern(integer),
  'draft2020-12/subSchemas.json': modern({ $defs: { integer, refToInteger: { $ref: '#/$defs/integer' } } }),
  'draft2020-12/name-defs.json': modern({ $defs: { orNull }, ...string }),
  'draft2020-12/ref-and-defs.json': modern({ $id: `${host}/ref-and-defs.json`, $defs: { inner: { properties: { bar: string } } }, $ref: '#/$defs/inner' }),
  'draft2020-12/locationIndependentIdentifier.json': modern({ $defs: { refToInteger: { $ref: '#foo' }, A: { $anchor: 'foo', ...integer } } }),
  'draft2020-12/detached-ref.json': modern({
    $id: `${host}/detached-ref.json`,
    $defs: { foo: { $ref: '#detached' }, detached: { $anchor: 'detached', ...integer } },
  }),
  'draft2020-12/detached-dynamicref.json': modern({
    $id: `${host}/detached-dynamicref.json`,
    $defs: { foo: { $dynamicRef: '#detached' }, detached: { $dynamicAnchor: 'detached', ...integer } },
  }),
  'draft2020-12/different-id-ref-string.json': { $id: `${host}/real-id-ref-string.json`, $defs: { bar: string }, $ref: '#/$defs/bar' },
  'draft2020-12/urn-ref-string.json': { $id: 'urn:uuid:feebdaed-ffff-0000-2020-1200deadbeef', $defs: { bar: string }, $ref: '#/$defs/bar' },
  'draft2020-12/nested-absolute-ref-to-string.json': { $defs: { bar: { $id: `${host}/the-nested-id.json`, ...string } }, $ref: `${host}/the-nested-id.json` },
  'draft2020-12/tree.json': modern({
    $id: `${host}/tree.json`,
    $dynamicAnchor: 'node',
    type: 'object',
    properties: { data: true, children: { type: 'array', items: { $dynamicRef: '#node' } } },
  }),
  'draft2020-12/extendible-dynamic-ref.json': modern({
    $id: `${host}/extendible-dynamic-ref.json`,
    type: 'object',
    properties: { elements: { type: 'array', items: { $dynamicRef: '#elements' } } },
    required: ['elements'],
    additionalProperties: false,
    $defs: { elements: { $dynamicAnchor: 'elements' } },
  }),
  'draft2020-12/metaschema-no-validation.json': modern({
    $id: `${host}/metaschema-no-validation.json`,
    $vocabulary: { [`${vocabulary}/applicator`]: true, [`${vocabulary}/core`]: true },
  }),
  'draft2020-12/metaschema-optional-vocabulary.json': modern({
    $id: `${host}/metaschema-optional-vocabulary.json`,
    $vocabulary: { [`${vocabulary}/validation`]: true, [`${vocabulary}/core`]: true, 'http://localhost:1234/draft/2020-12/vocab/custom': false },
  }),
};
