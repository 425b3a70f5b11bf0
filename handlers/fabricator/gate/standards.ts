import { parseSync, Visitor } from 'oxc-parser';
import type { Program, Statement } from 'oxc-parser';
import { docstringProblems } from './docstring.ts';
import { endlessProblems } from './endless.ts';
import type { Problems } from './verdict.ts';

/** Bytes of a module. */
const MAXIMUM_BYTES = 64 * 1024;

/** Names that reach outside, make code from text, or wait on the clock: none of them exists in the sandbox. */
const PROHIBITED_NAMES = new Set([
  'process',
  'require',
  'globalThis',
  'global',
  'window',
  'eval',
  'Function',
  'WebAssembly',
  'Deno',
  'Bun',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'importScripts',
  'SharedArrayBuffer',
  'Atomics',
  'Buffer',
  'setTimeout',
  'setInterval',
  'setImmediate',
  '__dirname',
  '__filename',
]);
/** Members by which code reaches the machinery behind values: self-modification. */
const PROHIBITED_MEMBERS = new Set([
  'constructor',
  '__proto__',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
  'prepareStackTrace',
  'captureStackTrace',
  'caller',
  'callee',
  'setPrototypeOf',
]);
/** Texts that only somebody after credentials, or careless with them, needs. */
const PROHIBITED_TEXTS: readonly (readonly [RegExp, string])[] = [
  [/AWS_(SECRET|ACCESS|SESSION)|SECRET_ACCESS_KEY/, 'the name of a credential'],
  [/\b(AKIA|ASIA)[0-9A-Z]{16}\b/, 'an access key'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY/, 'a private key'],
  [/169\.254\.(169\.254|170\.2)|fd00:ec2::254|\/proc\/|\/etc\/(passwd|shadow)/, 'the address of credentials'],
];
/** Comments by which code switches the type check off, or brings in declarations of things that agents do not have. */
const DIRECTIVES: readonly (readonly [RegExp, string])[] = [
  [/@ts-(nocheck|ignore|expect-error)\b/, 'switches the type check off'],
  [/^\/\s*<(reference|amd-)/, 'refers to another file'],
];
const ALLOWED_AT_TOP = new Set([
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'FunctionDeclaration',
  'ClassDeclaration',
  'ExportNamedDeclaration',
  'VariableDeclaration',
  'EmptyStatement',
]);

/** What a module is, as far as its text tells. */
export interface Inspection {
  readonly problems: Problems;
  /** Capabilities that the code touches: `model`, `tools`, `http`. */
  readonly uses: ReadonlySet<string>;
}

/**
 * The generation standards (R12), by syntax tree. They keep honest code good; they are no boundary: a member name put
 * together at run time passes them, and meets the sandbox.
 */
export function inspect(source: string): Inspection {
  const bytes = Buffer.byteLength(source);
  if (bytes > MAXIMUM_BYTES)
    return { problems: [`the module has ${bytes} bytes, ${MAXIMUM_BYTES} are allowed: make it smaller, or move a part into a worker tool`], uses: new Set() };
  const { program, module, comments, errors } = parseSync('agent.ts', source);
  if (errors.length > 0)
    return { problems: errors.slice(0, 5).map((error) => `syntax: ${error.message}${placeOf(source, error.labels[0]?.start)}`), uses: new Set() };
  const at = (node: { readonly start: number }): string => placeOf(source, node.start);

  const problems: string[] = [];
  if (/[\u202a-\u202e\u2066-\u2069]/u.test(source)) problems.push('the text holds bidirectional control characters: remove them');
  for (const imported of module.staticImports)
    problems.push(`import of "${imported.moduleRequest.value}"${at(imported)}: agents import nothing; what they need is in ctx`);
  if (module.dynamicImports.length > 0) problems.push('import() is prohibited: agents import nothing');
  if (module.importMetas.length > 0) problems.push('import.meta is prohibited');
  for (const comment of comments)
    for (const [pattern, what] of DIRECTIVES) if (pattern.test(comment.value)) problems.push(`the comment${at(comment)} ${what}: remove it`);
  const exported = module.staticExports
    .flatMap(({ entries }) => entries)
    .filter((entry) => !entry.isType)
    .map((entry) => entry.exportName.name ?? 'default');
  if (exported.length !== 1 || exported[0] !== 'handler')
    problems.push(`the module exports ${exported.length === 0 ? 'nothing' : exported.join(', ')}: export exactly one function, "handler"`);
  problems.push(...docstringProblems(comments), ...program.body.flatMap((statement) => topLevelProblems(statement, at)), ...endlessProblems(program, at));
  const { found, uses } = walk(program, at);
  return { problems: [...new Set([...problems, ...found])], uses };
}

