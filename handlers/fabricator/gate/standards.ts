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
/** Of these, what is a secret wherever it stands, comments included. */
const SECRETS = PROHIBITED_TEXTS.filter(([, what]) => /an access key|a private key/.test(what));
/** Comments by which code switches the type check off, or brings in declarations of things that agents do not have. */
const DIRECTIVES: readonly (readonly [RegExp, string])[] = [
  // The compiler takes them in any case.
  [/@ts-(nocheck|ignore|expect-error)\b/i, 'switches the type check off'],
  [/^\/\s*<(reference|amd-)/i, 'refers to another file'],
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
    for (const [pattern, what] of [...DIRECTIVES, ...SECRETS.map(([secret, name]) => [secret, `holds ${name}`] as const)])
      if (pattern.test(comment.value)) problems.push(`the comment${at(comment)} ${what}: remove it`);
  for (const { moduleRequest } of module.staticExports.flatMap(({ entries }) => entries))
    if (moduleRequest !== null) problems.push(`export from "${moduleRequest.value}"${at(moduleRequest)}: agents import nothing; write what is needed here`);
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
  const reaches = (name: string | undefined, node: { readonly start: number }): void => {
    if (name !== undefined && PROHIBITED_MEMBERS.has(name)) found.push(`member "${name}"${at(node)} is prohibited: agents do not reach behind values`);
  };
  const holds = (text: string | undefined, node: { readonly start: number }): void => {
    for (const [pattern, what] of PROHIBITED_TEXTS)
      if (text !== undefined && pattern.test(text)) found.push(`the text${at(node)} is ${what}: agents have no credentials and look for none`);
  };
  new Visitor({
    MemberExpression(node) {
      const name = node.computed ? constantText(node.property) : node.property.type === 'Identifier' ? node.property.name : undefined;
      if (!node.computed) labels.add(node.property.start);
      reaches(name, node);
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
      if (typeof node.value === 'string') holds(node.value, node);
    },
    TemplateElement(node) {
      holds(node.value.cooked ?? node.value.raw, node);
    },
    BinaryExpression(node) {
      holds(constantText(node), node);
    },
    ObjectExpression(node) {
      // { __proto__: … } sets the prototype; as a computed or shorthand key it is an ordinary property.
      for (const property of node.properties)
        if (property.type === 'Property' && !property.computed && !property.shorthand && keyOf(property) === '__proto__') reaches('__proto__', property);
    },
    ObjectPattern(node) {
      // handler(input, { model, http }) uses what it takes apart; other patterns with these names count too, harmlessly.
      for (const property of node.properties) {
        if (property.type !== 'Property') continue;
        const name = keyOf(property);
        if (name !== undefined && ['model', 'tools', 'http'].includes(name)) uses.add(name);
        reaches(name, property);
      }
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

/** The name of a key or taken-apart member, as far as the text tells. */
function keyOf({ key, computed }: { readonly key: unknown; readonly computed: boolean }): string | undefined {
  const node = key as { readonly type: string; readonly name?: unknown };
  return !computed && node.type === 'Identifier' ? String(node.name) : constantText(node);
}

/** The text of a literal, a template without values, or a sum of such; undefined for what is known only at run time. */
function constantText(value: unknown): string | undefined {
  const node = value as { readonly type: string } & Readonly<Record<string, unknown>>;
  switch (node.type) {
    case 'Literal':
      return String(node['value']);
    case 'ParenthesizedExpression':
      return constantText(node['expression']);
    case 'TemplateLiteral': {
      const quasis = node['quasis'] as readonly { readonly value: { readonly cooked: string | null } }[];
      const inner = (node['expressions'] as readonly unknown[]).map(constantText);
      return inner.includes(undefined) ? undefined : quasis.map(({ value: { cooked } }, index) => `${cooked ?? ''}${inner[index] ?? ''}`).join('');
    }
    case 'BinaryExpression': {
      const [left, right] = node['operator'] === '+' ? [constantText(node['left']), constantText(node['right'])] : [undefined, undefined];
      return left === undefined || right === undefined ? undefined : left + right;
    }
    default:
      return undefined;
  }
}

function placeOf(source: string, offset: number | undefined): string {
  if (offset === undefined) return '';
  const lines = source.slice(0, offset).split('\n');
  return ` at line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
