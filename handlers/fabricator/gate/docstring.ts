import type { Comment } from 'oxc-parser';
import type { Problems } from './verdict.ts';

const SECTIONS = ['Purpose', 'Inputs', 'Outputs', 'Constraints'] as const;

/** The module docstring (R12): the first doc comment says purpose, inputs, outputs and constraints. */
export function docstringProblems(comments: readonly Comment[]): Problems {
  const first = comments.find((comment) => comment.type === 'Block' && comment.value.startsWith('*'));
  if (first === undefined) return ['the module has no docstring: begin it with /** Purpose: … Inputs: … Outputs: … Constraints: … */'];
  const missing = SECTIONS.filter((section) => !new RegExp(`\\b${section}:\\s*\\S`, 'i').test(first.value));
  return missing.length === 0 ? [] : [`the module docstring lacks ${missing.map((section) => `"${section}:"`).join(', ')}: name each with a colon and a text`];
}
