/** An agent of the weather team: takes its tasks from a queue of its own and answers each with an event. */
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { AgentFailure, runAgent } from '@arbiter-layer/events/agent';
import { readSettings } from './settings.ts';

interface Question {
  readonly city: string;
}

const degrees: Readonly<Record<string, number>> = { Paris: 21, Oslo: 12 };

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort()).once('SIGINT', () => stop.abort());

await runAgent<Question>({
  ...readSettings(process.env),
  sqs: new SQSClient(),
  events: new EventBridgeClient(),
  input(value) {
    if (typeof value === 'object' && value !== null && 'city' in value && typeof value.city === 'string') return { city: value.city };
    throw new AgentFailure('INVALID_INPUT', 'the input must be {"city": "…"}');
  },
  async run({ city }, { orchestrationId }) {
    console.log(`${orchestrationId} asks for the weather in ${city}`);
    const found = degrees[city];
    if (found === undefined) throw new AgentFailure('CITY_UNKNOWN', `nothing is known of ${city}: ask for ${Object.keys(degrees).join(' or ')}`);
    return { data: { city, degrees: found } };
  },
  signal: stop.signal,
  waitSeconds: 1,
});
console.log('stopped');
