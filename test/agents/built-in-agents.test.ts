import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { build } from 'esbuild';
import { EvalFlags, QuickJS } from 'quickjs-wasi';
import { describe, expect, it } from 'vitest';
import { emitEmbedded } from '../../handlers/agents/embed.ts';
import { builtInAgents } from '../../handlers/agents/index.ts';
import { inspect } from '../../handlers/fabricator/gate/standards.ts';

const wasm = readFileSync(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm'));
const ajv = new Ajv2020({ strict: false, validateFormats: false });
const samples: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  calculator: { expression: '(3 + 4) * 2.5' },
  'csv-statistics': { csv: 'a,b\n"x, y",1\nz,"2,000"\n', columns: ['b'], groupBy: 'a' },
  'date-calculator': { operation: 'difference', date: '2024-02-29', otherDate: '2025-03-01' },
  'json-query': { json: '{"items":[{"n":1},{"n":2}]}', path: 'items[?n > 1].n' },
  'text-analysis': { text: 'One sentence. Another one, für dich!', terms: ['one'] },
  'text-compare': { first: 'a\nb', second: 'a\nc' },
  'unit-converter': { value: 100, from: 'degrees Fahrenheit', to: '°C' },
};

it('are embedded as they are on disk', () => {
  // Run node handlers/agents/embed.ts when this fails.
  expect(readFileSync(new URL('../../handlers/agents/embedded.ts', import.meta.url), 'utf8') === emitEmbedded()).toBe(true);
});

it('have their source in a bundle', async () => {
  const bundle = await build({
    entryPoints: [new URL('../../handlers/agents/index.ts', import.meta.url).pathname],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    minify: true,
  });
  const module = (await import(`data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0]?.contents ?? []).toString('base64')}`)) as {
    readonly builtInAgents: typeof builtInAgents;
  };
  expect(module.builtInAgents.map((agent) => [agent.agentId, agent.source])).toEqual(builtInAgents.map((agent) => [agent.agentId, agent.source]));
});

describe.each(builtInAgents.map((agent) => [agent.agentId, agent] as const))('%s', (agentId, agent) => {
  it('meets the generation standards', () => {
    expect(inspect(agent.source).problems).toEqual([]);
    expect(agentId).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(agent.schema['type']).toBe('object');
    expect(agent.description.length).toBeLessThan(4096);
  });

  it('runs in QuickJS without any host API, valid by its schemas', async () => {
    const input = samples[agentId];
    expect(problems(agent.schema, input)).toEqual([]);
    const output: unknown = JSON.parse(await runInQuickJs(agent.source, input));
    expect(problems(agent.outputSchema, output)).toEqual([]);
  });
});

function problems(schema: Readonly<Record<string, unknown>>, value: unknown): readonly string[] {
  const validate = ajv.compile(schema);
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}

async function runInQuickJs(source: string, input: unknown): Promise<string> {
  const vm = await QuickJS.create({ wasm, memoryLimit: 64 << 20, maxStackSize: 128 * 1024, timezoneOffset: 0 });
  const namespace = await vm.resolvePromise(vm.evalCode(source, 'agent.js', EvalFlags.TYPE_MODULE));
  if ('error' in namespace) throw new Error(namespace.error.toString());
  vm.setProp(vm.global, 'agent', namespace.value);
  vm.setProp(vm.global, 'text', vm.newString(JSON.stringify(input)));
  const promise = vm.evalCode('(async () => JSON.stringify(await agent.handler(JSON.parse(text), {})))()');
  vm.executePendingJobs();
  const result = await vm.resolvePromise(promise);
  if ('error' in result) throw new Error(result.error.toString());
  return result.value.toString();
}