function topLevelProblems(statement: Program['body'][number], at: (node: { readonly start: number }) => string): Problems {
  const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : (statement as Statement);
  if (statement.type.startsWith('Import') || statement.type === 'ExportDefaultDeclaration') return []; // named above
  if (!ALLOWED_AT_TOP.has(statement.type)) return [`${statement.type}${at(statement)}: at the top level only declarations are allowed`];
  if (declaration?.type === 'VariableDeclaration' && declaration.kind !== 'const')
    return [`top-level "${declaration.kind}"${at(statement)}: use const; agents keep no state between runs`];
  return [];
}

function walk(program: Program, at: (node: { readonly start: number }) => string): { readonly found: Problems; readonly uses: ReadonlySet<string> } {
  const found: string[] = [];
  const uses = new Set<string>();
  /** Identifiers that are only names of members or keys, not variables. */
  const labels = new Set<number>();
  new Visitor({
    MemberExpression(node) {
      const name = node.computed
        ? node.property.type === 'Literal'
          ? String(node.property.value)
          : undefined
        : node.property.type === 'Identifier'
          ? node.property.name
          : undefined;
      if (!node.computed) labels.add(node.property.start);
      if (name !== undefined && PROHIBITED_MEMBERS.has(name)) found.push(`member "${name}"${at(node)} is prohibited: agents do not reach behind values`);
      if (node.object.type === 'Identifier' && /^(ctx|context)$/.test(node.object.name) && name !== undefined && ['model', 'tools', 'http'].includes(name))
        uses.add(name);
    },
    Property(node) {
      if (!node.computed && !node.shorthand) labels.add(node.key.start);
    },
    MethodDefinition(node) {
      labels.add(node.key.start);
    },
    PropertyDefinition(node) {
      labels.add(node.key.start);
    },
    TSPropertySignature(node) {
      labels.add(node.key.start);
    },
    Identifier(node) {
      if (PROHIBITED_NAMES.has(node.name) && !labels.has(node.start))
        found.push(`"${node.name}"${at(node)} is prohibited: it does not exist for agents, use what ctx offers`);
    },
    Literal(node) {
      if (typeof node.value !== 'string') return;
      for (const [pattern, what] of PROHIBITED_TEXTS)
        if (pattern.test(node.value)) found.push(`the text${at(node)} is ${what}: agents have no credentials and look for none`);
    },
    TemplateElement(node) {
      for (const [pattern, what] of PROHIBITED_TEXTS)
        if (pattern.test(node.value.raw)) found.push(`the text${at(node)} is ${what}: agents have no credentials and look for none`);
    },
    ObjectPattern(node) {
      // handler(input, { model, http }) uses what it takes apart; other patterns with these names count too, harmlessly.
      for (const property of node.properties)
        if (property.type === 'Property' && property.key.type === 'Identifier' && ['model', 'tools', 'http'].includes(property.key.name))
          uses.add(property.key.name);
    },
    DebuggerStatement(node) {
      found.push(`debugger${at(node)}: remove it`);
    },
    TSImportType(node) {
      found.push(`import of a type${at(node)}: agents import nothing; Input, Output, Context and the agent API are known`);
    },
    TSEnumDeclaration(node) {
      found.push(`enum${at(node)}: use a union of literals, types must be erasable`);
    },
    TSModuleDeclaration(node) {
      found.push(`namespace${at(node)}: use plain functions, types must be erasable`);
    },
  }).visit(program);
  return { found, uses };
}

function placeOf(source: string, offset: number | undefined): string {
  if (offset === undefined) return '';
  const lines = source.slice(0, offset).split('\n');
  return ` at line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
