/** Sizes of the bundles within their budgets. Import times are measured and printed; machines differ too much for a limit. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contracts } from '../../generated/contracts/index.ts';
import { markPure } from '../../infra/cdk/bundle/shake-schemas.ts';
import { bundleAll, root, type Bundles } from './bundles.ts';

const MB = 1_000_000;

/**
 * Bytes read at a cold start: 1.5 MB for any function. The supervisor has 1.15 MB instead of 1: ElectroDB is CommonJS and
 * requires the document client as a whole, so that all operations of DynamoDB come along (90 KB).
 */
const startBudget: Readonly<Record<string, number>> = { supervisor: 1.15 * MB };

/** Bytes of the folder: what is loaded lazily comes on top, the interpreter of the sandbox (0.64 MB), for the fabricator Strands, a parser of machine code and the compiler (24.6 MB), for the supervisor the client of other model providers (150 KB) and tracing (66 KB). */
const totalBudget: Readonly<Record<string, number>> = { supervisor: 1.6 * MB, worker: 2 * MB, fabricator: 33 * MB };

let bundles: Bundles;

beforeAll(async () => {
  bundles = await bundleAll();
});

afterAll(async () => {
  await bundles.remove();
});

describe.each(contracts.functions.map(({ name }) => name))('%s', (name) => {
  it('stays within its budgets', () => {
    const { startBytes, bytes } = bundles.of(name);
    expect(startBytes).toBeLessThanOrEqual(startBudget[name] ?? 1.5 * MB);
    expect(bytes).toBeLessThanOrEqual(totalBudget[name] ?? 1.5 * MB);
    expect(startBytes).toBeGreaterThan(100_000);
  });

  it("has source maps that name the project's files and hold no source", () => {
    const { directory } = bundles.of(name);
    const map = JSON.parse(readFileSync(path.join(directory, 'index.mjs.map'), 'utf8')) as {
      readonly sources: readonly string[];
      readonly sourcesContent?: readonly (string | null)[];
    };
    expect(map.sources.some((source) => source.endsWith(`handlers/${name}/handler.ts`))).toBe(true);
    expect((map.sourcesContent ?? []).filter((content) => content !== null)).toEqual([]);
  });

  it('has what the sandbox needs exactly if it runs agents', () => {
    const { directory } = bundles.of(name);
    const runsAgents = name === 'worker' || name === 'fabricator';
    expect(['sandbox/child.mjs', 'sandbox/quickjs.wasm'].map((file) => existsSync(path.join(directory, file)))).toEqual([runsAgents, runsAgents]);
  });

  it('ships only the files that it needs', () => {
    const folders = readdirSync(bundles.of(name).directory).filter((entry) => !/^(index|chunk-[\w-]+|[\w-]+)\.mjs(\.map)?$/u.test(entry));
    expect(folders.toSorted()).toEqual({ worker: ['sandbox'], fabricator: ['node_modules', 'preparation', 'sandbox'] }[name] ?? []);
  });
});

describe('schemas of AWS operations', () => {
  it('keep their values when they are made droppable', async () => {
    const source =
      "const a = 'x';\nexport var One$ = [3, { [a]: 1 }, () => Two$];\nexport var Two$ = [9, a,\n    { [a]: ['GET', '/'] }, 0\n];\nexport const both = [One$, Two$];\n";
    const load = async (text: string) => (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as { readonly both: unknown };
    expect(markPure(source).match(/@__PURE__/gu)).toHaveLength(2);
    expect(JSON.stringify((await load(markPure(source))).both)).toBe(JSON.stringify((await load(source)).both));
  });

  it('are still written in the form that is recognised', () => {
    const source = readFileSync(path.join(root, 'node_modules/@aws-sdk/client-s3/dist-es/schemas/schemas_0.js'), 'utf8');
    expect(markPure(source).match(/@__PURE__/gu)?.length).toBeGreaterThan(400);
  });
});
