/** `npm start` without a task, as a user sees it: the link is printed, it works, Ctrl-C ends it even while a page looks. */
import { spawn } from 'node:child_process';
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

it.each(['start', 'dev'])('"%s" prints a link that opens the console, and ends on Ctrl-C while a page is open', async (command) => {
  const state = mkdtempSync(path.join(tmpdir(), 'arbiter-start-'));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'infra/cli/arbiter.js', command, '--state', state], { cwd: root });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  try {
    const link = await new Promise<URL>((resolve, reject) => {
      let text = '';
      child.stdout.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        const found = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/u.exec(text)?.[0];
        if (found !== undefined) resolve(new URL(found));
      });
      child.once('exit', () => reject(new Error(`it ended without a link: ${text}`)));
    });
    expect(await (await fetch(link)).text()).toContain('<script type="module" src="/main.js">');
    const headers = { authorization: `Bearer ${link.hash.slice('#token='.length)}` };
    expect(await (await fetch(new URL('/api/runs', link), { headers })).json()).toEqual([]);
    // The token opens everything: others on this machine must not read it.
    expect(statSync(path.join(state, 'console.json')).mode & 0o077).toBe(0);
    const stream = await fetch(new URL('/api/stream', link), { headers });
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
  } finally {
    child.kill('SIGINT');
  }
  expect(await ended).toBe(0);
});
