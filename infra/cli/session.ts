/** A connection to the embedded runtime: the one that runs already on the state directory, or one of our own. */
import { localName, startArbiter, useArbiter } from '../local/arbiter.ts';
import { missingCredentials } from '../local/environment.ts';
import { offlineModelNotice } from '../local/model/offline-model.ts';
import { findRuntime, StateDirectoryInUse } from '../local/state-directory.ts';
import { ArbiterClient } from './arbiter-client.ts';
import { Failure, misuse } from './failure.ts';
import type { Terminal } from './terminal.ts';

export interface Session {
  readonly client: ArbiterClient;
  readonly endpoint: string;
  readonly stateDir: string;
  /** True when another process runs the runtime. */
  readonly attached: boolean;
  close(): Promise<void>;
}

/** Seconds between sweeps here; on AWS a minute. */
const SWEEP_SECONDS = 5;

/** Opens a session. `model` is a Bedrock model id; without it the offline model answers. */
export async function openSession(stateDir: string, model: string | undefined, terminal: Terminal): Promise<Session> {
  if (model !== undefined && 'AWS_ACCESS_KEY_ID' in missingCredentials())
    throw misuse(
      '--model asks Amazon Bedrock and needs your AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or leave --model out',
    );
  const running = await findRuntime(stateDir);
  if (running !== undefined) return attach(running.endpoint, stateDir, model, terminal);
  try {
    const runtime = await startArbiter({ stateDir, scheduleSeconds: SWEEP_SECONDS, report: reportDefects, ...(model !== undefined && { model }) });
    terminal.note(terminal.style('dim', model === undefined ? offlineModelNotice : `model: ${model} on Amazon Bedrock`));
    if (runtime.resumed.length > 0)
      terminal.note(
        `going on with ${runtime.resumed.length} unfinished ${runtime.resumed.length === 1 ? 'orchestration' : 'orchestrations'}: ${runtime.resumed.join(', ')}`,
      );
    const client = createClient(runtime.endpoint);
    return {
      client,
      endpoint: runtime.endpoint,
      stateDir: runtime.stateDir,
      attached: false,
      close: async () => {
        client.close();
        await runtime.stop();
      },
    };
  } catch (cause) {
    if (cause instanceof StateDirectoryInUse && cause.runtime !== undefined) return attach(cause.runtime.endpoint, stateDir, model, terminal);
    if (cause instanceof StateDirectoryInUse) throw new Failure(cause.message, 1);
    throw cause;
  }
}

/** The queues deliver again what failed; details only for who looks for them. */
function reportDefects(problem: string): void {
  if (process.env['ARBITER_DEBUG'] !== undefined) process.stderr.write(`runtime: ${problem}\n`);
}

function attach(endpoint: string, stateDir: string, model: string | undefined, terminal: Terminal): Session {
  if (model !== undefined) throw new Failure(`a runtime is running already at ${endpoint} with its own model: end it first, or leave --model out`, 2);
  useArbiter(endpoint);
  terminal.note(terminal.style('dim', `using the runtime at ${endpoint}`));
  const client = createClient(endpoint);
  return { client, endpoint, stateDir, attached: true, close: async () => client.close() };
}

function createClient(endpoint: string): ArbiterClient {
  return new ArbiterClient({
    bus: localName(),
    bucket: localName('code'),
    inboxUrl: process.env['QUEUE_URL_INBOX'] ?? endpoint,
    orchestrationTable: localName('orchestration'),
    workerStateTable: localName('worker-state'),
    agentTable: localName('agent-config'),
    switchTable: localName('operator-switch'),
  });
}
