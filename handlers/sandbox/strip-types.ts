import { stripTypeScriptTypes } from 'node:module';

/**
 * TypeScript to JavaScript by blanking out the types: same lines, same columns. Throws a SyntaxError on what cannot be
 * erased (enums, namespaces, parameter properties). Node's warning that this function is experimental is held back:
 * it would appear once in everybody's terminal and says nothing about their code.
 */
export function stripTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
