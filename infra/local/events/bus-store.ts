/** Buses, rules and targets, in memory and on disk. */
import { textIn, type Database } from '../database.ts';
import { resourceName } from '../arn.ts';
import { AwsError } from '../http/aws-error.ts';
import { compilePattern, type Pattern } from './pattern/pattern.ts';
import { InvalidPattern } from './pattern/invalid-pattern.ts';

/** A target as PutTargets gave it. */
export interface Target {
  readonly Id: string;
  readonly Arn: string;
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: { readonly InputPathsMap?: Readonly<Record<string, string>>; readonly InputTemplate: string };
  readonly RetryPolicy?: { readonly MaximumRetryAttempts?: number; readonly MaximumEventAgeInSeconds?: number };
  readonly DeadLetterConfig?: { readonly Arn?: string };
}

export interface Rule {
  readonly bus: string;
  readonly name: string;
  readonly pattern: string;
  readonly matches: Pattern;
  readonly isEnabled: boolean;
  readonly description: string | undefined;
  readonly targets: ReadonlyMap<string, Target>;
}

const schema = `
CREATE TABLE IF NOT EXISTS event_bus (name TEXT PRIMARY KEY) STRICT;
CREATE TABLE IF NOT EXISTS event_rule (
  bus TEXT NOT NULL, name TEXT NOT NULL, pattern TEXT NOT NULL, is_enabled INTEGER NOT NULL, description TEXT, targets TEXT NOT NULL, PRIMARY KEY (bus, name)
) STRICT;
INSERT OR IGNORE INTO event_bus (name) VALUES ('default');`;

export class BusStore {
  readonly #database: Database;
  readonly #buses = new Map<string, Map<string, Rule>>();

  constructor(database: Database) {
    this.#database = database;
    database.execute(schema);
    for (const row of database.statement('SELECT name FROM event_bus').all()) this.#buses.set(String(row['name']), new Map());
    for (const row of database.statement('SELECT * FROM event_rule').all()) {
      const targets: readonly Target[] = JSON.parse(String(row['targets']));
      this.#remember({
        bus: String(row['bus']),
        name: String(row['name']),
        pattern: String(row['pattern']),
        matches: compile(String(row['pattern'])),
        isEnabled: row['is_enabled'] === 1,
        description: textIn(row, 'description'),
        targets: new Map(targets.map((target) => [target.Id, target])),
      });
    }
  }

  /** Names of all buses. */
  buses(): readonly string[] {
    return [...this.#buses.keys()].sort();
  }

  createBus(name: string): void {
    if (!/^[/.\-_A-Za-z0-9]{1,256}$/.test(name))
      throw new AwsError(
        'ValidationException',
        `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [/\\.\\-_A-Za-z0-9]+`,
      );
    if (this.#buses.has(name)) throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
    this.#database.statement('INSERT INTO event_bus (name) VALUES (?)').run(name);
    this.#buses.set(name, new Map());
  }

  deleteBus(name: string): void {
    if (name === 'default') throw new AwsError('ValidationException', 'Cannot delete event bus default.');
    if ((this.#buses.get(name)?.size ?? 0) > 0) throw new AwsError('ValidationException', `Event bus ${name} can't be deleted since it has rules.`);
    this.#database.statement('DELETE FROM event_bus WHERE name = ?').run(name);
    this.#buses.delete(name);
  }

  has(bus: string): boolean {
    return this.#buses.has(bus);
  }

  /** Rules of a bus by name; throws ResourceNotFoundException when there is no such bus. */
  rules(bus: string): readonly Rule[] {
    const rules = this.#buses.get(bus);
    if (rules === undefined) throw new AwsError('ResourceNotFoundException', `Event bus ${bus} does not exist.`);
    return [...rules.values()];
  }

  rule(bus: string, name: string): Rule {
    const rule = this.rules(bus).find((candidate) => candidate.name === name);
    if (rule === undefined) throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus}.`);
    return rule;
  }

  /** Creates a rule or replaces all of it but its targets. */
  putRule(rule: Omit<Rule, 'matches' | 'targets'>): void {
    const existing = this.rules(rule.bus).find((candidate) => candidate.name === rule.name);
    this.#save({ ...rule, matches: compile(rule.pattern), targets: existing?.targets ?? new Map() });
  }

  setEnabled(rule: Rule, isEnabled: boolean): void {
    this.#save({ ...rule, isEnabled });
  }

  putTargets(rule: Rule, targets: readonly Target[]): void {
    const all = new Map(rule.targets);
    for (const target of targets) all.set(target.Id, target);
    if (all.size > 5) throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
    this.#save({ ...rule, targets: all });
  }

  removeTargets(rule: Rule, ids: readonly string[]): void {
    this.#save({ ...rule, targets: new Map([...rule.targets].filter(([id]) => !ids.includes(id))) });
  }

  deleteRule(bus: string, name: string): void {
    const rule = this.rules(bus).find((candidate) => candidate.name === name);
    if (rule !== undefined && rule.targets.size > 0) throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
    this.#database.statement('DELETE FROM event_rule WHERE bus = ? AND name = ?').run(bus, name);
    this.#buses.get(bus)?.delete(name);
  }

  #save(rule: Rule): void {
    this.#database
      .statement('INSERT OR REPLACE INTO event_rule (bus, name, pattern, is_enabled, description, targets) VALUES (?, ?, ?, ?, ?, ?)')
      .run(rule.bus, rule.name, rule.pattern, rule.isEnabled ? 1 : 0, rule.description ?? null, JSON.stringify([...rule.targets.values()]));
    this.#remember(rule);
  }

  #remember(rule: Rule): void {
    this.#buses.get(rule.bus)?.set(rule.name, rule);
  }
}

/** The bus that a request names, by name or ARN; without one the default bus. */
export function busNamed(nameOrArn: string | undefined): string {
  if (nameOrArn === undefined) return 'default';
  return nameOrArn.startsWith('arn:') ? resourceName(nameOrArn) : nameOrArn;
}

/** Compiles a pattern; what the language refuses becomes InvalidEventPatternException. */
export function compile(pattern: string): Pattern {
  try {
    return compilePattern(pattern);
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    throw new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${error.message}`);
  }
}
