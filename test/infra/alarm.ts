import { stateOf, type Missing, type State } from './alarm-state.ts';
import { evaluate, type Series } from './metric-math.ts';
import { list, object, text, type JsonObject, type Resource, type Template } from './template.ts';

/** An alarm as synthesized. */
export class SynthesizedAlarm {
  /** `<kind>` or `<kind>-<subject>`. */
  readonly name: string;
  readonly description: string;
  readonly periodSeconds: number;
  readonly metrics: Readonly<Record<string, JsonObject>>;
  readonly #expression: string | undefined;
  readonly #properties: JsonObject;

  constructor({ properties }: Resource, prefix: string) {
    this.#properties = properties;
    this.name = text(properties['AlarmName']).slice(prefix.length);
    this.description = text(properties['AlarmDescription']);
    const entries = list(properties['Metrics']).map(object);
    this.metrics = Object.fromEntries(
      entries.filter((entry) => entry['MetricStat'] !== undefined).map((entry) => [text(entry['Id']), object(entry['MetricStat'])]),
    );
    this.#expression = entries.map((entry) => entry['Expression']).find((expression) => expression !== undefined) as string | undefined;
    const periods = new Set(Object.values(this.metrics).map((stat) => Number(stat['Period'])));
    if (periods.size !== 1) throw new Error(`${this.name}: its metrics have different periods`);
    this.periodSeconds = [...periods][0] ?? 0;
  }

  get properties(): JsonObject {
    return this.#properties;
  }

  get windowSeconds(): number {
    return this.periodSeconds * Number(this.#properties['EvaluationPeriods']);
  }

  /** Replays recorded series period by period; the state after each. A metric that is not recorded has no data. */
  replay(recorded: Readonly<Record<string, Series>>): readonly State[] {
    const length = Math.max(...Object.values(recorded).map((series) => series.length));
    for (const id of Object.keys(recorded)) if (this.metrics[id] === undefined) throw new Error(`${this.name} has no metric "${id}"`);
    const series = Object.fromEntries(Object.keys(this.metrics).map((id) => [id, recorded[id] ?? Array<undefined>(length).fill(undefined)]));
    const values = this.#expression === undefined ? (Object.values(series)[0] ?? []) : evaluate(this.#expression, series, length);
    const rule = {
      periods: Number(this.#properties['EvaluationPeriods']),
      breaching: Number(this.#properties['DatapointsToAlarm']),
      missing: this.#missing(),
      breaches: this.#breaches(),
    };
    let state: State = 'OK';
    return values.map((_value, index) => (state = stateOf(rule, values.slice(0, index + 1), state)));
  }

  /** An alarm on a metric of AWS/DynamoDB ignores missing data whatever it says (PutMetricAlarm, TreatMissingData). */
  #missing(): Missing {
    const onTables = Object.values(this.metrics).some((stat) => object(stat['Metric'])['Namespace'] === 'AWS/DynamoDB');
    return onTables ? 'ignore' : (text(this.#properties['TreatMissingData']) as Missing);
  }

  #breaches(): (value: number) => boolean {
    const threshold = Number(this.#properties['Threshold']);
    const operator = text(this.#properties['ComparisonOperator']);
    switch (operator) {
      case 'GreaterThanThreshold':
        return (value) => value > threshold;
      case 'GreaterThanOrEqualToThreshold':
        return (value) => value >= threshold;
      case 'LessThanThreshold':
        return (value) => value < threshold;
      default:
        throw new Error(`this test does not know ${operator}`);
    }
  }
}

export function alarmsOf(template: Template, prefix: string): readonly SynthesizedAlarm[] {
  return template.of('AWS::CloudWatch::Alarm').map((resource) => new SynthesizedAlarm(resource, prefix));
}
