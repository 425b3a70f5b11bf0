import type { Workshop } from '../workshop.ts';

/** A tool of the fabricating model. What it throws as a {@link ToolProblem} goes back to the model as an error result. */
export interface FabricatorTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the input, type object. The input that reaches `run` is valid under it. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  run(input: Readonly<Record<string, unknown>>, workshop: Workshop): Promise<unknown>;
}

/** Something the model can repair: says what is wrong and what to do. */
export class ToolProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ToolProblem';
  }
}

/** A field that the schema requires to be a string. */
export function textOf(input: Readonly<Record<string, unknown>>, field: string): string {
  const value = input[field];
  if (typeof value !== 'string') throw new ToolProblem(`"${field}" must be a string`);
  return value;
}

/** A field that may be absent and is a string otherwise. */
export function optionalTextOf(input: Readonly<Record<string, unknown>>, field: string): string | undefined {
  return input[field] === undefined ? undefined : textOf(input, field);
}

export const identifier = { type: 'string', pattern: '^[a-zA-Z0-9_-]{1,58}$' } as const;
