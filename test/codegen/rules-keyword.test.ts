import { expect, it } from 'vitest';
import { generate } from '../../codegen/pipeline.ts';

async function findings(payload: object): Promise<readonly string[]> {
  const document = { asyncapi: '3.0.0', info: { title: 'Test', version: '1.0.0' }, components: { messages: { m: { payload } } } };
  const { diagnostics } = await generate(
    'asyncapi.json',
    (path) => (path === 'asyncapi.json' ? JSON.stringify(document, undefined, 2) : undefined),
    { extension: 'js', runtime: 'runtime', runtimeExtension: 'js' },
    true,
  );
  return diagnostics
    .filter(({ code }) => code === 'keyword-mistyped')
    .map(({ message, pointer, line }) => `${pointer}:${(line ?? 0) > 1 ? 'line' : 'none'} ${message}`);
}

it('names a mistyped keyword with its place and what was meant, at any depth', async () => {
  expect(await findings({ type: 'object', requierd: ['a'], properties: { a: { type: 'array', items: { type: 'string', minLenght: 2 } } } })).toEqual([
    '/components/messages/m/payload/requierd:line "requierd" is no keyword of JSON Schema and is ignored: did you mean "required"?',
    '/components/messages/m/payload/properties/a/items/minLenght:line "minLenght" is no keyword of JSON Schema and is ignored: did you mean "minLength"?',
  ]);
});

it('says nothing of property names, extensions and words that are near nothing', async () => {
  expect(
    await findings({ type: 'object', 'x-requierd': true, properties: { requierd: { type: 'string' }, itens: { type: 'string' } }, vendorStuff: { a: 1 } }),
  ).toEqual([]);
});
