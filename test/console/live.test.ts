/** Live: how soon a change is on the screen, what happens when the server goes away, a thousand tasks, the size of it all. */
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageFiles } from '../../infra/console/server/page.ts';
import { startConsole, type Console } from '../../infra/console/server/console.ts';
import { goTo, openBrowser } from './browser.ts';
import { head, message, Stored, task } from './stored.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let browser: Browser;
let page: Page;
let again: Console | undefined;
const stored = (): Stored => new Stored();

beforeAll(async () => {
  [world, browser] = await Promise.all([createWorld(), openBrowser()]);
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(world.console.link);
  await page.getByText('Live', { exact: true }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await again?.close();
  await world.close();
});

/** What was measured; `SHOW_FIGURES=1` prints it. */
const figures: Record<string, unknown> = {};
afterAll(() => {
  if (process.env['SHOW_FIGURES'] !== undefined) process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n`);
});

describe('budgets', () => {
  it('takes at most 60 KB of script and 12 KB of style, compressed', async () => {
    const files = await pageFiles();
    const size = (name: string): number => gzipSync(files.get(name)?.body ?? '').length;
    figures['scriptGzipBytes'] = size('main.js');
    figures['styleGzipBytes'] = size('main.css');
    expect(size('main.js')).toBeGreaterThan(10_000);
    expect(size('main.js')).toBeLessThan(60 * 1024);
    expect(size('main.css')).toBeLessThan(12 * 1024);
  });

  it('shows a stored change in less than 200 ms', async () => {
    await goTo(page, '#/runs');
    // The page itself notes when the text is painted: two frames after it is in the document.
    await page.evaluate(`window.painted = new Map(); new MutationObserver(() => {
      for (const [, id] of document.body.innerText.matchAll(/pixel-(\\d+)/g)) if (!painted.has(id)) { painted.set(id, 0); requestAnimationFrame(() => requestAnimationFrame(() => painted.set(id, Date.now()))); }
    }).observe(document.body, { childList: true, subtree: true, characterData: true })`);
    const took: number[] = [];
    for (let round = 0; round < 12; round++) {
      const before = Date.now();
      await stored().put('orchestration', [head(`o-pixel-${round}`, { title: `pixel-${round}` })]);
      await expect.poll(() => page.evaluate(`painted.get("${round}") ?? 0`), { interval: 20, timeout: 10_000 }).toBeGreaterThan(0);
      took.push(Number(await page.evaluate(`painted.get("${round}")`)) - before);
    }
    const sorted = took.toSorted((a, b) => a - b);
    figures['eventToPixelMs'] = { median: sorted[6], slowest: sorted.at(-1), all: took };
    // The quicker quarter, so that a machine that is busy with other things does not decide.
    expect(sorted[3]).toBeLessThan(200);
  });
});

describe('a run of a thousand tasks', () => {
  it('scrolls smoothly and keeps few rows in the document', async () => {
    const run = head('o-thousand', {
      title: 'Check a thousand addresses',
      turn: 20,
      messages: 41,
      dispatchedTurn: 20,
      usage: { inputTokens: 812_344, outputTokens: 40_211, cachedTokens: 0, modelCalls: 21, costUsd: 3.41, tasks: 1_000, fabrications: 0 },
    });
    const tasks = Array.from({ length: 20 }, (_, turn) =>
      Array.from({ length: 50 }, (_unused, index) =>
        task(run, turn + 1, index, index === 13 ? { status: 'FAILED', error: { code: 'AGENT_FAILED', message: 'no such street' } } : {}),
      ),
    ).flat();
    await stored().put('worker-state', tasks);
    await stored().put('orchestration', [run, ...Array.from({ length: 41 }, (_, index) => message(run, index, [{ type: 'text', text: `message ${index}` }]))]);
    const begun = Date.now();
    await goTo(page, '#/runs/o-thousand');
    await page.locator('button.bar-row').first().waitFor();
    figures['thousandTasksOpenMs'] = Date.now() - begun;
    expect(await page.locator('button.bar-row').count()).toBeLessThan(60);
    // Scrolls through all of it, a little each frame, and notes how long each frame took.
    const frames = (await page.evaluate(`new Promise((resolve) => {
      const rows = document.querySelector('.rows');
      const took = [];
      let last = performance.now();
      const step = () => {
        const now = performance.now();
        took.push(now - last);
        last = now;
        rows.scrollTop += 180;
        if (rows.scrollTop + rows.clientHeight >= rows.scrollHeight - 1) resolve(took.slice(1));
        else requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    })`)) as readonly number[];
    const sorted = frames.toSorted((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
    const late = frames.filter((ms) => ms > 34).length;
    figures['thousandTasksScroll'] = {
      frames: frames.length,
      medianMs: middle,
      p95Ms: sorted[Math.floor(sorted.length * 0.95)],
      slowestMs: sorted.at(-1),
      over34Ms: late,
    };
    expect(frames.length).toBeGreaterThan(100);
    // At 60 frames a second 16.7; twice that is left for a busy machine.
    expect(middle).toBeLessThan(40);
    // The last task of the last turn is in sight: the 50th.
    await page
      .locator('button.bar-row')
      .last()
      .getByText(`agent-${49 % 7}`)
      .waitFor();
    // By keyboard as well: the arrow goes from task to task.
    const visible = page.locator('button.bar-row');
    await visible.nth((await visible.count()) - 12).focus();
    const agent = async (): Promise<number> => Number(/agent-(\d)/u.exec(String(await page.evaluate('document.activeElement.title')))?.[1]);
    const before = await agent();
    await page.keyboard.press('ArrowDown');
    expect(await agent()).toBe((before + 1) % 7);
  });
});

describe('when the server goes away', () => {
  it('says so, comes back by itself, and shows what it has missed', async () => {
    await goTo(page, '#/runs');
    await page.getByText('pixel-11', { exact: true }).first().waitFor();
    const { port } = world.console.address;
    await world.console.close();
    await page.getByText('Reconnecting…').waitFor();
    await stored().put('orchestration', [head('o-missed', { title: 'happened meanwhile' })]);
    again = await startConsole({ endpoints: world.arbiter.endpoints });
    expect(again.address).toEqual({ port, token: world.console.address.token });
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByText('happened meanwhile').waitFor();
    await stored().put('orchestration', [head('o-after', { title: 'happened afterwards' })]);
    await page.getByText('happened afterwards').waitFor();
  });

  it('resumes after a short break with exactly what was missed, and reads all again after another server', async () => {
    const { port, token } = (again ?? world.console).address;
    const first = await listen(port, token, undefined, 1);
    expect(first.map(({ data }) => data.type)).toEqual(['resync']);
    await stored().put('orchestration', [head('o-resume-1')]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await stored().put('orchestration', [head('o-resume-2')]);
    const missed = await listen(port, token, first[0]?.id, 2);
    expect(missed.map(({ data }) => data.run?.orchestrationId)).toEqual(['o-resume-1', 'o-resume-2']);
    expect(await listen(port, token, missed[0]?.id, 1)).toEqual([missed[1]]);
    expect((await listen(port, token, 'another-1', 1)).map(({ data }) => data.type)).toEqual(['resync']);
  });
});

interface Told {
  readonly id: string;
  readonly data: { readonly type: string; readonly run?: { readonly orchestrationId: string } };
}

/** The first changes of runs, or the order to read again, that the stream tells. */
async function listen(port: number, token: string, last: string | undefined, wanted: number): Promise<readonly Told[]> {
  const leaving = new AbortController();
  const response = await fetch(`http://127.0.0.1:${port}/api/stream`, {
    headers: { authorization: `Bearer ${token}`, ...(last !== undefined && { 'last-event-id': last }) },
    signal: AbortSignal.any([leaving.signal, AbortSignal.timeout(5_000)]),
  });
  const told: Told[] = [];
  let text = '';
  const reader = (response.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream()).getReader();
  while (told.length < wanted) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const [, id, data] = /^id: (.*)\ndata: (.*)$/u.exec(part) ?? [];
      if (id !== undefined && data !== undefined && /"type":"(run|resync)"/u.test(data)) told.push({ id, data: JSON.parse(data) });
    }
  }
  leaving.abort();
  return told;
}
