import { generate, type Generation } from '../../codegen/pipeline.ts';

/** Generates from a document given as data; other files by name. Output as foreign documents get it. */
export async function generateInline(document: object, files: Readonly<Record<string, unknown>> = {}): Promise<Generation> {
  const all: Readonly<Record<string, unknown>> = { 'asyncapi.json': { asyncapi: '3.0.0', info: { title: 'Test', version: '1.0.0' }, ...document }, ...files };
  const read = (path: string): string | undefined => (Object.hasOwn(all, path) ? JSON.stringify(all[path], undefined, 2) : undefined);
  return await generate('asyncapi.json', read, { extension: 'js', runtime: 'runtime', runtimeExtension: 'js' });
}

/** A document with one message of this payload, called `m`. */
export async function generatePayload(payload: unknown, files: Readonly<Record<string, unknown>> = {}): Promise<Generation> {
  return await generateInline({ components: { messages: { m: { payload } } } }, files);
}

/** Text of a generated file, or the diagnostics when there is none. */
export function textOf(generation: Generation, path: string): string {
  return generation.files.find((file) => file.path === path)?.text ?? `no ${path}: ${JSON.stringify(generation.diagnostics)}`;
}
