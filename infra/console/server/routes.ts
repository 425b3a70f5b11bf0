/** The console's API: one entry a route. A handler returns what becomes JSON, or throws a Refusal. */
import { randomBytes } from 'node:crypto';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { publishTaskRequest } from '../../../generated/clients/publish.ts';
import { sendCancel } from '../../../generated/clients/send.ts';
import { parseTaskRequest } from '../../../generated/validators/events/task-request.v1.js';
import { createOperator, type Edit, type Operator } from '../../../handlers/operator/index.ts';
import type { Problem } from '../api.ts';
import type { EventLog } from './event-log.ts';
import { simulate, type LabQuestion } from './lab.ts';
import { readReference } from './reference.ts';
import type { Queues } from './queues.ts';
import type { Records } from './records.ts';
import { traceRows } from './trace.ts';
import { AgentRecords } from './agent-records.ts';

/** A request that is refused: becomes an answer with this status. */
export class Refusal extends Error {
  readonly status: number;
  readonly problems: readonly Problem[] | undefined;

  constructor(status: number, message: string, problems?: readonly Problem[]) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.problems = problems;
  }
}

export interface Request {
  /** What the path's `:name` parts are, decoded. */
  readonly parts: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON body; undefined without one. */
  readonly body: unknown;
}

export interface RouteSources {
  readonly records: Records;
  readonly queues: Queues;
  readonly events: EventLog;
  /** Of the runtime; traces are below it. */
  readonly stateDir: string;
  /** The functions' environment: names of tables, queues, bus and bucket. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

type Handler = (request: Request) => Promise<unknown>;

export interface Routes {
  /** The handler of a method and path with what its parts are; undefined when there is none. */
  find(method: string, path: string): { readonly run: Handler; readonly parts: Readonly<Record<string, string>> } | undefined;
  close(): void;
}

/** Who is named in events about changes made here. */
const author = { by: 'console' };
const RUNS_SHOWN = 300;
const DAYS_SHOWN = 30;

export function createRoutes({ records, queues, events, stateDir, environment }: RouteSources): Routes {
  const bus = new EventBridgeClient();
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const agents = new AgentRecords(environment['TABLE_AGENT_CONFIG'] ?? '');
  let made: Operator | undefined;
  // Loads a good part of the supervisor: at first use.
  const operator = (): Operator => (made ??= createOperator(environment));

  const table: Readonly<Record<string, Handler>> = {
    'GET /api/runs': () => records.runs(Date.now(), DAYS_SHOWN, RUNS_SHOWN),
    'GET /api/runs/:id': async ({ parts }) => found(await records.detail(parts['id'] ?? ''), `there is no orchestration "${parts['id'] ?? ''}"`),
    'GET /api/runs/:id/conversation': async ({ parts }) =>
      found(await records.conversation(parts['id'] ?? ''), `there is no orchestration "${parts['id'] ?? ''}"`),
    'GET /api/runs/:id/tasks/:turn/:task': async ({ parts }) =>
      found(
        await records.task(parts['id'] ?? '', Number(parts['turn']), parts['task'] ?? ''),
        `there is no task "${parts['task'] ?? ''}" in turn ${parts['turn'] ?? ''}`,
      ),
    'GET /api/payloads/:sha256': async ({ parts }) => ({
      text: found(await records.payload(parts['sha256'] ?? ''), 'the payload has expired: payloads are kept for 90 days'),
    }),
    'POST /api/runs': async ({ body }) => {
      const orchestrationId = `o-${randomBytes(9).toString('base64url').replaceAll(/[_-]/gu, 'x')}`;
      const parsed = parseTaskRequest({ orchestrationId, timestamp: new Date().toISOString(), requestedBy: author.by, ...fields(body) });
      if (!parsed.ok) throw new Refusal(400, 'the request does not fit the contract of task.request', parsed.problems);
      await publishTaskRequest(bus, environment['BUS_ARBITER'] ?? '', parsed.value);
      return { orchestrationId: parsed.value.orchestrationId };
    },
    'POST /api/runs/:id/cancel': async ({ parts, body }) => {
      const reason = textIn(body, 'reason');
      await sendCancel(sqs, environment['QUEUE_URL_INBOX'] ?? '', {
        kind: 'cancel',
        orchestrationId: parts['id'] ?? '',
        by: author.by,
        ...(reason !== undefined && { reason }),
      });
      return {};
    },
    'POST /api/runs/:id/wake': async ({ parts }) => {
      await operator().wake(parts['id'] ?? '');
      return {};
    },
    'GET /api/runs/:id/trace': ({ parts }) => traceRows(stateDir, parts['id'] ?? ''),
    'POST /api/runs/:id/replay': async ({ parts }) => found(await operator().replay(parts['id'] ?? ''), `there is no orchestration "${parts['id'] ?? ''}"`),
    'POST /api/runs/:id/fork': async ({ parts, body }) => {
      const turn = Number(fields(body)['turn']);
      const forked = await operator().fork({ orchestrationId: parts['id'] ?? '', turn, edits: editsIn(body), ...author });
      if (forked.kind === 'refused') throw new Refusal(409, forked.message);
      return { orchestrationId: forked.orchestrationId };
    },
    'GET /api/agents': () => agents.list(),
    'GET /api/agents/:id': async ({ parts }) => {
      const agent = found(await agents.get(parts['id'] ?? ''), `there is no agent "${parts['id'] ?? ''}"`);
      return { agent, versions: await operator().agents.versions(agent.agentId) };
    },
    'GET /api/agents/:id/versions/:version': async ({ parts }) => ({
      source: (await operator().agents.source(parts['id'] ?? '', parts['version'] ?? '')) ?? null,
    }),
    'POST /api/agents/:id/activate': async ({ parts, body }) => changed(await operator().agents.activate(parts['id'] ?? '', author, textIn(body, 'version'))),
    'POST /api/agents/:id/suspend': async ({ parts }) => changed(await operator().agents.suspend(parts['id'] ?? '', author)),
    'POST /api/agents/:id/roll-back': async ({ parts }) => changed(await operator().agents.rollBack(parts['id'] ?? '', author)),
    'GET /api/events': () => events.list(),
    'GET /api/queues': async () => queues.list(),
    'GET /api/queues/:name': async ({ parts }) => found(await queues.messages(parts['name'] ?? ''), `there is no queue "${parts['name'] ?? ''}"`),
    'POST /api/queues/:name/redrive': async ({ parts }) => ({
      moved: found(await queues.redrive(parts['name'] ?? ''), `the queue "${parts['name'] ?? ''}" holds no dead letters`),
    }),
    'GET /api/contracts': () => readReference(),
    'POST /api/lab': async ({ body }) => {
      const run = found(await simulate(labQuestionIn(body)), 'this copy of the project has no simulator: it is in test/simulation of a clone');
      if ('error' in run) throw new Refusal(400, run.error);
      return run;
    },
  };
  const routes = Object.entries(table).map(([route, run]) => {
    const [method = '', path = ''] = route.split(' ');
    return { method, pattern: new RegExp(`^${path.replaceAll(/:(\w+)/gu, '(?<$1>[^/]+)')}$`, 'u'), run };
  });

  return {
    find(method, path) {
      for (const route of routes) {
        const match = route.method === method ? route.pattern.exec(path) : null;
        if (match !== null)
          return { run: route.run, parts: Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [name, decoded(value)])) };
      }
      return undefined;
    },
    close() {
      bus.destroy();
      sqs.destroy();
      agents.close();
    },
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Refusal(400, `"${part}" in the path is not percent-encoded UTF-8`);
  }
}

