/** A kind of agent that the offline model can write. */
export interface AgentKind {
  readonly agentId: string;
  /** What it is, for the list of what can be made. */
  readonly title: string;
  /** Each group of words must be met by a request for this kind; the weights add up. */
  readonly signs: readonly (readonly [RegExp, number])[];
  readonly description: string;
  readonly categories: readonly string[];
  readonly schema: Readonly<Record<string, unknown>>;
  readonly outputSchema: Readonly<Record<string, unknown>>;
  /** A realistic input, for the dry run. */
  readonly example: Readonly<Record<string, unknown>>;
  /** The module: docstring, one exported handler, ES2023 without imports. */
  readonly source: string;
}

/** What a template says of itself; the docstring is written from it. */
export interface AgentTemplate extends Omit<AgentKind, 'source' | 'outputSchema'> {
  readonly inputs: string;
  readonly outputs: string;
  readonly constraints: string;
  /** Properties of the result beside `summary`. */
  readonly results: Readonly<Record<string, unknown>>;
  /** The module after its docstring. */
  readonly code: string;
}

/** Makes a kind of a template. */
export function defineKind(template: AgentTemplate): AgentKind {
  const { inputs, outputs, constraints, results, code, ...kind } = template;
  const docstring = ['/**', ` * Purpose: ${kind.description}`, ` * Inputs: ${inputs}`, ` * Outputs: ${outputs}`, ` * Constraints: ${constraints}`, ' */'].join(
    '\n',
  );
  return {
    ...kind,
    source: `${docstring}\n\n${code.trim()}\n`,
    outputSchema: {
      type: 'object',
      required: [...Object.keys(results), 'summary'],
      properties: { ...results, summary: { type: 'string', description: 'The result in one sentence.' } },
    },
  };
}
