import { describe, expect, it } from 'vitest';
import { generateInline, generatePayload, textOf } from '../inline-document.ts';

const header = '// Generated from asyncapi.json. Do not edit.\n\n';

describe('generated types', () => {
  it('carry the descriptions and defaults of the schema', async () => {
    const generation = await generatePayload({
      type: 'object',
      description: 'A thing.',
      additionalProperties: false,
      required: ['a'],
      properties: { a: { type: 'integer', description: 'How many.' }, b: { enum: ['x', 'y'], default: 'x' } },
    });
    expect(textOf(generation, 'messages/m.ts')).toBe(`${header}/** A thing. */
export interface M {
  /** How many. */
  a: number;
  /** Default: "x" */
  b?: "x" | "y";
}
`);
  });

  it('name recursion', async () => {
    const generation = await generateInline({
      components: {
        messages: { m: { payload: { $ref: '#/components/schemas/Node' } } },
        schemas: { Node: { type: 'object', additionalProperties: false, properties: { next: { $ref: '#/components/schemas/Node' } } } },
      },
    });
    expect(textOf(generation, 'schemas/node.ts')).toBe(`${header}export interface Node {\n  next?: Node;\n}\n`);
    expect(textOf(generation, 'messages/m.ts')).toContain('export type M = Node;');
  });

  it('are lists of alternatives where all alternatives say the same', async () => {
    const generation = await generatePayload({ type: 'array', items: { anyOf: [{ enum: ['a', 'b'] }, { enum: ['a', 'b'], description: 'Again.' }] } });
    expect(textOf(generation, 'messages/m.ts')).toContain('export type M = ("a" | "b")[];');
  });

  it('keep tuples, unions, constants and letters of other scripts', async () => {
    const generation = await generateInline({
      components: {
        messages: {
          注文: {
            payload: {
              type: 'object',
              additionalProperties: false,
              required: ['t', 'u', 'k'],
              properties: {
                t: { type: 'array', items: [{ type: 'string' }, { type: 'number' }], additionalItems: false, minItems: 2 },
                u: { type: ['string', 'null'] },
                k: { const: 5 },
              },
            },
          },
        },
      },
    });
    expect(textOf(generation, 'messages/注文.ts')).toBe(
      `${header}export interface 注文 {\n  /**\n   * @minItems 2\n   * @maxItems 2\n   */\n  t: [string, number];\n  u: string | null;\n  k: 5;\n}\n`,
    );
  });
});

describe('a schema with properties and no type', () => {
  it('has a type that takes what is no object, as its validator does', async () => {
    const generation = await generatePayload({ additionalProperties: false, properties: { a: { type: 'string' } } });
    expect(textOf(generation, 'messages/m.ts')).toContain('unknown[]');
    expect(textOf(generation, 'messages/m.ts')).toContain('| null');
  });

  it('is an object when what it extends is one', async () => {
    const generation = await generateInline({
      components: {
        messages: { m: { payload: { allOf: [{ $ref: '#/components/schemas/Base' }, { required: ['b'], properties: { b: { type: 'string' } } }] } } },
        schemas: { Base: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } } },
      },
    });
    expect(textOf(generation, 'messages/m.ts')).not.toContain('| null');
    expect(textOf(generation, 'messages/m.ts')).not.toContain('unknown[]');
    expect(textOf(generation, 'messages/m.ts')).toContain('b: string');
  });
});

describe('what cannot be supported', () => {
  it('is a diagnostic with its position and no output', async () => {
    const { files, diagnostics } = await generatePayload({ $ref: './missing.json' });
    expect(files).toEqual([]);
    expect(diagnostics).toEqual([
      {
        code: 'file-missing',
        severity: 'error',
        message: '"./missing.json": there is no readable file "missing.json"',
        file: 'asyncapi.json',
        pointer: '/components/messages/m/payload/$ref',
        line: 11,
        column: 11,
        hint: 'Correct the path, or add the file. Paths are relative to the file that names them.',
      },
    ]);
  });

  it('is refused when a schema contains itself without end', async () => {
    const { diagnostics } = await generatePayload({ $ref: './a.json' }, { 'a.json': { allOf: [{ $ref: '#' }] } });
    expect(diagnostics.map((one) => one.code)).toEqual(['schema-unsupported']);
  });
});
