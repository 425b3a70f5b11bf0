/** A deployed stack, found by its outputs. */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { deployedName, type EnvironmentValue } from '../../codegen/runtime/contracts.ts';
import { contracts } from '../../generated/contracts/index.ts';
import { Failure } from './failure.ts';

export interface Stack {
  /** For instance `arbiter-dev`. */
  readonly name: string;
  readonly environment: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Reads the stack of an environment. Throws a Failure that says what to do when there is none, or none that is ready. */
export async function findStack(environment: string): Promise<Stack> {
  const name = deployedName(contracts.service, environment);
  const client = new CloudFormationClient();
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    if (stack === undefined) throw absent(name, environment, await client.config.region());
    if (stack.StackStatus !== undefined && !/^(CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT)_COMPLETE|^UPDATE_.*IN_PROGRESS$/u.test(stack.StackStatus))
      throw new Failure(
        `the stack "${name}" is ${stack.StackStatus}: see its events in CloudFormation, then deploy again (npm run deploy -- --env ${environment})`,
        1,
      );
    return {
      name,
      environment,
      outputs: Object.fromEntries(
        (stack.Outputs ?? []).flatMap(({ OutputKey, OutputValue }) => (OutputKey === undefined ? [] : [[OutputKey, OutputValue ?? '']])),
      ),
    };
  } catch (cause) {
    if (cause instanceof Error && /does not exist/u.test(cause.message)) throw absent(name, environment, await client.config.region());
    throw cause;
  } finally {
    client.destroy();
  }
}

function absent(name: string, environment: string, region: string): Failure {
  return new Failure(
    `there is no stack "${name}" in ${region}: deploy it (npm run deploy -- --env ${environment}), or set AWS_REGION and AWS_PROFILE to where it is`,
    1,
  );
}

/** An output's value. Throws a Failure when the stack has none, for instance because it was deployed by an older version. */
export function outputOf({ name, environment, outputs }: Stack, key: string): string {
  const value = outputs[key];
  if (value !== undefined && value !== '') return value;
  throw new Failure(`the stack "${name}" has no output "${key}": deploy this version (npm run deploy -- --env ${environment})`, 1);
}

export const tableName = (stack: Stack, name: string): string => outputOf(stack, `Table${toId(name)}Name`);
export const queueUrl = (stack: Stack, name: string): string => outputOf(stack, `Queue${toId(name)}Url`);
export const bucketName = (stack: Stack, name: string): string => outputOf(stack, `Bucket${toId(name)}Name`);
export const busName = (stack: Stack): string => outputOf(stack, `Bus${toId(contracts.bus.name)}Name`);

/** The variables that the functions of the stack have, models excepted: what an operator's tools look for. */
export function stackEnvironment(stack: Stack): Readonly<Record<string, string>> {
  const variables = contracts.functions.flatMap(({ environment }) => Object.entries(environment));
  return {
    ARBITER_ENV: stack.environment,
    ...Object.fromEntries(
      variables.flatMap(([name, value]) => {
        const found = valueOf(stack, value);
        return found === undefined ? [] : [[name, found]];
      }),
    ),
  };
}

function valueOf(stack: Stack, value: EnvironmentValue): string | undefined {
  if ('table' in value) return tableName(stack, value.table);
  if ('queueUrl' in value) return queueUrl(stack, value.queueUrl);
  if ('bucket' in value) return bucketName(stack, value.bucket);
  if ('bus' in value) return busName(stack);
  return undefined;
}

/** As the stack names its outputs: `worker-dead-letter` becomes `WorkerDeadLetter` (infra/cdk/naming.ts; a test holds them equal). */
function toId(name: string): string {
  return name.replaceAll(/(?:^|[^a-zA-Z0-9]+)([a-zA-Z0-9])/gu, (_match, letter: string) => letter.toUpperCase());
}
