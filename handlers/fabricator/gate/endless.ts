import { Visitor } from 'oxc-parser';
import type { Program } from 'oxc-parser';
import type { Problems } from './verdict.ts';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}
type Fields = Node & Readonly<Record<string, unknown>>;

/**
 * Code that can never end (R12): a loop whose condition is always true without a way out, and a function that calls
 * itself on every path. What it cannot tell, it lets pass; the sandbox ends that after its CPU time.
 */
export function endlessProblems(program: Program, at: (node: { readonly start: number }) => string): Problems {
  const problems: string[] = [];
  const loop = (node: Fields, test: unknown): void => {
    const always = test === null || test === undefined || (isNode(test) && test.type === 'Literal' && Boolean(test['value']));
    if (always && !leaves(node['body'], true)) problems.push(`the loop${at(node)} can never end: give it a condition, a break or a return`);
  };
  const recursion = (name: string | undefined, node: Fields): void => {
    if (name !== undefined && isNode(node['body']) && alwaysCalls(node['body'], name))
      problems.push(`"${name}"${at(node)} calls itself on every path: give it an end`);
  };
  new Visitor({
    WhileStatement: (node) => loop(node as unknown as Fields, node.test),
    DoWhileStatement: (node) => loop(node as unknown as Fields, node.test),
    ForStatement: (node) => loop(node as unknown as Fields, node.test),
    FunctionDeclaration: (node) => recursion(node.id?.name, node as unknown as Fields),
    VariableDeclarator: (node) => {
      const { id, init } = node;
      if (id.type === 'Identifier' && (init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression'))
        recursion(id.name, init as unknown as Fields);
    },
  }).visit(program);
  return problems;
}

function isNode(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function childrenOf(node: Fields): readonly Fields[] {
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []));
}

const isFunction = (node: Node): boolean =>
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ClassDeclaration|ClassExpression)$/.test(node.type);
const isLoop = (node: Node): boolean => /^(For|ForIn|ForOf|While|DoWhile)Statement$/.test(node.type) || node.type === 'SwitchStatement';

/** Whether a way out of the loop lies in its body; a break counts unless it belongs to a loop inside. */
function leaves(node: unknown, breaks: boolean): boolean {
  if (!isNode(node) || isFunction(node)) return false;
  if (node.type === 'ReturnStatement' || node.type === 'ThrowStatement' || node.type === 'YieldExpression') return true;
  if (node.type === 'BreakStatement') return breaks || isNode(node['label']);
  return childrenOf(node).some((child) => leaves(child, breaks && !isLoop(node)));
}

/** Whether running this always calls the function before anything can end it. */
function alwaysCalls(node: Fields, name: string): boolean {
  if (isFunction(node)) return false;
  if (node.type === 'BlockStatement') {
    for (const statement of (node['body'] as readonly unknown[]).filter(isNode)) {
      if (alwaysCalls(statement, name)) return true;
      if (mayEnd(statement)) return false;
    }
    return false;
  }
  if (node.type === 'CallExpression' && isNode(node['callee']) && node['callee'].type === 'Identifier' && node['callee']['name'] === name) return true;
  if (node.type === 'ConditionalExpression' || node.type === 'IfStatement') {
    const { test, consequent, alternate } = node;
    return (
      (isNode(test) && alwaysCalls(test, name)) || (isNode(consequent) && isNode(alternate) && alwaysCalls(consequent, name) && alwaysCalls(alternate, name))
    );
  }
  if (node.type === 'LogicalExpression') return isNode(node['left']) && alwaysCalls(node['left'], name);
  if (isLoop(node) || node.type === 'TryStatement' || node.type === 'ChainExpression') return false;
  return childrenOf(node).some((child) => alwaysCalls(child, name));
}

function mayEnd(node: Fields): boolean {
  if (isFunction(node)) return false;
  if (node.type === 'ReturnStatement' || node.type === 'ThrowStatement') return true;
  return childrenOf(node).some(mayEnd);
}
