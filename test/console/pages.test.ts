/** Every page's main flow in a real browser, by hand and by keyboard; accessibility in both themes; the screenshots of the README. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localName } from '../../infra/local/arbiter.ts';
import { replay, type Recorded } from '../simulation/shrink.ts';
import { goTo, openBrowser } from './browser.ts';
import { head, message, Stored, task } from './stored.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let browser: Browser;
let page: Page;
const problems: string[] = [];
const parallel = 'What is 17 % of 2,340, and how many kilometres are 26.2 miles?';

beforeAll(async () => {
  [world, browser] = await Promise.all([createWorld(), openBrowser()]);
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (entry) => {
    // Chromium tells of refusals (404 of a run that is not there, 409 of a version that is not there) as errors: both are asked for below.
    if (entry.type() === 'error' && !/status of (404|409)/u.test(entry.text())) problems.push(entry.text());
  });
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** How long a page may take on a busy machine. */
const patience = { timeout: 15_000 };
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const button = (name: string | RegExp) => page.getByRole('button', { name });
/** The button that answers a dialog. */
const confirm = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });

async function putEvent(source: string, detail: object): Promise<void> {
  const client = new EventBridgeClient();
  await client.send(new PutEventsCommand({ Entries: [{ EventBusName: localName(), Source: source, DetailType: source, Detail: JSON.stringify(detail) }] }));
  client.destroy();
}

