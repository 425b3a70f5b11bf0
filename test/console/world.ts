/** A runtime with a console and some history, for the tests of the console. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startConsole, type Console } from '../../infra/console/server/console.ts';
import { startArbiter, type Arbiter, type ArbiterOptions } from '../../infra/local/arbiter.ts';

export interface World {
  readonly arbiter: Arbiter;
  readonly console: Console;
  /** Calls the API as the page does. */
  call<Answer>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer>;
  /** Asks for a task and waits for its end. Resolves with its id. */
  run(task: string): Promise<string>;
  close(): Promise<void>;
}

export async function createWorld(options: Partial<ArbiterOptions> = {}): Promise<World> {
  const arbiter = await startArbiter({ stateDir: mkdtempSync(path.join(tmpdir(), 'arbiter-console-')), port: 0, scheduleSeconds: 1, ...options });
  const console = await startConsole({ endpoints: arbiter.endpoints, port: 0 });
  const call = async <Answer>(method: 'GET' | 'POST', to: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${console.address.port}/api/${to}`, {
      method,
      headers: { authorization: `Bearer ${console.address.token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${to}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  return {
    arbiter,
    console,
    call,
    run: async (task) => {
      const { orchestrationId } = await call<{ orchestrationId: string }>('POST', 'runs', { task });
      for (let tries = 0; tries < 400; tries++) {
        const runs = await call<readonly { orchestrationId: string; status: string }[]>('GET', 'runs');
        const found = runs.find((run) => run.orchestrationId === orchestrationId);
        if (found !== undefined && ['COMPLETED', 'FAILED', 'CANCELLED'].includes(found.status)) return orchestrationId;
        await sleep(50);
      }
      throw new Error(`"${task}" has not ended in 20 s`);
    },
    close: async () => {
      await console.close();
      await arbiter.stop();
    },
  };
}
