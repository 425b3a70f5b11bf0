/**
 * What differs between deployments: region, models, limits, retention. Everything else comes from the contracts.
 *
 * A value is taken from the CDK context (`-c region=eu-west-1`, `-c model.supervisor=…`), else from the variable
 * that the functions know it by (`MODEL_SUPERVISOR`), else from the defaults of the environment below.
 */
import { readFileSync } from 'node:fs';
import type { Contracts } from '../../codegen/runtime/contracts.ts';
import { readStatedPrices } from '../../codegen/runtime/stated-prices.ts';
import { prefixOfRegion } from './model-id.ts';

export interface Settings {
  /** `dev` or `prod`: part of every name. */
  readonly environment: string;
  readonly region: string;
  /** Undefined: the account of whoever deploys. */
  readonly account: string | undefined;
  /** What becomes of tables, bucket, key and logs when the stack is deleted. */
  readonly removal: 'destroy' | 'retain';
  readonly logRetentionDays: 7 | 30;
  /** DEBUG logs payloads: for a short while, never in prod. */
  readonly logLevel: 'DEBUG' | 'INFO';
  /** Models per role. */
  readonly models: Readonly<Record<string, ModelSetting>>;
  /** Variables of every function that asks a model, as it reads them: temperature, caching, guardrail, the fabricator's output, prices. */
  readonly modelVariables: Readonly<Record<string, string>>;
  /** Alarms go to the topic; an address given here is subscribed to it. */
  readonly alarmEmail: string | undefined;
  /** Queues of external agents, by ARN (`-c agentQueues=arn:…,arn:…`): whoever delegates may send to them. */
  readonly agentQueueArns: readonly string[];
  /** Off where the account's concurrency is too small to reserve any (a new account has 10). */
  readonly reserveConcurrency: boolean;
  /** Where spans are sent by OTLP over HTTP (`-c otlpEndpoint=https://…`); undefined: nothing is traced. */
  readonly otlpEndpoint: string | undefined;
  /** US dollars in one hour, over all models, from which the cost alarm fires. */
  readonly costPerHourUsd: number;
}

export interface ModelSetting {
  /** Ids of models or inference profiles: the first is asked, the others stand in for it in this order. */
  readonly ids: readonly string[];
  /** Also granted InvokeModelWithResponseStream. */
  readonly streaming: boolean;
}

export type EnvironmentName = 'dev' | 'prod';

type Defaults = Pick<Settings, 'removal' | 'logRetentionDays' | 'costPerHourUsd'>;

const defaults: Readonly<Record<EnvironmentName, Defaults>> = {
  dev: { removal: 'destroy', logRetentionDays: 7, costPerHourUsd: 5 },
  prod: { removal: 'retain', logRetentionDays: 30, costPerHourUsd: 50 },
};

const DEFAULT_REGION = 'us-east-1';

/**
 * Model without its region prefix; the inference profile of the region's prefix is what is called. Claude Sonnet 4.6 has profiles for us, eu,
 * jp, au and global; the one before it is retired by its maker at the end of November 2026.
 */
const DEFAULT_MODEL = 'anthropic.claude-sonnet-4-6';

/** Roles whose client streams (Strands asks Bedrock with ConverseStream). */
const STREAMING_ROLES: readonly string[] = ['fabricator'];

/** Looks a setting up by its context key; undefined when it was not given. */
export type Lookup = (key: string) => string | undefined;

