import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, PolicyDocument, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
  ApplicationLogLevel,
  Tracing,
  type Code,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { EnvironmentValue, FunctionContract } from '../../codegen/runtime/contracts.ts';
import { functionStatements } from './function-policy.ts';
import { toConstructId } from './naming.ts';
import { resource, type Deployment, type Resources } from './resources.ts';
import { maximumConcurrency } from './triggers.ts';

/** What a function runs. */
export interface FunctionBundle {
  readonly code: Code;
  readonly architecture: 'arm64' | 'x64';
  /** Changes whenever the code has changed. */
  readonly version: string;
}

/** Where a function's bundle comes from; a test may give a stub. */
export type BundleOf = (contract: FunctionContract) => FunctionBundle;

/**
 * `--disable-sigusr1`: agent code that broke out of its interpreter could otherwise open the inspector of the process
 * above it. Source maps: a stack trace in the logs names the line that was written, not the line of the bundle.
 */
const NODE_OPTIONS = '--disable-sigusr1 --enable-source-maps';

export interface DeployedFunction {
  readonly contract: FunctionContract;
  readonly version: string;
  readonly lambda: LambdaFunction;
  readonly logGroup: LogGroup;
  readonly role: Role;
}

/** A function per contract, each with a role and a log group of its own. */
export function createFunctions(deployment: Deployment, resources: Resources, bundleOf: BundleOf): readonly DeployedFunction[] {
  return deployment.contracts.functions.map((contract) => createFunction(deployment, resources, contract, bundleOf(contract)));
}

function createFunction(deployment: Deployment, resources: Resources, contract: FunctionContract, bundle: FunctionBundle): DeployedFunction {
  const { stack, settings, naming } = deployment;
  const id = toConstructId(contract.name);
  const functionName = naming.of(contract.name);
  const logGroup = new LogGroup(stack, `Log${id}`, {
    logGroupName: `/aws/lambda/${functionName}`,
    retention: settings.logRetentionDays === 7 ? RetentionDays.ONE_WEEK : RetentionDays.ONE_MONTH,
    encryptionKey: resources.key,
    removalPolicy: settings.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  const role = new Role(stack, `Role${id}`, {
    description: `${functionName}: ${contract.description}`,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { uses: new PolicyDocument({ statements: [...functionStatements(deployment, resources, contract, logGroup)] }) },
  });
  const lambda = new LambdaFunction(stack, `Function${id}`, {
    functionName,
    description: contract.description,
    runtime: Runtime.NODEJS_24_X,
    architecture: bundle.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
    handler: 'index.handler',
    code: bundle.code,
    // No construct may widen the role behind our back.
    role: role.withoutPolicyUpdates(),
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    // INFO for the platform's own lines: the time-out alarm counts its reports.
    systemLogLevelV2: SystemLogLevel.INFO,
    applicationLogLevelV2: settings.logLevel === 'DEBUG' ? ApplicationLogLevel.DEBUG : ApplicationLogLevel.INFO,
    tracing: Tracing.ACTIVE,
    timeout: Duration.seconds(contract.timeoutSeconds),
    memorySize: contract.memoryMb,
    ...(settings.reserveConcurrency && { reservedConcurrentExecutions: concurrencyOf(contract) }),
    ...(loops(contract) && { recursiveLoop: RecursiveLoop.ALLOW }),
    environment: environmentOf(deployment, resources, contract),
  });
  // The key policy of the log group must be there before the function writes, and the role's policy before it runs.
  lambda.node.addDependency(role, logGroup);
  return { contract, version: bundle.version, lambda, logGroup, role };
}

/** As many at once as its queues may start; what a timer or a deployment starts runs alone. */
function concurrencyOf(contract: FunctionContract): number {
  const { trigger } = contract;
  return trigger.type === 'queues' ? trigger.queues.length * maximumConcurrency(trigger) : 1;
}

/**
 * A function that both reads a queue and sends to queues or to the bus is part of a loop by design: an orchestration
 * goes round once a turn, and its turn budget ends it. Lambda's loop detection would end it after about 16 hops.
 */
function loops({ trigger, uses }: FunctionContract): boolean {
  return trigger.type === 'queues' && uses.some((use) => use.type === 'bus' || (use.type === 'queue' && use.actions.includes('Send')));
}

function environmentOf({ settings }: Deployment, resources: Resources, contract: FunctionContract): Record<string, string> {
  const values = Object.entries(contract.environment).map(([name, value]) => [name, environmentValue(settings.models, resources, value)] as const);
  const asks = contract.uses.some(({ type }) => type === 'model');
  return {
    ARBITER_ENV: settings.environment,
    LOG_LEVEL: settings.logLevel,
    NODE_OPTIONS,
    ...(settings.otlpEndpoint !== undefined && { OTEL_EXPORTER_OTLP_ENDPOINT: settings.otlpEndpoint }),
    ...(asks && settings.modelVariables),
    ...Object.fromEntries(values),
  };
}

function environmentValue(models: Deployment['settings']['models'], resources: Resources, value: EnvironmentValue): string {
  if ('table' in value) return resource('table', resources.tables, value.table).tableName;
  if ('queueUrl' in value) return resource('queue', resources.queues, value.queueUrl).queueUrl;
  if ('bucket' in value) return resource('bucket', resources.buckets, value.bucket).bucketName;
  if ('bus' in value) return resource('bus', resources.buses, value.bus).eventBusName;
  const model = models[value.modelRole];
  if (model === undefined) throw new Error(`the model role "${value.modelRole}" has no model: give "-c model.${value.modelRole}=<id>"`);
  return model.ids.join(',');
}
