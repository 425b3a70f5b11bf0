/**
 * What dynalite 4 lacks, laid over its API: TransactWriteItems, TransactGetItems, ReturnValuesOnConditionCheckFailure
 * and the time-to-live calls. A transaction runs alone, writes item by item, and puts the old items back when one
 * condition fails; a process killed between two writes leaves half a transaction, so this is for trying things out.
 */
import { AwsError } from '../http/aws-error.ts';
import { Fields, isObject } from '../http/fields.ts';
import type { Members } from './table-client.ts';
import { Turnstile } from './turnstile.ts';

type Call = (operation: string, input: Members) => Promise<Members>;

interface Action {
  readonly kind: string;
  readonly table: string;
  readonly key: Members;
  readonly members: Members;
}

interface Reason extends Members {
  readonly Code: string;
}

const conditionFailed = 'ConditionalCheckFailedException';
const expressions = ['ConditionExpression', 'UpdateExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'];
/** How long a ClientRequestToken is remembered, milliseconds (TransactWriteItems API reference). */
const tokenLifetime = 600_000;

export class Transactions {
  readonly #call: Call;
  readonly #turnstile = new Turnstile();
  readonly #keys = new Map<string, readonly string[]>();
  readonly #expiry = new Map<string, string>();
  readonly #tokens = new Map<string, { readonly request: string; readonly at: number }>();

  constructor(call: Call) {
    this.#call = call;
  }

  /** The operation as this layer runs it; undefined for one that goes to dynalite as it is, through {@link together}. */
  operation(name: string): ((input: Members) => Promise<Members>) | undefined {
    switch (name) {
      case 'TransactWriteItems':
        return (input) => this.#turnstile.alone(() => this.#write(input));
      case 'TransactGetItems':
        return (input) => this.#turnstile.alone(() => this.#read(input));
      case 'PutItem':
      case 'UpdateItem':
      case 'DeleteItem':
        return (input) => this.#single(name, input);
      case 'UpdateTimeToLive':
        return (input) => this.#setExpiry(input);
      case 'DescribeTimeToLive':
        return (input) => this.#describeExpiry(input);
      case 'DeleteTable':
        return (input) => this.#deleteTable(input);
      default:
        return undefined;
    }
  }

