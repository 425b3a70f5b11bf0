import { parseSync } from 'oxc-parser';

/**
 * Declaration file of a module of our runtime. Works because house style annotates every exported function and
 * class member; what it does not know makes it throw, so that a wrong declaration is never written.
 */
export function declarationText(path: string, source: string): string {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`cannot parse runtime module "${path}": ${errors[0]?.message ?? ''}`);
  const text = (node: { start: number; end: number }): string => source.slice(node.start, node.end);
  const blocks: string[] = [];
  const imports: string[] = [];
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      imports.push(text(node));
      continue;
    }
    const exported = node.type === 'ExportNamedDeclaration';
    const inner = exported ? node.declaration : node;
    if (inner === null) throw new Error(`"${path}" has an export list: export declarations directly`);
    const prefix = commentBefore(source, node.start) + (exported ? 'export ' : '');
    switch (inner.type) {
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        blocks.push(prefix + text(inner));
        break;
      case 'FunctionDeclaration':
        if (exported)
          blocks.push(
            `${prefix}declare ${source
              .slice(inner.start, inner.body?.start ?? inner.end)
              .replace(/^async /, '')
              .trimEnd()};`,
          );
        break;
      case 'ClassDeclaration': {
        const members = inner.body.body.map((member) => {
          const head = `  ${commentBefore(source, member.start).replaceAll('\n', '\n  ').trimEnd()}`.trimEnd();
          if (member.type === 'PropertyDefinition') return `${head}${head === '' ? '' : '\n'}  ${text(member).replace(/^override /, '')}`;
          if (member.type === 'MethodDefinition')
            return `${head}${head === '' ? '' : '\n'}  ${source.slice(member.start, member.value.body?.start ?? member.end).trimEnd()};`;
          throw new Error(`"${path}" has a class member that declarations do not know: ${member.type}`);
        });
        blocks.push(`${prefix}declare ${source.slice(inner.start, inner.body.start)}{\n${members.join('\n')}\n}`);
        break;
      }
      case 'VariableDeclaration':
        if (exported) blocks.push(`${prefix}declare ${text(inner).replace(/ = \{ (\w+): (\w+) \} as const;$/, ': { readonly $1: $2 };')}`);
        break;
      default:
        throw new Error(`"${path}" has a statement that declarations do not know: ${inner.type}`);
    }
  }
  const body = blocks.join('\n\n');
  const head = imports.flatMap((one) => typeImport(one, body));
  return `${[...(head.length === 0 ? [] : [head.join('\n')]), body].join('\n\n')}\n`;
}

/** The import as one of types, with the names that `body` mentions; nothing when there are none. */
function typeImport(statement: string, body: string): readonly string[] {
  const [, list = '', specifier = ''] = /^import (?:type )?\{ (.*) \} from '(.*)';$/.exec(statement) ?? [];
  const names = list
    .split(', ')
    .map((name) => name.replace(/^type /, ''))
    .filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  return names.length === 0 ? [] : [`import type { ${names.join(', ')} } from '${specifier.replace(/\.ts$/, '.js')}';`];
}

/** The doc comment that ends right before `start`, with its line break. */
function commentBefore(source: string, start: number): string {
  return /\/\*\*(?:[^*]|\*(?!\/))*\*\/\s*$/.exec(source.slice(0, start))?.[0] ?? '';
}
