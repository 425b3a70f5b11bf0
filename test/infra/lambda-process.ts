import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Context } from 'aws-lambda';

type Answer = { readonly id: number; readonly value?: unknown; readonly error?: string };

/** A bundled function in a process of its own. */
export class LambdaProcess {
  /** Milliseconds that importing the bundle took. */
  readonly importMilliseconds: number;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #lines: string[];
  #next = 0;

  private constructor(child: ChildProcess, importMilliseconds: number, lines: string[]) {
    this.#child = child;
    this.#lines = lines;
    this.importMilliseconds = importMilliseconds;
    child.on('message', (answer: Answer) => {
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
  }

  /** Imports `<directory>/index.mjs` with exactly these variables, as another user where one is given. Rejects with the stack when it does not load. */
  static async start(directory: string, variables: Readonly<Record<string, string>>, uid?: number): Promise<LambdaProcess> {
    const { NODE_OPTIONS = '', ...env } = variables;
    const child = fork(path.join(import.meta.dirname, 'lambda-child.js'), [path.join(directory, 'index.mjs')], {
      cwd: directory,
      env,
      execArgv: NODE_OPTIONS.split(' ').filter((option) => option !== ''),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      ...(uid !== undefined && { uid, gid: uid }),
    });
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => lines.push(...text.split('\n').filter((line) => line !== '')));
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the process ended with ${code} before the bundle was loaded: ${lines.join('\n')}`)));
      child.once('message', (first: { readonly loaded?: number; readonly failed?: string }) => {
        if (first.loaded !== undefined) resolve(new LambdaProcess(child, first.loaded, lines));
        else {
          child.kill();
          reject(new Error(first.failed));
        }
      });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** What the function wrote: JSON lines of logs and metrics. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  readonly handler = async (event: unknown, context: Context): Promise<unknown> => {
    const id = this.#next++;
    const answer = await new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve);
      const { awsRequestId, functionName, logStreamName, memoryLimitInMB, invokedFunctionArn } = context;
      this.#child.send({
        id,
        event,
        context: { awsRequestId, functionName, logStreamName, memoryLimitInMB, invokedFunctionArn, remaining: context.getRemainingTimeInMillis() },
      });
    });
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  };

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await ended;
  }
}
