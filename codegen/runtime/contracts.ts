/**
 * The shape of the plain-data contracts that codegen emits to `generated/contracts/`. CDK and the embedded
 * runtime iterate over these and need no edit when a schema changes.
 *
 * Names are logical. A deployed resource is called `<service>-<environment>` (bus) or
 * `<service>-<environment>-<name>` (everything else); see {@link deployedName}.
 */

export interface KeyAttribute {
  readonly name: string;
  /** DynamoDB scalar type: S string, N number. */
  readonly type: 'S' | 'N';
}

export interface IndexContract {
  readonly name: string;
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
  /** Projected attributes; `ALL`, or the non-key attributes to include (none: keys only). */
  readonly projection: 'ALL' | readonly string[];
}

export interface TableContract {
  readonly name: string;
  readonly description: string;
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
  readonly indexes: readonly IndexContract[];
  /** Attribute with the expiry in seconds since the epoch. */
  readonly timeToLiveAttribute?: string;
  /** Entities that live in the table, by generated model name. */
  readonly entities: readonly string[];
}

export interface QueueContract {
  readonly name: string;
  readonly description: string;
  readonly visibilityTimeoutSeconds: number;
  readonly retentionSeconds: number;
  /** Where a message goes after `maxReceiveCount` receives. */
  readonly redrive?: { readonly deadLetterQueue: string; readonly maxReceiveCount: number };
  /** True for a queue that exists to be another's dead-letter queue. */
  readonly isDeadLetterQueue: boolean;
  /** Message schemas that may lie on it. */
  readonly messages: readonly string[];
}

export interface BusContract {
  readonly name: string;
}

export interface RuleContract {
  readonly name: string;
  readonly pattern: { readonly source: readonly string[]; readonly 'detail-type': readonly string[] };
  readonly targetQueue: string;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  readonly deadLetterQueue: string;
}

export interface BucketContract {
  readonly name: string;
  readonly description: string;
  readonly prefixes: readonly string[];
  readonly expireDays: Readonly<Record<string, number>>;
}

export type Trigger =
  | {
      readonly type: 'queues';
      readonly queues: readonly string[];
      readonly batchSize: number;
      readonly maximumConcurrency?: number;
      readonly reportBatchItemFailures: boolean;
    }
  | { readonly type: 'schedule'; readonly everySeconds: number }
  | { readonly type: 'customResource' };

/** What a function may touch; CDK derives its role from this and the embedded runtime its environment. */
export type Use =
  | { readonly type: 'table'; readonly table: string; readonly index?: string; readonly actions: readonly TableAction[] }
  | { readonly type: 'queue'; readonly queue: string; readonly actions: readonly ('Send' | 'Name')[] }
  | { readonly type: 'bucket'; readonly bucket: string; readonly prefixes: readonly string[]; readonly actions: readonly ('Get' | 'Put')[] }
  | { readonly type: 'bus'; readonly bus: string; readonly sources: readonly string[]; readonly detailTypes: readonly string[] }
  | { readonly type: 'model'; readonly role: string };

export type TableAction = 'Get' | 'Query' | 'Put' | 'Update' | 'TransactWrite';

/** A function's environment variable: a literal, or the deployed name, URL or id of a resource. */
export type EnvironmentValue =
  | { readonly table: string }
  | { readonly queueUrl: string }
  | { readonly bucket: string }
  | { readonly bus: string }
  | { readonly modelRole: string };

export interface FunctionContract {
  readonly name: string;
  readonly description: string;
  /** Path of the entry module from the project root; it exports `handler`. */
  readonly entry: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly trigger: Trigger;
  readonly uses: readonly Use[];
  /** Variables besides `ARBITER_ENV`, for instance `TABLE_ORCHESTRATION`, `QUEUE_URL_INBOX`, `BUCKET_CODE`, `BUS_ARBITER`, `MODEL_SUPERVISOR`. */
  readonly environment: Readonly<Record<string, EnvironmentValue>>;
}

/** An event as it travels: source and detail-type on the bus. */
export interface EventContract {
  readonly name: string;
  readonly source: string;
  readonly detailType: string;
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
}

export interface AgentContract {
  readonly agentId: string;
  readonly description: string;
  readonly categories: readonly string[];
  /** Logical name of the queue that its tasks go to. */
  readonly queue: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
  readonly outputSchema: Readonly<Record<string, unknown>>;
}

export interface Contracts {
  readonly service: string;
  readonly bus: BusContract;
  readonly queues: readonly QueueContract[];
  readonly tables: readonly TableContract[];
  readonly rules: readonly RuleContract[];
  readonly buckets: readonly BucketContract[];
  readonly functions: readonly FunctionContract[];
  readonly events: readonly EventContract[];
  readonly agents: readonly AgentContract[];
}

/** The name that a resource carries in an environment, for instance `arbiter-dev-worker`. */
export function deployedName(service: string, environment: string, name?: string): string {
  return name === undefined ? `${service}-${environment}` : `${service}-${environment}-${name}`;
}
