/** Where the arbiter is; the names are outputs of its stack, or printed by `npm start` of the embedded runtime. */
export interface Settings {
  /** `BusArbiterName`, for instance `arbiter-dev`. */
  readonly bus: string;
  /** A queue of this team: the agent's tasks, or the events that a rule of ours puts there. */
  readonly queueUrl: string;
}

export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const { ARBITER_BUS: bus, QUEUE_URL: queueUrl } = environment;
  if (bus === undefined || queueUrl === undefined) throw new Error('set ARBITER_BUS to the name of the bus and QUEUE_URL to the URL of your queue');
  return { bus, queueUrl };
}
