import type { Workshop } from '../workshop.ts';
import { optionalTextOf, ToolProblem } from './fabricator-tool.ts';

/** Input fields of the upload tools: the code itself, or a scratch file that holds it. */
export const codeFields = {
  code: { type: 'string', description: 'The whole module, TypeScript or JavaScript.' },
  path: { type: 'string', description: 'Instead of code: a scratch file written by file_write.' },
} as const;

/** The module that an upload tool was given. */
export function codeOf(input: Readonly<Record<string, unknown>>, workshop: Workshop): string {
  const code = optionalTextOf(input, 'code');
  if (code !== undefined) return code;
  const path = optionalTextOf(input, 'path');
  if (path === undefined) throw new ToolProblem('give the module as "code", or as "path" the scratch file that holds it');
  const content = workshop.scratch.get(path);
  if (content === undefined) throw new ToolProblem(`there is no scratch file "${path}": write it with file_write, or give the module as "code"`);
  return content;
}