  /** Runs beside other single calls, never within a transaction. */
  together<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#turnstile.together(work);
  }

  async #single(name: string, input: Members): Promise<Members> {
    const { ReturnValuesOnConditionCheckFailure: wanted, ...rest } = input;
    if (wanted !== 'ALL_OLD') return this.#turnstile.together(() => this.#call(name, rest));
    return this.#turnstile.alone(async () => {
      try {
        return await this.#call(name, rest);
      } catch (error) {
        if (!(error instanceof AwsError) || error.code !== conditionFailed) throw error;
        const table = text(input, 'TableName');
        const old = await this.#item(table, await this.#keyOf(table, object(input, name === 'PutItem' ? 'Item' : 'Key')));
        throw new AwsError(conditionFailed, error.message, 400, old === undefined ? {} : { Item: old });
      }
    });
  }

  async #write(input: Members): Promise<Members> {
    const actions = await this.#actions(input);
    const repeated = this.#remembers(input, actions);
    if (repeated) return {};
    const undo: (() => Promise<unknown>)[] = [];
    const reasons: Reason[] = [];
    try {
      for (const action of actions) reasons.push(await this.#apply(action, undo));
    } catch (error) {
      await inReverse(undo);
      throw error;
    }
    if (reasons.every((reason) => reason.Code === 'None')) return {};
    await inReverse(undo);
    this.#forget(input);
    throw new AwsError(
      'TransactionCanceledException',
      `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map((reason) => reason.Code).join(', ')}]`,
      400,
      { CancellationReasons: reasons },
    );
  }

  async #apply(action: Action, undo: (() => Promise<unknown>)[]): Promise<Reason> {
    const { kind, table, key, members } = action;
    const old = await this.#item(table, key);
    const restore = (): Promise<unknown> =>
      old === undefined ? this.#call('DeleteItem', { TableName: table, Key: key }) : this.#call('PutItem', { TableName: table, Item: old });
    const given = pick(members, expressions);
    try {
      if (kind === 'Put') await this.#call('PutItem', { TableName: table, Item: members['Item'], ...given });
      else if (kind === 'Delete') await this.#call('DeleteItem', { TableName: table, Key: key, ...given });
      // A condition check is an update that is taken back at once.
      else await this.#call('UpdateItem', { TableName: table, Key: key, ...given });
      if (kind === 'ConditionCheck') await restore();
      else undo.push(restore);
      return { Code: 'None' };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (error.code === conditionFailed) {
        const shown = members['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD' && old !== undefined ? { Item: old } : {};
        return { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', ...shown };
      }
      if (error.code === 'ValidationException' && /item size|operand|incorrect data type|document path/i.test(error.message))
        return { Code: 'ValidationError', Message: error.message };
      throw error;
    }
  }

  async #read(input: Members): Promise<Members> {
    const items = transactItems(input);
    const responses = items.map(async (item) => {
      const get = item.optionalObject('Get')?.value() ?? {};
      const answer = await this.#call('GetItem', {
        ConsistentRead: true,
        ...pick(get, ['TableName', 'Key', 'ProjectionExpression', 'ExpressionAttributeNames']),
      });
      return pick(answer, ['Item']);
    });
    return { Responses: await Promise.all(responses) };
  }

  async #actions(input: Members): Promise<readonly Action[]> {
    const actions: Action[] = [];
    for (const item of transactItems(input)) {
      const [kind = '', ...others] = item.names();
      const members = item.optionalObject(kind)?.value();
      if (members === undefined || others.length > 0 || !['Put', 'Update', 'Delete', 'ConditionCheck'].includes(kind))
        throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
      const table = text(members, 'TableName');
      actions.push({ kind, table, key: await this.#keyOf(table, object(members, kind === 'Put' ? 'Item' : 'Key')), members });
    }
    const targets = actions.map((action) => JSON.stringify([action.table, action.key]));
    if (new Set(targets).size < targets.length) throw invalid('Transaction request cannot include multiple operations on one item');
    return actions;
  }

  /** Whether the same request with the same token has been done; remembers it when not. */
  #remembers(input: Members, actions: readonly Action[]): boolean {
    const token = input['ClientRequestToken'];
    if (typeof token !== 'string') return false;
    const now = Date.now();
    for (const [other, entry] of this.#tokens) if (now - entry.at > tokenLifetime) this.#tokens.delete(other);
    const request = JSON.stringify(actions);
    const known = this.#tokens.get(token);
    if (known === undefined) {
      this.#tokens.set(token, { request, at: now });
      return false;
    }
    if (known.request !== request)
      throw new AwsError('IdempotentParameterMismatchException', 'Request parameters do not match those of the earlier request with this token.');
    return true;
  }

  #forget(input: Members): void {
    const token = input['ClientRequestToken'];
    if (typeof token === 'string') this.#tokens.delete(token);
  }

  async #setExpiry(input: Members): Promise<Members> {
    const table = text(input, 'TableName');
    await this.#call('DescribeTable', { TableName: table });
    const specification = object(input, 'TimeToLiveSpecification');
    if (specification['Enabled'] === true) this.#expiry.set(table, text(specification, 'AttributeName'));
    else this.#expiry.delete(table);
    return { TimeToLiveSpecification: specification };
  }

  async #describeExpiry(input: Members): Promise<Members> {
    const table = text(input, 'TableName');
    await this.#call('DescribeTable', { TableName: table });
    const attribute = this.#expiry.get(table);
    return { TimeToLiveDescription: attribute === undefined ? { TimeToLiveStatus: 'DISABLED' } : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute } };
  }

  /** A table made anew under the same name may have other keys. */
  async #deleteTable(input: Members): Promise<Members> {
    const answer = await this.#turnstile.alone(() => this.#call('DeleteTable', input));
    const table = text(input, 'TableName');
    this.#keys.delete(table);
    this.#expiry.delete(table);
    return answer;
  }

  async #item(table: string, key: Members): Promise<Members | undefined> {
    const item = (await this.#call('GetItem', { TableName: table, Key: key, ConsistentRead: true }))['Item'];
    return isObject(item) ? item : undefined;
  }

  async #keyOf(table: string, item: Members): Promise<Members> {
    let names = this.#keys.get(table);
    if (names === undefined) {
      const description = new Fields(await this.#call('DescribeTable', { TableName: table })).optionalObject('Table');
      names = (description?.objects('KeySchema') ?? []).map((key) => key.string('AttributeName'));
      this.#keys.set(table, names);
    }
    return pick(item, names);
  }
}

async function inReverse(undo: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const step of [...undo].reverse()) await step();
}

function transactItems(input: Members): readonly Fields[] {
  const items = new Fields(input).objects('TransactItems');
  if (items.length < 1 || items.length > 100)
    throw invalid(
      `1 validation error detected: Value '[${items.length === 0 ? '' : '...'}]' at 'transactItems' failed to satisfy constraint: Member must have length ${items.length === 0 ? 'greater than or equal to 1' : 'less than or equal to 100'}`,
    );
  return items;
}

function pick(members: Members, names: readonly string[]): Members {
  return Object.fromEntries(names.filter((name) => members[name] !== undefined).map((name) => [name, members[name]]));
}

function text(members: Members, name: string): string {
  const value = members[name];
  if (typeof value !== 'string') throw invalid(`The parameter '${name}' is required but was not present in the request`);
  return value;
}

function object(members: Members, name: string): Members {
  const value = members[name];
  if (!isObject(value)) throw invalid(`The parameter '${name}' is required but was not present in the request`);
  return value;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
