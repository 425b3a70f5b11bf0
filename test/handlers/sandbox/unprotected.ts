import { spawn } from 'node:child_process';
import { AGENT_CANARY } from './hostile-agents.ts';

/** How an agent fared as an ordinary module of an ordinary process. */
export type UnprotectedEnd =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'threw'; readonly message: string }
  | { readonly kind: 'killed' };

/**
 * The control: runs the same agent with Node alone, in a child that holds a made-up secret, and kills it after a while.
 * Shows that an attack is one, wherever showing it does no harm.
 */
export function runUnprotected(source: string, timeoutMs = 1_500): Promise<UnprotectedEnd> {
  const program = `${source}
const polluted = () => ({}).polluted ?? null;
try { process.send({ kind: 'returned', value: (await handler({}, { log() {} })) ?? polluted() }); } catch (error) { process.send({ kind: 'threw', message: String(error) }); }
process.exit(0);`;
  const child = spawn(process.execPath, ['--max-old-space-size=256', '--input-type=module', '-e', program], {
    env: { AWS_SECRET_ACCESS_KEY: AGENT_CANARY, AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: true,
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'killed' }), timeoutMs);
    const end = (result: UnprotectedEnd): void => {
      clearTimeout(timer);
      resolve(result);
    };
    child.on('message', (message) => end(message as UnprotectedEnd));
    child.on('exit', () => setTimeout(() => end({ kind: 'killed' }), 100));
  }).finally(() => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // it has gone by itself
    }
  }) as Promise<UnprotectedEnd>;
}
