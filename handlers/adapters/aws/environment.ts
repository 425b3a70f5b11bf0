/** A function's environment variables, as `process.env` gives them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a variable that the contract promises. Throws an error that names it when it is missing or blank. */
export function required(environment: Environment, name: string): string {
  const value = environment[name]?.trim();
  if (value === undefined || value === '')
    throw new Error(
      `the environment variable "${name}" is missing: the function's "environment" in generated/contracts/index.ts says what it holds; set it, or deploy again`,
    );
  return value;
}

/** The value of a variable that may be absent; blank counts as absent. */
export function optional(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === '' ? undefined : value;
}
