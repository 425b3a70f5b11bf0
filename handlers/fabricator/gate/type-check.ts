import { agentApiText } from '../../sandbox/agent-api-text.ts';
import type { ProcessLimits } from './bounded-process.ts';
import { compile, findCompiler } from './compiler.ts';
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
const CHARACTERS = 600;

/** One diagnostic as the compiler prints it without colours; lines that begin with a space go on with it. */
const DIAGNOSTIC = /^(?:(?<file>[^\s(]+)\((?<line>\d+),(?<column>\d+)\): )?error TS(?<code>\d+): (?<text>.*)$/;

/**
 * The native TypeScript compiler as checker, or undefined where it is not installed (a person's machine without the
 * development packages; the deployed fabricator brings it along). What the compiler cannot judge within its limits does
 * not pass. Throws when the compiler cannot be started.
 */
export function createTypeChecker(compiler = findCompiler(), limits: Partial<ProcessLimits> = {}): TypeChecker | undefined {
  return compiler === undefined ? undefined : { check: (source, typed, contract) => checkTypes(compiler, limits, source, typed, contract) };
}

async function checkTypes(compiler: string, limits: Partial<ProcessLimits>, source: string, typed: boolean, contract: AgentContract): Promise<Problems> {
  const agent = typed ? 'agent.ts' : 'agent.js';
  const files = [agent, 'api.ts', 'contract.ts', ...(typed ? ['check.ts'] : [])];
  const result = await compile(
    compiler,
    {
      'tsconfig.json': JSON.stringify({ compilerOptions: OPTIONS, files }),
      [agent]: source,
      'api.ts': agentApiText.replaceAll(/^export /gm, ''),
      'contract.ts': contractText(contract),
      'check.ts':
        "import { handler } from './agent.ts';\nconst contract: (input: Input, ctx: Context) => Output | Promise<Output> = handler;\nvoid contract;\n",
    },
    limits,
  );
  if (result.kind === 'stopped') return [`the type check gave no verdict: ${result.why}; simpler types and less nesting may help`];
  return diagnosticsOf(result.output)
    .filter(({ code }) => typed || UNKNOWN_NAME.has(code))
    .slice(0, SHOWN)
    .map(({ code, file, line, column, text }) => {
      const place = file === agent ? ` at line ${line}, column ${column}` : ' in the type of the handler against the schemas';
      return `TS${code}${place}: ${text}`;
    });
}

interface Diagnostic {
  readonly code: number;
  readonly file: string | undefined;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

function diagnosticsOf(output: string): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const printed of output.split('\n')) {
    const { file, line, column, code, text = '' } = DIAGNOSTIC.exec(printed)?.groups ?? {};
    const last = found.at(-1);
    if (code !== undefined) found.push({ code: Number(code), file, line: Number(line), column: Number(column), text: text.slice(0, CHARACTERS) });
    else if (last !== undefined && printed.startsWith(' ')) found[found.length - 1] = { ...last, text: `${last.text} ${printed.trim()}`.slice(0, CHARACTERS) };
  }
  return found;
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
