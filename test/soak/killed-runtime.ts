/** The runtime's process: started, killed, started again on the same state directory. */
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createClients, type AwsClients } from '../../handlers/adapters/aws/clients.ts';
import type { FaultKind } from './faulty.ts';
import type { RuntimeCounts, RuntimeOrder, RuntimeReport } from './runtime-process.ts';

export class KilledRuntime {
  readonly requests = new Map<string, number>();
  readonly faults = new Map<FaultKind, number>();
  /** Answers of PutEvents that were lost. */
  lostPublishes = 0;
  readonly #stateDir: string;
  readonly #seed: number;
  #starts = 0;
  #child: ChildProcess | undefined;
  #clients: AwsClients | undefined;
  #endpoint = '';

  constructor(stateDir: string, seed: number) {
    this.#stateDir = stateDir;
    this.#seed = seed;
  }

  /** Clients of the process that runs now. */
  get clients(): AwsClients {
    if (this.#clients === undefined) throw new Error('the runtime does not run');
    return this.#clients;
  }

  queueUrl(name: string): string {
    return `${this.#endpoint}/000000000000/${name}`;
  }

  /** Starts it; its requests begin to fail when it is armed. */
  async start(faults: number): Promise<void> {
    const order: RuntimeOrder = { stateDir: this.#stateDir, seed: this.#seed * 1_000 + this.#starts, faults, first: this.#starts === 0 };
    this.#starts += 1;
    const child = fork(path.join(import.meta.dirname, 'runtime-process.ts'), [JSON.stringify(order)], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    this.#endpoint = await new Promise<string>((resolve, reject) => {
      child.on('message', (message: RuntimeReport) => ('endpoint' in message ? resolve(message.endpoint) : this.#add(message)));
      child.once('exit', (status, signal) => reject(new Error(`the runtime ended at its start with ${status ?? signal ?? 'nothing'}`)));
    });
    this.#clients = createClients({ endpoint: this.#endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  }

  arm(): void {
    this.#child?.send('arm');
  }

  /** Resolves when the process is gone. SIGTERM lets it end what runs. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
    const clients = this.#clients;
    this.#clients = undefined;
    if (clients !== undefined) for (const client of [clients.dynamo, clients.sqs, clients.s3, clients.events, clients.bedrock]) client.destroy();
  }

  #add({ requests, faults, lostPublishes }: RuntimeCounts): void {
    this.lostPublishes += lostPublishes;
    for (const [name, count] of Object.entries(requests)) this.requests.set(name, (this.requests.get(name) ?? 0) + count);
    for (const [kind, count] of Object.entries(faults)) this.faults.set(kind as FaultKind, (this.faults.get(kind as FaultKind) ?? 0) + count);
  }
}
