import type { Severity } from './diagnostics.ts';

interface CatalogueEntry {
  readonly severity: Severity;
  readonly title: string;
  /** Why it is reported: what would go wrong. */
  readonly cause: string;
  /** What to do. */
  readonly fix: string;
}

/** Every diagnostic there is. A code without title, cause and fix does not compile; the reference page is printed from here. */
export const catalogue = {
  'file-missing': {
    severity: 'error',
    title: 'A file cannot be read',
    cause: 'The document or a "$ref" names a file that is not there or is not readable.',
    fix: 'Correct the path, or add the file. Paths are relative to the file that names them.',
  },
  'file-syntax': {
    severity: 'error',
    title: 'A file is not valid YAML or JSON',
    cause: 'The text cannot be parsed, so nothing in it can be trusted.',
    fix: 'Correct the syntax at the position shown.',
  },
  'file-remote': {
    severity: 'error',
    title: 'A reference leaves this machine',
    cause: 'Generation is a pure function of local files; a URL may answer differently tomorrow.',
    fix: 'Put a copy of the schema into the schema folder, at remote/<host>/<path>: it is read in place of the URL. Or refer to a copy.',
  },
  'ref-unresolved': {
    severity: 'error',
    title: 'A reference points to nothing',
    cause: 'The "$ref" names a place that does not exist in its file.',
    fix: 'Correct the pointer, or define what it points to.',
  },
  'document-version': {
    severity: 'error',
    title: 'The document is not AsyncAPI 3',
    cause: 'Channels and operations of other versions have another structure.',
    fix: 'Convert the document to AsyncAPI 3.0 or later, for instance with "asyncapi convert".',
  },
  'document-structure': {
    severity: 'error',
    title: 'The document is not valid AsyncAPI',
    cause: 'A required part is missing or has another type than AsyncAPI says.',
    fix: 'Compare with the AsyncAPI 3.0 specification.',
  },
  'extension-invalid': {
    severity: 'error',
    title: 'An x- extension is not as its meta-schema says',
    cause: 'Tables, rules, functions and agents are read from these extensions; a wrong one would deploy something wrong.',
    fix: 'Compare with schemas/dialect.',
  },
  'schema-format': {
    severity: 'warning',
    title: 'A payload is not JSON Schema',
    cause: 'Types and validators are made from JSON Schema (draft-04 to 2020-12), AsyncAPI or OpenAPI 3 schema objects only.',
    fix: 'Describe the payload as JSON Schema.',
  },
  'schema-invalid': {
    severity: 'error',
    title: 'A schema is not valid JSON Schema',
    cause: 'A keyword has a value that JSON Schema does not allow, so its meaning is undefined.',
    fix: 'Correct the value.',
  },
  'schema-pattern': {
    severity: 'error',
    title: 'A pattern is not an ECMAScript regular expression',
    cause: 'The validator could not be built.',
    fix: 'Write the pattern in ECMAScript syntax; possessive quantifiers, inline flags and \\A, \\Z are not part of it.',
  },
  'schema-unsupported': {
    severity: 'error',
    title: 'A schema keyword cannot be supported',
    cause: 'Generated types or validators would be wrong.',
    fix: 'Say the same with other keywords.',
  },
  'schema-circular': {
    severity: 'warning',
    title: 'A schema is a choice of schemas that extend it',
    cause:
      'Taken literally, checking a value would never end. It is read as inheritance: who extends takes over what the extended schema says, but for the choice.',
    fix: 'Nothing, if inheritance is meant; otherwise give the choice a schema of its own.',
  },
  'name-collision': {
    severity: 'error',
    title: 'Two things would get the same name',
    cause: 'One generated file or export would overwrite the other.',
    fix: 'Give one of them another title or name.',
  },
  'example-invalid': {
    severity: 'error',
    title: 'An example is not valid under its schema',
    cause: 'Examples become reference pages and test data.',
    fix: 'Correct the example or the schema.',
  },
  'generated-stale': {
    severity: 'error',
    title: 'A generated file is not what the schemas say',
    cause: 'The schemas were changed without generating, or the file was edited by hand.',
    fix: 'Run "npm run generate" and commit the result.',
  },
  'description-missing': {
    severity: 'warning',
    title: 'A type or property has no description',
    cause: 'Readers of the types, the reference pages and the model have nothing but the name.',
    fix: 'Add a "description" that says what it means, its unit and its limits.',
  },
  'object-open': {
    severity: 'warning',
    title: 'An object allows any property',
    cause: 'A misspelt field passes, and nothing tells what may be there.',
    fix: 'Add "additionalProperties": false, or say in "x-open" why it is open.',
  },
  'property-undefined': {
    severity: 'warning',
    title: 'A closed object requires a property that it does not have',
    cause: 'With the property the value has one too many, without it one too few: no value is valid.',
    fix: 'Add it to "properties", or correct its name in "required".',
  },
  'keyword-mistyped': {
    severity: 'warning',
    title: 'A schema has a word that looks like a mistyped keyword',
    cause: 'JSON Schema ignores what it does not know: the schema asks for less than it seems to.',
    fix: 'Correct the keyword; a word of your own begins with "x-".',
  },
  'object-type-missing': {
    severity: 'warning',
    title: 'A schema names properties and does not ask for an object',
    cause: 'In JSON Schema "properties" says nothing of strings, lists and other values: they pass, and the generated type is a union with them.',
    fix: 'Add "type": "object".',
  },
  'table-attribute-missing': {
    severity: 'error',
    title: 'A table uses an attribute that its entity does not have',
    cause: 'The key, index or expiry would never be set.',
    fix: 'Add the property, or correct the name in "x-table".',
  },
  'table-key-optional': {
    severity: 'error',
    title: 'A key attribute is not required',
    cause: 'An item without its key cannot be stored.',
    fix: 'Add it to "required".',
  },
  'table-disagreement': {
    severity: 'error',
    title: 'Entities of one table describe it differently',
    cause: 'The table is built once: one of them would be stored or read by keys that the table does not have.',
    fix: 'Say the same of keys, expiry and indexes in "x-table" of each entity of the table.',
  },
  'table-key-type': {
    severity: 'error',
    title: 'A key attribute is no scalar',
    cause: 'DynamoDB keys are strings or numbers.',
    fix: 'Give it "type": "string", "integer" or "number".',
  },
  'resource-unknown': {
    severity: 'error',
    title: 'Something is named that does not exist',
    cause: 'The deployment would fail, or nothing would arrive.',
    fix: 'Correct the name, or define it.',
  },
  'permission-missing': {
    severity: 'error',
    title: 'A function does what it may not',
    cause: 'Its role would refuse it at run time.',
    fix: 'Add it to "uses" in x-functions, or correct the operation.',
  },
  'permission-unused': {
    severity: 'warning',
    title: 'A function may do what it never does',
    cause: 'A role should allow what is needed and no more.',
    fix: 'Remove it from "uses", or add the operation.',
  },
  'queue-visibility': {
    severity: 'error',
    title: 'A queue shows a message again while a function still works on it',
    cause: 'The message would be worked on twice at once.',
    fix: "Raise the queue's visibilityTimeout above the function's timeout.",
  },
  'event-ambiguous': {
    severity: 'error',
    title: 'Two channels have the same source and detail-type',
    cause: 'A consumer could not tell which event it has.',
    fix: 'Give one of them another detail-type.',
  },
  'event-invalid': {
    severity: 'error',
    title: 'An event is not what its contract says',
    cause: 'A producer would be refused, or a consumer would send it to the dead-letter queue.',
    fix: 'Correct the value at the position shown.',
  },
  'event-unknown': {
    severity: 'error',
    title: 'No contract has this source and detail-type',
    cause: 'No rule would match it, and it would be delivered to nobody.',
    fix: 'Correct "source" or "detail-type", or describe the event in the document.',
  },
  'event-unnamed': {
    severity: 'error',
    title: 'Nothing says which contract a payload is under',
    cause: 'It has no envelope, and it fits none of the contracts.',
    fix: 'Say which one it should be with --event NAME.',
  },
  'event-property-ignored': {
    severity: 'warning',
    title: 'Readers drop a property',
    cause: 'The contract does not know it, and the document says that unknown properties are dropped.',
    fix: 'Remove the property, or add it to the contract.',
  },
  'version-unknown': {
    severity: 'error',
    title: 'A message supersedes something that is not the version before it',
    cause: '"x-supersedes" names the message key of the version before, of the same event: events/<name>.v2 supersedes events/<name>.v1.',
    fix: 'Name the message of the version before, and declare it earlier in components.messages.',
  },
  'version-too-low': {
    severity: 'error',
    title: 'The contracts have changed since the last release, their version has not risen enough',
    cause: 'Whoever depends on the released package tells by its version whether an update can break something.',
    fix: 'Raise info.version, or leave what was released as it is: add a new version of the event beside it (events/<name>.v2.json with x-supersedes).',
  },
  'document-invalid': {
    severity: 'error',
    title: 'The AsyncAPI parser refuses the document',
    cause: 'Public tools will not read it.',
    fix: 'Correct what the parser says.',
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

export type DiagnosticCode = keyof typeof catalogue;
