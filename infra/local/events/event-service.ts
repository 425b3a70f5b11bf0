/** The EventBridge API: one entry per operation, named as in the API reference. */
import { busArn, resourceName, ruleArn } from '../arn.ts';
import type { Database } from '../database.ts';
import { AwsError } from '../http/aws-error.ts';
import { jsonService, type Operation } from '../http/aws-json.ts';
import type { Service } from '../http/exchange.ts';
import type { Fields } from '../http/fields.ts';
import type { QueueSender } from '../queues/queue-service.ts';
import { BusStore, busNamed, compile, type Rule, type Target } from './bus-store.ts';
import { Deliveries, type InvokeFunction } from './deliveries.ts';
import { entrySize, longestRequest, readEntry, type BusEvent } from './event-entry.ts';
import { parseEventJson } from './pattern/event-json.ts';
import { toLeaves } from './pattern/leaf.ts';

export interface EventService {
  readonly serve: Service;
  close(): Promise<void>;
}

/** Buses that pass events on to each other end here. */
const longestChain = 5;

/** Opens the buses of a database. `report` hears of events that are lost and why, `accepted` of each that is on a bus for good. */
export function openEventService(
  database: Database,
  queues: QueueSender,
  invoke: InvokeFunction,
  report: (problem: string) => void,
  accepted: (bus: string, text: string) => void = () => {},
): EventService {
  const store = new BusStore(database);
  const deliveries = new Deliveries(database, queues, invoke, report);

  const publish = (bus: string, text: string, hops: number): void => {
    if (!store.has(bus)) {
      report(`an event for the bus "${bus}" is dropped: there is no such bus (there are ${store.buses().join(', ')})`);
      return;
    }
    database.afterCommit(() => accepted(bus, text));
    const leaves = toLeaves(parseEventJson(text));
    for (const rule of store.rules(bus)) {
      if (!rule.isEnabled || !rule.matches(leaves)) continue;
      for (const target of rule.targets.values()) {
        if (!target.Arn.includes(':event-bus/')) deliveries.deliver(rule, target, text);
        else if (hops < longestChain) publish(resourceName(target.Arn), text, hops + 1);
        else report(`an event is dropped after ${longestChain} buses: the rule ${rule.name} on ${bus} closes a circle`);
      }
    }
  };

  const putEvents = (input: Fields): object => {
    const entries = input.objects('Entries');
    if (entries.length < 1 || entries.length > 10)
      throw validation(
        `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${entries.length === 0 ? 'greater than or equal to 1' : 'less than or equal to 10'}`,
      );
    if (entries.reduce((sum, entry) => sum + entrySize(entry), 0) > longestRequest)
      throw validation('Total size of the entries in the request is over the limit.');
    const results = entries.map((entry) => attempt(() => readEntry(entry)));
    database.transaction(() => {
      for (const result of results) if (!(result instanceof AwsError)) publish(result.bus, result.text, 0);
    });
    return {
      FailedEntryCount: results.filter((result) => result instanceof AwsError).length,
      Entries: results.map((result) => (result instanceof AwsError ? { ErrorCode: result.code, ErrorMessage: result.message } : { EventId: result.id })),
    };
  };

  const ruleOf = (input: Fields, member: string): Rule => store.rule(busNamed(input.optionalString('EventBusName')), input.string(member));

  const operations: Readonly<Record<string, Operation>> = {
    PutEvents: putEvents,
    TestEventPattern: (input) => {
      const matches = compile(input.string('EventPattern'));
      return { Result: matches(toLeaves(readTestEvent(input.string('Event')))) };
    },
    CreateEventBus: (input) => {
      store.createBus(input.string('Name'));
      return { EventBusArn: busArn(input.string('Name')) };
    },
    DescribeEventBus: (input) => {
      const name = busNamed(input.optionalString('Name'));
      store.rules(name);
      return { Name: name, Arn: busArn(name) };
    },
    DeleteEventBus: (input) => {
      store.deleteBus(busNamed(input.string('Name')));
      return {};
    },
    ListEventBuses: (input) => ({
      EventBuses: store
        .buses()
        .filter((name) => name.startsWith(input.optionalString('NamePrefix') ?? ''))
        .map((name) => ({ Name: name, Arn: busArn(name) })),
    }),
    PutRule: (input) => {
      const name = input.string('Name');
      if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name))
        throw validation(
          `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
        );
      if (input.has('ScheduleExpression'))
        throw validation('The embedded runtime has no scheduled rules: a schedule is the trigger of a function in the contracts.');
      if (!input.has('EventPattern')) throw validation('Parameter(s) EventPattern or ScheduleExpression must be specified.');
      const bus = busNamed(input.optionalString('EventBusName'));
      store.putRule({
        bus,
        name,
        pattern: input.string('EventPattern'),
        isEnabled: input.optionalString('State') !== 'DISABLED',
        description: input.optionalString('Description'),
      });
      return { RuleArn: ruleArn(bus, name) };
    },
    DescribeRule: (input) => describe(ruleOf(input, 'Name')),
    ListRules: (input) => ({
      Rules: store
        .rules(busNamed(input.optionalString('EventBusName')))
        .filter((rule) => rule.name.startsWith(input.optionalString('NamePrefix') ?? ''))
        .map(describe),
    }),
    EnableRule: (input) => {
      store.setEnabled(ruleOf(input, 'Name'), true);
      return {};
    },
    DisableRule: (input) => {
      store.setEnabled(ruleOf(input, 'Name'), false);
      return {};
    },
    DeleteRule: (input) => {
      store.deleteRule(busNamed(input.optionalString('EventBusName')), input.string('Name'));
      return {};
    },
    PutTargets: (input) => {
      store.putTargets(ruleOf(input, 'Rule'), input.objects('Targets').map(readTarget));
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    RemoveTargets: (input) => {
      store.removeTargets(ruleOf(input, 'Rule'), input.strings('Ids'));
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    ListTargetsByRule: (input) => ({ Targets: [...ruleOf(input, 'Rule').targets.values()] }),
  };

  return { serve: jsonService({ version: '1.1', operations: new Map(Object.entries(operations)) }), close: () => deliveries.close() };
}

function attempt(read: () => BusEvent): BusEvent | AwsError {
  try {
    return read();
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

function describe(rule: Rule): object {
  return {
    Name: rule.name,
    Arn: ruleArn(rule.bus, rule.name),
    EventPattern: rule.pattern,
    State: rule.isEnabled ? 'ENABLED' : 'DISABLED',
    EventBusName: rule.bus,
    ...(rule.description === undefined ? {} : { Description: rule.description }),
  };
}

function readTarget(fields: Fields): Target {
  const transformer = fields.optionalObject('InputTransformer');
  const retry = fields.optionalObject('RetryPolicy');
  const attempts = retry?.optionalNumber('MaximumRetryAttempts');
  const age = retry?.optionalNumber('MaximumEventAgeInSeconds');
  const [input, path, deadLetters] = [
    fields.optionalString('Input'),
    fields.optionalString('InputPath'),
    fields.optionalObject('DeadLetterConfig')?.optionalString('Arn'),
  ];
  return {
    Id: fields.string('Id'),
    Arn: fields.string('Arn'),
    ...(input === undefined ? {} : { Input: input }),
    ...(path === undefined ? {} : { InputPath: path }),
    ...(transformer === undefined
      ? {}
      : { InputTransformer: { InputPathsMap: transformer.stringMap('InputPathsMap'), InputTemplate: transformer.string('InputTemplate') } }),
    ...(retry === undefined
      ? {}
      : {
          RetryPolicy: {
            ...(attempts === undefined ? {} : { MaximumRetryAttempts: attempts }),
            ...(age === undefined ? {} : { MaximumEventAgeInSeconds: age }),
          },
        }),
    ...(deadLetters === undefined ? {} : { DeadLetterConfig: { Arn: deadLetters } }),
  };
}

function readTestEvent(text: string): unknown {
  try {
    return parseEventJson(text);
  } catch (cause) {
    throw Object.assign(validation('Parameter Event is not valid. Reason: the event is not JSON.'), { cause });
  }
}

function validation(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
