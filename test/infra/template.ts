/** A synthesized template whose intrinsic functions are resolved, as CloudFormation would in a made-up account. */
export const account = '111122223333';
export const region = 'us-east-1';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: string | undefined;
}

export class Template {
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, Json>>;
  readonly #raw: ReadonlyMap<string, JsonObject>;

  constructor(template: JsonObject) {
    this.#raw = new Map(Object.entries(object(template['Resources'])).map(([id, value]) => [id, object(value)]));
    this.resources = [...this.#raw].map(([logicalId, raw]) => ({
      logicalId,
      type: text(raw['Type']),
      properties: object(this.resolve(raw['Properties'] ?? {})),
      dependsOn: list(raw['DependsOn'] ?? []).map(text),
      deletionPolicy: raw['DeletionPolicy'] === undefined ? undefined : text(raw['DeletionPolicy']),
    }));
    this.outputs = Object.fromEntries(
      Object.entries(object(template['Outputs'] ?? {})).map(([id, value]) => [id, this.resolve(object(value)['Value'] ?? null)]),
    );
  }

  of(type: string): readonly Resource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The one resource of the type whose property has the value. */
  one(type: string, property: string, value: Json): Resource {
    const found = this.of(type).filter(({ properties }) => properties[property] === value);
    if (found.length !== 1 || found[0] === undefined) throw new Error(`expected one ${type} with ${property} "${String(value)}", found ${found.length}`);
    return found[0];
  }

  resolve(value: Json): Json {
    if (Array.isArray(value)) return value.map((item: Json) => this.resolve(item));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value as JsonObject);
    const [name, argument] = entries[0] ?? ['', null];
    if (entries.length === 1) {
      if (name === 'Ref') return this.#ref(text(argument));
      if (name === 'Fn::GetAtt') return this.#attribute(text(list(argument)[0] ?? ''), text(list(argument)[1] ?? ''));
      if (name === 'Fn::Join')
        return list(this.resolve(list(argument)[1] ?? []))
          .map(text)
          .join(text(list(argument)[0] ?? ''));
      if (name === 'Fn::Sub')
        return text(argument).replaceAll(/\$\{([\w:]+)(?:\.(\w+))?\}/gu, (_match, id: string, attribute?: string) =>
          text(attribute === undefined ? this.#ref(id) : this.#attribute(id, attribute)),
        );
      if (name.startsWith('Fn::')) throw new Error(`this test does not know ${name}`);
    }
    return Object.fromEntries(entries.map(([key, item]) => [key, this.resolve(item)]));
  }

  #ref(id: string): Json {
    const pseudo: Readonly<Record<string, string>> = {
      'AWS::Partition': 'aws',
      'AWS::Region': region,
      'AWS::AccountId': account,
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': 'arbiter',
    };
    const known = pseudo[id];
    if (known !== undefined) return known;
    const type = this.#typeOf(id);
    if (type === 'AWS::SQS::Queue') return `https://sqs.${region}.amazonaws.com/${account}/${this.#nameOf(id)}`;
    return type === 'AWS::SNS::Topic' ? this.#attribute(id, 'Arn') : this.#nameOf(id);
  }

  #attribute(id: string, attribute: string): Json {
    if (attribute !== 'Arn') return attribute.endsWith('Name') ? this.#nameOf(id) : `${id}.${attribute}`;
    const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;
    const name = this.#nameOf(id);
    switch (this.#typeOf(id)) {
      case 'AWS::SQS::Queue':
        return arn('sqs', name);
      case 'AWS::SNS::Topic':
        return arn('sns', name);
      case 'AWS::DynamoDB::Table':
        return arn('dynamodb', `table/${name}`);
      case 'AWS::S3::Bucket':
        return `arn:aws:s3:::${name}`;
      case 'AWS::Events::EventBus':
        return arn('events', `event-bus/${name}`);
      case 'AWS::Lambda::Function':
        return arn('lambda', `function:${name}`);
      case 'AWS::Logs::LogGroup':
        return arn('logs', `log-group:${name}:*`);
      case 'AWS::KMS::Key':
        return arn('kms', `key/${id}`);
      case 'AWS::IAM::Role':
        return `arn:aws:iam::${account}:role/${id}`;
      default:
        return `${id}.Arn`;
    }
  }

  #typeOf(id: string): string {
    return text(this.#raw.get(id)?.['Type'] ?? '');
  }

  /** The physical name, or the logical id of what CloudFormation names itself. */
  #nameOf(id: string): string {
    const properties = object(this.#raw.get(id)?.['Properties'] ?? {});
    const named = ['QueueName', 'TableName', 'BucketName', 'TopicName', 'FunctionName', 'LogGroupName', 'Name']
      .map((key) => properties[key])
      .find((value) => value !== undefined);
    return named === undefined ? id : text(this.resolve(named));
  }
}

export function object(value: Json | undefined): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new Error(`expected an object, got ${JSON.stringify(value)}`);
}

export function list(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value as Json];
}

export function text(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`expected text, got ${JSON.stringify(value)}`);
}
