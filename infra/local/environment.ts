/** Environment variables: what functions find, and what points the SDK at this machine. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { deployedName, type Contracts, type EnvironmentValue, type FunctionContract } from '../../codegen/runtime/contracts.ts';
import { account } from './arn.ts';

export interface NamingScheme {
  readonly contracts: Contracts;
  /** For instance `dev`; part of every deployed name. */
  readonly environment: string;
  /** Where queue URLs begin. */
  readonly endpoint: string;
  /** Model id by role; a role that is not here gets `local.<role>`. */
  readonly models?: Readonly<Record<string, string>>;
}

/** The variables of one function. */
export function functionEnvironment(contract: FunctionContract, scheme: NamingScheme): Readonly<Record<string, string>> {
  const values = Object.entries(contract.environment).map(([name, value]) => [name, valueOf(value, scheme)] as const);
  return { ARBITER_ENV: scheme.environment, ...Object.fromEntries(values) };
}

/** The variables of all functions, which share this process. Throws when two want different values under one name. */
export function sharedEnvironment(scheme: NamingScheme): Readonly<Record<string, string>> {
  const shared: Record<string, string> = {};
  for (const contract of scheme.contracts.functions) {
    for (const [name, value] of Object.entries(functionEnvironment(contract, scheme))) {
      if ((shared[name] ?? value) !== value)
        throw new Error(
          `the function "${contract.name}" wants ${name} to be "${value}", another function wants "${shared[name] ?? ''}": they run in one process and share it, so rename one in the contracts`,
        );
      shared[name] = value;
    }
  }
  return shared;
}

/** Stand-in credentials and region for a user who has none; the SDK refuses to send unsigned requests. */
export function missingCredentials(environment: NodeJS.ProcessEnv = process.env, home = homedir()): Readonly<Record<string, string>> {
  const has = (...names: readonly string[]): boolean => names.some((name) => (environment[name] ?? '') !== '');
  const hasProfile = existsSync(path.join(home, '.aws', 'credentials')) || existsSync(path.join(home, '.aws', 'config'));
  const hasCredentials =
    hasProfile ||
    has(
      'AWS_ACCESS_KEY_ID',
      'AWS_PROFILE',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
      'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
      'AWS_SHARED_CREDENTIALS_FILE',
      'AWS_CONFIG_FILE',
    );
  const hasRegion = hasProfile || has('AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE');
  return { ...(hasCredentials ? {} : { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' }), ...(hasRegion ? {} : { AWS_REGION: 'us-east-1' }) };
}

function valueOf(value: EnvironmentValue, scheme: NamingScheme): string {
  const { service } = scheme.contracts;
  if ('table' in value) return deployedName(service, scheme.environment, value.table);
  if ('queueUrl' in value) return `${scheme.endpoint}/${account}/${deployedName(service, scheme.environment, value.queueUrl)}`;
  if ('bucket' in value) return deployedName(service, scheme.environment, value.bucket);
  if ('bus' in value) return deployedName(service, scheme.environment);
  return scheme.models?.[value.modelRole] ?? `local.${value.modelRole}`;
}