describe('a first visit', () => {
  it('says how to get in when the link has no token', async () => {
    await page.goto(world.console.link.replace(/#.*/u, ''));
    await heading('Open the console from your terminal').waitFor();
  });

  it('takes the token out of the address, explains the empty list, and runs an example with one click', async () => {
    await page.goto(world.console.link);
    await page.reload();
    await page.getByRole('heading', { name: 'Nothing has run yet' }).waitFor();
    expect(page.url()).toMatch(/#\/runs$/u);
    await page.getByRole('button', { name: parallel }).last().click();
    await page.getByRole('region', { name: 'Answer' }).getByText('397.8').first().waitFor();
    expect(await page.getByRole('button', { name: /succeeded/u }).allInnerTexts()).toHaveLength(2);
  });
});

describe('runs', () => {
  it('checks what is typed against the contract before it is sent', async () => {
    await goTo(page, '#/runs');
    await page.getByLabel('What should be done?').fill('What is 2 + 2?');
    await button('Options').click();
    await page.getByLabel(/More of the request/u).fill('{ "budget": { "turns": 0 } }');
    await page.getByRole('form').getByText('/budget/turns').waitFor();
    expect(await button('Run').isDisabled()).toBe(true);
    await page.getByLabel(/More of the request/u).fill('{ "budget": ');
    await page.getByText('the options are not JSON').waitFor();
    await page.getByLabel(/More of the request/u).fill('{ "budget": { "turns": 5 } }');
    await page.getByText('fits task.request v1').waitFor();
    await button('Run').click();
    await page.getByRole('region', { name: 'Answer' }).getByText('4').first().waitFor();
    await page.getByText('of 5', { exact: true }).waitFor();
  });

  it('filters by status and by words, and says when nothing fits', async () => {
    await goTo(page, '#/runs');
    const rows = page.locator('.list.runs > li > a');
    await expect.poll(() => rows.count(), patience).toBe(2);
    await button(/^Failed/u).click();
    await page.getByText('No run is like that.').waitFor();
    await button(/^Completed/u).click();
    await page.getByLabel('Find by task or id').fill('KILOMETRES');
    await expect.poll(() => rows.count(), patience).toBe(1);
    await page.getByLabel('Find by task or id').fill('nothing at all');
    await button('Clear the search').click();
    await expect.poll(() => rows.count(), patience).toBe(2);
  });
});

describe('a run', () => {
  it('shows what a task was given and gave back', async () => {
    await goTo(page, '#/runs');
    await page
      .getByRole('link', { name: /kilometres/u })
      .last()
      .click();
    await button(/calculator/u).click();
    const panel = page.getByRole('region', { name: 'Task of calculator' });
    await panel.getByRole('region', { name: 'Input' }).getByText('"17 % of 2,340"').waitFor();
    await panel.getByRole('region', { name: 'Result' }).getByText('397.8').first().waitFor();
    await button('Close').click();
    expect(await panel.count()).toBe(0);
  });

  it('replays from the record and comes to the same decisions', async () => {
    await button('Replay from the record').click();
    await page.getByText('Same decisions').waitFor();
    expect(await page.locator('.steps li').count()).toBeGreaterThan(2);
  });

  it('forks at a turn with another task, and says that the model is called', async () => {
    await button('Fork here…').first().click();
    await page.getByText('From turn 1 on the model is called and agents run again.').waitFor();
    await page.getByLabel('Ask for this instead (optional)').fill('What is 6 * 7?');
    await button('Fork and run').click();
    await page.getByRole('region', { name: 'Answer' }).getByText('42').first().waitFor();
    await page.getByText('Forked from').waitFor();
  });

  it('says when its cost is not known, and when a guardrail spoke instead of the model', async () => {
    const run = head('o-unpriced', { title: 'Ask what is blocked', outcome: 'blocked', messages: 2, turn: 0 });
    await new Stored().put('orchestration', [
      { ...run, usage: { ...run.usage, unpricedCalls: 2 } },
      message(run, 0, [{ type: 'text', text: 'Ask what is blocked' }]),
      message(run, 1, [{ type: 'text', text: 'I cannot talk about that.' }]),
    ]);
    await goTo(page, '#/runs');
    await page.locator('.list.runs > li > a', { hasText: 'Ask what is blocked' }).getByText('unknown').waitFor();
    await goTo(page, '#/runs/o-unpriced');
    await page.getByTitle('2 model calls, 2 of a price that is not known (--prices)').getByText('unknown').waitFor();
    await page.getByRole('region', { name: 'Answer' }).getByText('Blocked by a guardrail').waitFor();
  });

  it('says why it waits, and cancels', async () => {
    const stored = new Stored();
    const now = Date.now();
    const run = head('o-waiting', {
      title: 'Compare the three price lists and say which is cheapest',
      status: 'WAITING',
      turn: 1,
      messages: 2,
      createdAt: now - 9_000,
      updatedAt: now - 8_000,
      endedAt: undefined as never,
      announced: undefined as never,
      wakeAt: now + 600_000,
      due: '0',
      deadlineAt: now + 900_000,
    });
    const open = { deadlineAt: now + 700_000, endedAt: undefined as never, createdAt: now - 8_000 };
    await stored.put('worker-state', [
      task(run, 1, 0, { ...open, agentId: 'csv-statistics', status: 'RUNNING', startedAt: now - 6_000, attempt: 2, leaseUntil: now + 60_000 }),
      task(run, 1, 1, { ...open, agentId: 'text-compare', status: 'CREATED', attempt: 0, startedAt: undefined as never }),
      task(run, 1, 2, { agentId: 'json-query', createdAt: now - 8_000, startedAt: now - 7_600, endedAt: now - 5_000 }),
    ]);
    await stored.put('orchestration', [
      message(run, 0, [{ type: 'text', text: run.title }], now - 9_000),
      message(run, 1, [{ type: 'toolUse', toolUseId: 'use0', name: 'csv-statistics', input: {} }], now - 8_000),
      run,
    ]);
    await goTo(page, '#/runs/o-waiting');
    const why = page.getByRole('region', { name: 'Why is it waiting?' });
    await why.getByText('Waiting for 2 tasks: 1 running, 1 queued').waitFor();
    await why.getByText(/csv-statistics has been running for .*, try 2\./u).waitFor();
    await picture('run-waiting');
    await button('Cancel…').click();
    await page.getByLabel('Why (optional)').fill('wrong files');
    await button('Cancel the run').click();
    await page.locator('.facts').getByText('cancelled').waitFor();
    await page.getByText('wrong files').waitFor();
  });

  it('tells of a run that is not there', async () => {
    await goTo(page, '#/runs/o-none');
    await heading('Not there, or not yet').waitFor();
  });

  it('pairs each tool use with its result in the conversation and marks it as untrusted', async () => {
    await goTo(page, '#/runs');
    await page
      .getByRole('link', { name: /kilometres/u })
      .last()
      .click();
    await page.getByRole('link', { name: 'Conversation' }).click();
    const pairs = page.locator('.tool-use');
    await expect.poll(() => pairs.count(), patience).toBe(2);
    expect(await pairs.getByText('untrusted').count()).toBe(2);
    await pairs.nth(1).getByRole('region', { name: 'Result of unit-converter' }).getByText('42.164').first().waitFor();
  });

  it('forks with another result in the place of an agent, and goes on from there', async () => {
    await button('Fork with another result…').first().click();
    await page.getByText('From turn 2 on the model is called and agents run again.').waitFor();
    await page.getByLabel('The agent says instead').fill('{"result":1,"exact":"1","summary":"it is one"}');
    await button('Fork and run').click();
    await page.getByRole('region', { name: 'Answer' }).getByText('it is one').first().waitFor();
    // Only the second turn was asked again: the tasks of the first are not run twice.
    expect(await page.locator('.row.turn').count()).toBe(1);
  });
});

describe('agents', () => {
  it('shows code, versions side by side and what the checks found', async () => {
    const stored = new Stored();
    const code = (rate: string, more: string): string =>
      `/** Adds value added tax to a net price. */\nexport default function handler(input) {\n  const rate = ${rate};\n${more}  const gross = input.net * (1 + rate);\n  return { gross: Math.round(gross * 100) / 100 };\n}\n`;
    await stored.version('vat-calculator', 'v1', code('0.19', ''), 'Adds value added tax to a net price.');
    await stored.version(
      'vat-calculator',
      'v2',
      code('input.rate ?? 0.19', '  if (rate < 0) throw new Error("a rate below 0");\n'),
      'Adds value added tax to a net price, at any rate.',
    );
    await goTo(page, '#/agents');
    await page.getByLabel('Find by name or skill').fill('tax');
    await page.getByRole('link', { name: /vat-calculator/u }).click();
    await page.getByText('dry run: 14 ms, result fits').waitFor();
    await page.getByRole('region', { name: 'Code of vat-calculator v2' }).waitFor();
    await page.getByLabel('Compare with').selectOption('v1');
    const difference = page.getByRole('region', { name: 'Difference between v1 and v2' });
    await difference.getByText('a rate below 0').waitFor();
    expect(await difference.locator('td.added').count()).toBe(2);
    expect(await difference.locator('td.removed').count()).toBe(1);
    expect((await difference.locator('.added mark').allInnerTexts()).join('')).toContain('input.rate');
    await picture('agent');
  });

  it('suspends, activates and rolls back', async () => {
    const title = page.getByRole('heading', { level: 1 });
    await button('Suspend…').click();
    await confirm('Suspend').click();
    await title.getByText('inactive').waitFor();
    await button('Activate…').click();
    await confirm('Activate').click();
    await title.getByText(/^●\s?active$/u).waitFor();
    await button('Roll back…').click();
    await confirm('Roll back').click();
    await page.locator('.facts').getByText('v1', { exact: true }).waitFor();
    await button('Roll back…').click();
    await confirm('Roll back').click();
    await page.getByRole('alert').getByText('has no version before v1').waitFor();
    await confirm('Back').click();
  });
});

describe('events', () => {
  it('tells valid events from others, with the contract and who reads it', async () => {
    await goTo(page, '#/events');
    await page.locator('.list.events').getByText('orchestration.completed').first().waitFor();
    await putEvent('task.completion', { orchestration_id: 'o-none', node: 'x' });
    await putEvent('somebody.else', { free: true });
    await page.getByText('no contract').waitFor();
    await button(/problem.*task\.completion/u).click();
    const detail = page.getByRole('region', { name: 'Event', exact: true });
    await detail.getByText('/agent_use_id').waitFor();
    await detail.getByText('supervisor').waitFor();
    await detail.getByRole('link', { name: 'task-completion' }).waitFor();
    await picture('events');
  });

  it('filters, and holds still while it is paused', async () => {
    await page.getByLabel('Type').selectOption('somebody.else');
    const rows = page.locator('.list.events > li');
    expect(await rows.count()).toBe(1);
    await button('Pause').click();
    await putEvent('somebody.else', { free: 2 });
    await button(/Resume \(1 new one\)/u).click();
    await expect.poll(() => rows.count(), patience).toBe(2);
  });
});

describe('queues', () => {
  it('shows dead letters with why they died, and redrives them', async () => {
    const stored = new Stored();
    await stored.send('inbox-dead-letter', JSON.stringify({ kind: 'wake' }));
    await stored.send(
      'undelivered',
      JSON.stringify({
        version: '0',
        id: 'b1f2c3d4-0000-4000-8000-000000000001',
        time: '2026-11-24T09:00:00Z',
        source: 'task.request',
        'detail-type': 'task.request',
        detail: { task: 'What is 3 + 4?', orchestrationId: 'o-redriven' },
      }),
      {
        ERROR_CODE: 'NO_PERMISSIONS',
        ERROR_MESSAGE: 'the queue policy refuses the rule',
      },
    );
    await goTo(page, '#/queues');
    await page.getByText('2 dead letters').waitFor();
    await page.getByRole('link', { name: /^inbox-dead-letter/u }).click();
    await page.getByText(/not a valid/u).waitFor();
    await page.getByRole('link', { name: /^undelivered/u }).click();
    await page.getByText('a rule could not deliver it: NO_PERMISSIONS, the queue policy refuses the rule').waitFor();
    await picture('queues');
    await button('Redrive…').click();
    await button('Redrive 1 message').click();
    await page.getByText('No dead letters: nothing needs you here.').waitFor();
    await goTo(page, '#/runs/o-redriven');
    await page.getByRole('region', { name: 'Answer' }).getByText('7').first().waitFor();
  });
});

describe('contracts', () => {
  it('explains an event with its fields, and who sends and reads it', async () => {
    await goTo(page, '#/contracts');
    await page.getByRole('link', { name: 'task-completion', exact: true }).click();
    await heading('Contracts').waitFor();
    await page.getByRole('heading', { level: 2, name: 'task-completion' }).waitFor();
    expect(await page.getByRole('region', { name: 'Fields' }).getByText('agent_use_id').count()).toBe(1);
    await goTo(page, '#/contracts/orchestration');
    await page.getByRole('region', { name: 'Fields' }).getByText('dispatchedTurn').waitFor();
    await goTo(page, '#/contracts/none');
    await page.getByText('There is no such contract').waitFor();
  });
});

describe('the fault lab', () => {
  it('steps through a calm run, lets a process die, and exports the tape', async () => {
    await goTo(page, '#/lab');
    await page.getByText('every invariant holds').waitFor();
    await page
      .getByRole('button', { name: /store\.create$/u })
      .first()
      .click();
    await page
      .getByRole('region', { name: 'What can go wrong here' })
      .getByRole('button', { name: /store\.create: crashAfter/u })
      .click();
    await page.getByRole('list', { name: 'Faults put in' }).getByText('store.create: crashAfter').waitFor();
    await page.getByRole('status').getByText('every invariant holds').waitFor();
    await page.locator('.trace').getByText('store.create: crashAfter').waitFor();
    await picture('lab');
    const [file] = await Promise.all([page.waitForEvent('download'), button('Export the tape as a test').click()]);
    const recorded = JSON.parse(readFileSync(await file.path(), 'utf8')) as Recorded;
    // The simulator itself, outside the page, comes to the same run.
    const { trace, violation } = await replay(recorded, true);
    expect(violation).toBeUndefined();
    expect(trace?.some((line) => line.endsWith('store.create: crashAfter'))).toBe(true);
    await button('Take back').click();
    await expect.poll(() => page.locator('.trace').getByText('crashAfter').count(), patience).toBe(0);
  });
});

describe('by keyboard alone', () => {
  it('asks for a task, opens its run, looks at a task and comes back', async () => {
    await goTo(page, '#/runs');
    await page.reload();
    await page.getByLabel('What should be done?').waitFor();
    const focused = async (): Promise<string> =>
      String(await page.evaluate('document.activeElement === document.body ? "" : document.activeElement.innerText || document.activeElement.id'));
    const tabTo = async (what: RegExp): Promise<void> => {
      for (let presses = 0; presses < 60; presses++) {
        if (what.test(await focused())) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`60 presses of Tab do not reach ${what}`);
    };
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('Runs');
    await tabTo(/^task$/u);
    await page.keyboard.type('Convert 5 miles to kilometres');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('region', { name: 'Answer' }).getByText('8.04').first().waitFor();
    // A new page takes the focus, so that a screen reader says where one is.
    expect(await focused()).toBe('Convert 5 miles to kilometres');
    await tabTo(/unit-converter/u);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Task of unit-converter' }).waitFor();
    await tabTo(/Fork…/u);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await tabTo(/^Close|✕$/u);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Tab');
    await page.getByRole('link', { name: 'Runs', exact: true }).first().focus();
    await page.keyboard.press('Enter');
    await heading('Runs').waitFor();
  });
});

describe('for everybody', () => {
  const places = async (): Promise<Readonly<Record<string, string>>> => {
    const runs = await world.call<readonly { orchestrationId: string; title: string }[]>('GET', 'runs');
    const id = runs.findLast(({ title }) => title === parallel)?.orchestrationId ?? '';
    return {
      runs: '#/runs',
      run: `#/runs/${id}`,
      conversation: `#/runs/${id}/conversation`,
      agents: '#/agents',
      agent: '#/agents/vat-calculator',
      events: '#/events',
      queues: '#/queues/inbox-dead-letter',
      contracts: '#/contracts/task-request',
      lab: '#/lab',
      nowhere: '#/nowhere',
    };
  };

  it.each(['light', 'dark'] as const)('has no serious accessibility finding on any page, %s', async (colorScheme) => {
    const { source } = createRequire(import.meta.url)('axe-core') as { readonly source: string };
    // The policy refuses the scanner as it refuses any script: it is off in this context only.
    const context = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width: 1280, height: 800 } });
    const scanned = await context.newPage();
    await scanned.goto(world.console.link);
    await scanned.addScriptTag({ content: source });
    const found: string[] = [];
    for (const [name, hash] of Object.entries(await places())) {
      await goTo(scanned, hash);
      await scanned.locator('main h1').waitFor();
      if (name === 'run') await scanned.locator('button.bar-row').first().click();
      if (name === 'events') await scanned.locator('.events button').first().click();
      await scanned.waitForTimeout(250);
      found.push(...(await findings(scanned)).map((finding) => `${name}: ${finding}`));
    }
    await context.close();
    expect(found).toEqual([]);
  });

  it('fits a narrow window: nothing but wide tables scrolls sideways', async () => {
    await page.setViewportSize({ width: 420, height: 860 });
    const wide: string[] = [];
    for (const [name, hash] of Object.entries(await places())) {
      await goTo(page, hash);
      await page.locator('main h1').waitFor();
      await page.waitForTimeout(150);
      const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
      if (width > 420) wide.push(`${name}: ${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(wide).toEqual([]);
  });

  it('is pictured in the README', async () => {
    for (const [name, hash] of Object.entries(await places())) {
      if (name === 'nowhere' || name === 'lab' || name === 'agent' || name === 'events' || name === 'queues') continue;
      await goTo(page, hash);
      await page.locator('main h1').waitFor();
      if (name === 'run') await page.locator('button.bar-row').first().click();
      await page.waitForTimeout(250);
      await picture(name);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    await goTo(page, (await places())['run'] ?? '');
    await page.locator('button.bar-row').first().waitFor();
    await picture('run-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(problems).toEqual([]);
  });
});

/** Serious and critical findings of axe. */
async function findings(scanned: Page): Promise<readonly string[]> {
  const result = (await scanned.evaluate(
    'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html, failureSummary }) => html + " " + failureSummary) })))',
  )) as readonly { readonly id: string; readonly impact: string; readonly nodes: readonly string[] }[];
  return result.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).join(' | ')}`);
}

/** Keeps a picture of the page when asked to: `UPDATE_SCREENSHOTS=1 npx vitest run test/console/pages.test.ts`. */
async function picture(name: string): Promise<void> {
  if (process.env['UPDATE_SCREENSHOTS'] === undefined) return;
  const folder = path.resolve(import.meta.dirname, '../../infra/console/screenshots');
  mkdirSync(folder, { recursive: true });
  await page.mouse.move(0, 0);
  // Colours fade in for a moment after the theme or the pointer has changed.
  await page.waitForTimeout(250);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
