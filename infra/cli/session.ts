/** A connection to the embedded runtime: the one that runs already on the state directory, or one of our own. */
import { linkOf, readAddress } from '../console/server/address.ts';
import type { Console } from '../console/server/console.ts';
import { localName, startArbiter, useArbiter } from '../local/arbiter.ts';
import { offlineModelNotice } from '../local/model/offline-model.ts';
import { findRuntime, StateDirectoryInUse } from '../local/state-directory.ts';
import { ArbiterClient } from './arbiter-client.ts';
import { Failure } from './failure.ts';
import { checkModels, type ModelChoice } from './model-choice.ts';
import type { Terminal } from './terminal.ts';

export interface Session {
  readonly client: ArbiterClient;
  readonly endpoint: string;
  readonly stateDir: string;
  /** True when another process runs the runtime. */
  readonly attached: boolean;
  /** Starts the console and resolves with its link; of an attached runtime the link of its console, if it has one. */
  openConsole(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** Seconds between sweeps here; on AWS a minute. */
const SWEEP_SECONDS = 5;

/** Opens a session. Without a choice the offline model answers. */
export async function openSession(stateDir: string, choice: ModelChoice | undefined, terminal: Terminal): Promise<Session> {
  const notice = choice === undefined ? offlineModelNotice : await checkModels(choice);
  const running = await findRuntime(stateDir);
  if (running !== undefined) return attach(running.endpoint, stateDir, choice, terminal);
  try {
    const runtime = await startArbiter({ stateDir, scheduleSeconds: SWEEP_SECONDS, report: reportDefects, ...choice });
    terminal.note(terminal.style('dim', notice));
    if (runtime.resumed.length > 0)
      terminal.note(
        `going on with ${runtime.resumed.length} unfinished ${runtime.resumed.length === 1 ? 'orchestration' : 'orchestrations'}: ${runtime.resumed.join(', ')}`,
      );
    const client = createClient(runtime.endpoint);
    let opened: Console | undefined;
    return {
      client,
      endpoint: runtime.endpoint,
      stateDir: runtime.stateDir,
      attached: false,
      openConsole: async () => {
        const { startConsole } = await import('../console/server/console.ts');
        opened ??= await startConsole({ endpoints: runtime.endpoints, report: reportDefects });
        return opened.link;
      },
      close: async () => {
        client.close();
        await opened?.close();
        await runtime.stop();
      },
    };
  } catch (cause) {
    if (cause instanceof StateDirectoryInUse && cause.runtime !== undefined) return attach(cause.runtime.endpoint, stateDir, choice, terminal);
    if (cause instanceof StateDirectoryInUse) throw new Failure(cause.message, 1);
    throw cause;
  }
}

/** The queues deliver again what failed; details only for who looks for them. */
function reportDefects(problem: string): void {
  if (process.env['ARBITER_DEBUG'] !== undefined) process.stderr.write(`runtime: ${problem}\n`);
}

function attach(endpoint: string, stateDir: string, choice: ModelChoice | undefined, terminal: Terminal): Session {
  if (choice !== undefined)
    throw new Failure(`a runtime is running already at ${endpoint} with its own model: end it first, or leave --model, --prices and --record out`, 2);
  useArbiter(endpoint);
  terminal.note(terminal.style('dim', `using the runtime at ${endpoint}`));
  const client = createClient(endpoint);
  const openConsole = async () => {
    const address = readAddress(stateDir);
    return address === undefined ? undefined : linkOf(address);
  };
  return { client, endpoint, stateDir, attached: true, openConsole, close: async () => client.close() };
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
