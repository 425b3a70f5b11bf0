import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { agentApiText } from '../../sandbox/agent-api-text.ts';
import { typeOf } from './contract-types.ts';
import type { Problems } from './verdict.ts';

/** What the code is checked against. */
export interface AgentContract {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly outputSchema?: Readonly<Record<string, unknown>>;
  /** Capabilities that are granted; others are absent from `ctx`. */
  readonly capabilities: readonly string[];
}

/** Checks the types of an agent's module. TypeScript is checked in full, plain JavaScript for names that do not exist. */
export interface TypeChecker {
  check(source: string, typed: boolean, contract: AgentContract): Promise<Problems>;
}

const ROOT = '/agent';
const OPTIONS = {
  strict: true,
  noEmit: true,
  target: 'es2023',
  module: 'esnext',
  moduleResolution: 'bundler',
  lib: ['es2023'],
  types: [],
  skipLibCheck: true,
  allowJs: true,
  checkJs: true,
  allowImportingTsExtensions: true,
  erasableSyntaxOnly: true,
};
/** "Cannot find name" and its variants: all that is sure in code without types. */
const UNKNOWN_NAME = new Set([2304, 2503, 2552, 2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593]);
const SHOWN = 8;

/**
 * The TypeScript compiler as checker, or undefined where it is not installed. It is a native program of 27 MB beside
 * the functions: a deployment that ships it (package `typescript`, not bundled) checks types, one that does not says so
 * in the checks of every version. 65 to 100 ms a check.
 */
export function createTypeChecker(): TypeChecker | undefined {
  try {
    createRequire(import.meta.url).resolve('typescript/unstable/sync');
  } catch {
    return undefined; // not installed here
  }
  return { check: checkTypes };
}

async function checkTypes(source: string, typed: boolean, contract: AgentContract): Promise<Problems> {
  const [{ API }, { createVirtualFileSystem }] = await Promise.all([import('typescript/unstable/sync'), import('typescript/unstable/fs')]);
  const agent = typed ? 'agent.ts' : 'agent.js';
  const files = {
    [`${ROOT}/tsconfig.json`]: JSON.stringify({ compilerOptions: OPTIONS, files: [agent, 'api.ts', 'contract.ts', ...(typed ? ['check.ts'] : [])] }),
    [`${ROOT}/${agent}`]: source,
    [`${ROOT}/api.ts`]: agentApiText.replaceAll(/^export /gm, ''),
    [`${ROOT}/contract.ts`]: contractText(contract),
    [`${ROOT}/check.ts`]:
      "import { handler } from './agent.ts';\nconst contract: (input: Input, ctx: Context) => Output | Promise<Output> = handler;\nvoid contract;\n",
  };
  const api = new API({ cwd: ROOT, fs: createVirtualFileSystem(files) });
  const snapshot = api.updateSnapshot({ openProjects: [`${ROOT}/tsconfig.json`] });
  try {
    const [project] = snapshot.getProjects();
    if (project === undefined) throw new Error('the TypeScript compiler opened no project');
    const found = [...project.program.getSyntacticDiagnostics(), ...project.program.getSemanticDiagnostics()].filter(
      (diagnostic) => typed || UNKNOWN_NAME.has(diagnostic.code),
    );
    return found.slice(0, SHOWN).map((diagnostic) => `TS${diagnostic.code}${placeOf(source, diagnostic, agent)}: ${diagnostic.text}`);
  } finally {
    snapshot.dispose();
    // By close() alone it is ended with SIGTERM and then says "context canceled" on our standard error.
    (api as unknown as { readonly client?: { readonly channel?: { readonly child?: ChildProcess } } }).client?.channel?.child?.kill('SIGKILL');
    api.close();
  }
}

/** `Input`, `Output` and `Context` of this very agent, ambient. */
export function contractText({ schema, outputSchema, capabilities }: AgentContract): string {
  const granted = [
    ...(capabilities.includes('model') ? ['readonly model: AgentModel;'] : []),
    ...(capabilities.some((name) => name.startsWith('tool:')) ? ['readonly tools: AgentTools;'] : []),
    ...(capabilities.some((name) => name.startsWith('http:')) ? ['readonly http: AgentHttp;'] : []),
  ];
  return [
    `type Input = ${typeOf(schema)};`,
    `type Output = ${outputSchema === undefined ? 'unknown' : typeOf(outputSchema)};`,
    `interface Context extends AgentContext { ${granted.join(' ')} }`,
    'declare const console: { log(...values: unknown[]): void; info(...values: unknown[]): void; debug(...values: unknown[]): void; warn(...values: unknown[]): void; error(...values: unknown[]): void };',
    '',
  ].join('\n');
}

function placeOf(source: string, diagnostic: { readonly fileName?: string | undefined; readonly pos?: number | undefined }, agent: string): string {
  if (diagnostic.pos === undefined || diagnostic.fileName?.endsWith(agent) !== true) return ' in the type of the handler against the schemas';
  const lines = source.slice(0, diagnostic.pos).split('\n');
  return ` at line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
