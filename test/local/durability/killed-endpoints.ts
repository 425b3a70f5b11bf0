/** Endpoints in a process of their own that a test kills and starts again on the same state directory. */
import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { clientsOf, closeClients, temporaryDirectory, type Clients } from '../served-endpoints.ts';

export class KilledEndpoints {
  readonly stateDir: string;
  #child: ChildProcess | undefined;
  #endpoint = '';
  #clients: Clients | undefined;

  private constructor(stateDir: string) {
    this.stateDir = stateDir;
  }

  static async start(): Promise<KilledEndpoints> {
    const endpoints = new KilledEndpoints(await temporaryDirectory());
    await endpoints.start();
    return endpoints;
  }

  /** Clients of the running process. */
  get clients(): Clients {
    if (this.#clients === undefined) throw new Error('the endpoints do not run');
    return this.#clients;
  }

  get endpoint(): string {
    return this.#endpoint;
  }

  queueUrl(name: string): string {
    return `${this.#endpoint}/000000000000/${name}`;
  }

  async start(): Promise<void> {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, '..', 'endpoints-process.ts'), this.stateDir],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.#child = child;
    this.#endpoint = await new Promise((resolve, reject) => {
      child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()));
      child.once('exit', (status) => reject(new Error(`the endpoints ended with ${status ?? 'a signal'}`)));
    });
    this.#clients = clientsOf(this.#endpoint);
  }

  /** `kill -9`; resolves when the process is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    if (this.#clients !== undefined) closeClients(this.#clients);
    this.#clients = undefined;
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.stateDir, { recursive: true, force: true });
  }
}

/** Runs `step` again and again in `lanes` until it fails, which it does once the process has been killed. */
export async function untilKilled(lanes: number, step: (lane: number, index: number) => Promise<void>): Promise<void> {
  const run = async (lane: number): Promise<void> => {
    for (let index = 0; ; index += 1) {
      try {
        await step(lane, index);
      } catch {
        // Not acknowledged: the process is dead.
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
}