/** Settings of an environment. Throws on a value that it cannot use, saying which and what to give instead. */
export function readSettings(contracts: Contracts, context: Lookup, variables: Readonly<Record<string, string | undefined>>): Settings {
  const environment = environmentOf(context('env') ?? 'dev');
  const region = context('region') ?? variables['CDK_DEFAULT_REGION'] ?? DEFAULT_REGION;
  const roles = new Set(contracts.functions.flatMap(({ uses }) => uses.flatMap((use) => (use.type === 'model' ? [use.role] : []))));
  const idOf = (role: string) =>
    context(`model.${role}`) ?? variables[`MODEL_${role.toUpperCase().replaceAll('-', '_')}`] ?? `${prefixOfRegion(region)}.${DEFAULT_MODEL}`;
  return {
    ...defaults[environment],
    environment,
    region,
    account: context('account') ?? variables['CDK_DEFAULT_ACCOUNT'],
    logLevel: logLevelOf(context('logLevel') ?? 'INFO'),
    models: Object.fromEntries([...roles].map((role) => [role, { ids: idsOf(role, idOf(role)), streaming: STREAMING_ROLES.includes(role) }])),
    modelVariables: modelVariables(context, variables),
    alarmEmail: context('alarmEmail') ?? variables['ALARM_EMAIL'],
    agentQueueArns: (context('agentQueues') ?? '').split(',').filter((arn) => arn !== ''),
    reserveConcurrency: (context('reserveConcurrency') ?? 'true') !== 'false',
    otlpEndpoint: context('otlpEndpoint') ?? variables['OTEL_EXPORTER_OTLP_ENDPOINT'],
    costPerHourUsd: numberOf('costPerHourUsd', context('costPerHourUsd')) ?? defaults[environment].costPerHourUsd,
  };
}

/** Context key of each variable that says how models are asked, and what a value looks like. */
const modelOptions: readonly (readonly [key: string, variable: string, form: RegExp, example: string])[] = [
  ['model.temperature', 'MODEL_TEMPERATURE', /^(0(\.\d+)?|1(\.0+)?)$/u, 'a number from 0 to 1'],
  ['model.cache', 'MODEL_CACHE', /^(on|off)$/u, '"on" or "off"'],
  ['model.guardrail', 'MODEL_GUARDRAIL', /^[a-z0-9]+:(\d{1,8}|DRAFT)$/u, '"<guardrail id>:<version>"'],
  ['model.fabricatorMaxTokens', 'MODEL_FABRICATOR_MAX_TOKENS', /^[1-9]\d{0,6}$/u, 'a whole number'],
];

function modelVariables(context: Lookup, variables: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const given = modelOptions.flatMap(([key, variable, form, example]) => {
    const value = context(key) ?? variables[variable];
    if (value === undefined || value === '') return [];
    if (!form.test(value)) throw new Error(`"-c ${key}=${value}" cannot be used: give ${example}`);
    return [[variable, value] as const];
  });
  return { ...Object.fromEntries(given), ...statedPrices(context('model.prices') ?? variables['MODEL_PRICES']) };
}

/** The user's own prices, as JSON in a variable: a function has no file of theirs. Throws on a file that cannot be used. */
function statedPrices(setting: string | undefined): Readonly<Record<string, string>> {
  if (setting === undefined || setting.trim() === '') return {};
  const { asOf, models } = readStatedPrices(setting.trim(), (file) => readFileSync(file, 'utf8'));
  return { MODEL_PRICES: JSON.stringify({ asOf, models: Object.fromEntries(models) }) };
}

/** A list of ids. Only models of Amazon Bedrock can be asked from a deployment: others need a key that it does not have. */
function idsOf(role: string, text: string): readonly string[] {
  const ids = text
    .split(',')
    .map((id) => id.trim().replace(/^bedrock:/u, ''))
    .filter((id) => id !== '');
  const other = ids.find((id) => /^(openai|ollama|replay):|^offline$/u.test(id));
  if (other !== undefined) throw new Error(`"-c model.${role}=${text}" names "${other}", which works on this machine only: give models of Amazon Bedrock`);
  if (ids.length === 0) throw new Error(`"-c model.${role}=${text}" names no model: give one id or several, separated by commas`);
  return ids;
}

function environmentOf(name: string): EnvironmentName {
  if (name === 'dev' || name === 'prod') return name;
  throw new Error(`there is no environment "${name}": give "-c env=dev" or "-c env=prod", or add it to infra/cdk/settings.ts`);
}

function logLevelOf(level: string): Settings['logLevel'] {
  if (level === 'DEBUG' || level === 'INFO') return level;
  throw new Error(`"-c logLevel=${level}" is not a log level: give DEBUG or INFO`);
}

function numberOf(key: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new Error(`"-c ${key}=${text}" is not a positive number`);
}
