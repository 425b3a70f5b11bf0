import type { Contracts, EnvironmentValue } from '../../codegen/runtime/contracts.ts';
import { account } from './arn.ts';

export interface EnvironmentOptions {
  readonly contracts: Contracts;
  readonly environment: string;
  readonly endpoint: string;
  readonly nameOf: (name?: string) => string;
  /** Model id of a role, for instance `supervisor`. */
  readonly modelOf: (role: string) => string;
}

/**
 * The variables of all functions together: they share one process here, so a name must mean the same to each. Throws when
 * two functions disagree, which would be a defect of the contracts.
 */
export function functionEnvironment(options: EnvironmentOptions): Readonly<Record<string, string>> {
  const variables: Record<string, string> = { ARBITER_ENV: options.environment };
  for (const { name, environment } of options.contracts.functions) {
    for (const [key, value] of Object.entries(environment)) {
      const text = resolve(value, options);
      if (variables[key] !== undefined && variables[key] !== text) throw new Error(`the function "${name}" gives ${key} another meaning than another function: rename it in schemas/asyncapi.yaml`);
      variables[key] = text;
    }
  }
  return variables;
}

function resolve(value: EnvironmentValue, { endpoint, nameOf, modelOf }: EnvironmentOptions): string {
  if ('table' in value) return nameOf(value.table);
  if ('queueUrl' in value) return queueUrl(endpoint, nameOf(value.queueUrl));
  if ('bucket' in value) return nameOf(value.bucket);
  if ('bus' in value) return nameOf();
  return modelOf(value.modelRole);
}

/** URL of a queue on the embedded endpoint. */
export function queueUrl(endpoint: string, name: string): string {
  return `${endpoint}/${account}/${name}`;
}