function found<Value>(value: Value | undefined, otherwise: string): Value {
  if (value === undefined) throw new Refusal(404, otherwise);
  return value;
}

function changed(outcome: Awaited<ReturnType<Operator['agents']['suspend']>>): unknown {
  if (outcome.kind === 'refused') throw new Refusal(409, outcome.message);
  return outcome.head;
}

function fields(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Refusal(400, 'the body has to be a JSON object');
  return body as Readonly<Record<string, unknown>>;
}

function textIn(body: unknown, name: string): string | undefined {
  const value = body === undefined ? undefined : fields(body)[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Choices of the longest tape that is taken. */
const LONGEST_TAPE = 50_000;

function labQuestionIn(body: unknown): LabQuestion {
  const { scenario, profile, seed, tape } = fields(body);
  if (typeof scenario !== 'string' || typeof profile !== 'string') throw new Refusal(400, 'a simulated run needs a "scenario" and a "profile"');
  if (typeof seed === 'number' && Number.isSafeInteger(seed)) return { scenario, profile, seed };
  if (!Array.isArray(tape) || tape.length > LONGEST_TAPE || !tape.every((choice) => Number.isSafeInteger(choice)))
    throw new Refusal(400, `a simulated run needs a whole number as "seed", or a "tape" of at most ${LONGEST_TAPE} whole numbers`);
  return { scenario, profile, tape: tape as readonly number[] };
}

function editsIn(body: unknown): readonly Edit[] {
  const edits = fields(body)['edits'] ?? [];
  if (!Array.isArray(edits)) throw new Refusal(400, '"edits" has to be a list');
  return edits.map((edit: unknown): Edit => {
    const { type, text, toolUseId } = fields(edit);
    if (typeof text !== 'string') throw new Refusal(400, 'an edit needs a "text"');
    if (type === 'task' || type === 'say') return { type, text };
    if (type === 'result' && typeof toolUseId === 'string') return { type, toolUseId, text };
    throw new Refusal(400, `"${String(type)}" is no edit: there are task, result (with a "toolUseId") and say`);
  });
}
