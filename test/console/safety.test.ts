/** Who may speak to the console, and what hostile text can do in it: nothing. */
import http from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goTo, openBrowser } from './browser.ts';
import { head, message, Stored, task } from './stored.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let browser: Browser;
beforeAll(async () => {
  [world, browser] = await Promise.all([createWorld(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/** A request with exactly these headers. */
function request(method: string, path: string, headers: Readonly<Record<string, string>> = {}, body = ''): Promise<Answer> {
  const { port } = world.console.address;
  return new Promise((resolve, reject) => {
    const sent = http.request({ host: '127.0.0.1', port, method, path, setHost: false, headers: { host: `127.0.0.1:${port}`, ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.on('error', reject).end(body);
  });
}

describe('the door', () => {
  const bearer = (): Readonly<Record<string, string>> => ({ authorization: `Bearer ${world.console.address.token}` });

  it('listens on the loopback interface and puts the token into the fragment only', () => {
    expect(world.console.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{32}$/u);
  });

  it('lets in who has the token', async () => {
    expect((await request('GET', '/api/runs', bearer())).status).toBe(200);
  });

  it.each(['/api/runs', '/api/stream', '/api/agents', '/api/contracts', '/api/payloads/abc'])(
    'refuses %s without the token, with another and with a longer one',
    async (path) => {
      const { token } = world.console.address;
      const wrong = [{}, { authorization: 'Bearer x' }, { authorization: `Bearer ${token}x` }, { authorization: token }, { cookie: `token=${token}` }];
      expect(await Promise.all(wrong.map(async (headers) => (await request('GET', path, headers as Record<string, string>)).status))).toEqual([
        401, 401, 401, 401, 401,
      ]);
    },
  );

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example', ''])(
    'refuses the host "%s", even with the token (DNS rebinding)',
    async (host) => {
      for (const path of ['/', '/main.js', '/api/runs']) expect((await request('GET', path, { ...bearer(), host })).status).toBe(403);
    },
  );

  it.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'http://localhost.evil.example'])(
    'refuses writes and reads from the origin %s',
    async (origin) => {
      expect((await request('POST', '/api/runs', { ...bearer(), origin }, '{"task":"x"}')).status).toBe(403);
      expect((await request('GET', '/api/runs', { ...bearer(), origin })).status).toBe(403);
    },
  );

  it('refuses a write that a browser says comes from another site', async () => {
    expect((await request('POST', '/api/runs', { ...bearer(), 'sec-fetch-site': 'cross-site' }, '{"task":"x"}')).status).toBe(403);
  });

  it('sends strict headers with every answer and allows no other origin', async () => {
    for (const path of ['/', '/main.js', '/api/runs', '/nowhere']) {
      const { headers } = await request('GET', path);
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    }
  });

  it('says what is wrong with a request, and survives it', async () => {
    const refused = async (path: string, body: string): Promise<readonly [number, string]> => {
      const { status, text } = await request('POST', path, bearer(), body);
      return [status, String(JSON.parse(text).error)];
    };
    expect(await refused('/api/runs', 'not json')).toEqual([400, 'the body is not JSON']);
    expect(await refused('/api/runs', '[1]')).toEqual([400, 'the body has to be a JSON object']);
    expect(await refused('/api/runs', '{"task":""}')).toEqual([400, 'the request does not fit the contract of task.request']);
    expect(await refused('/api/runs/none/replay', '{}')).toEqual([404, 'there is no orchestration "none"']);
    expect(await refused('/api/queues/inbox/redrive', '{}')).toEqual([404, 'the queue "inbox" holds no dead letters']);
    expect(await refused('/api/agents/none/suspend', '{}')).toEqual([409, 'there is no agent "none": list the agents to see their names']);
    expect((await request('GET', '/api/runs/%E0%A4%A', bearer())).status).toBe(400);
    expect((await request('GET', '/api/nothing', bearer())).status).toBe(404);
    expect((await request('GET', '/../../package.json', bearer())).status).toBe(404);
  });
});

/** Texts that have broken pages; each would call `hacked`. */
const corpus: readonly string[] = [
  '<script>hacked()</script>',
  '<img src=x onerror=hacked()>',
  '"><svg onload=hacked()>',
  "'-hacked()-'",
  '</textarea><script>hacked()</script>',
  '</code></pre><iframe srcdoc="<script>parent.hacked()</script>"></iframe>',
  'javascript:hacked()',
  '<a href="javascript:hacked()" autofocus onfocus=hacked()>x</a>',
  '{{constructor.constructor("hacked()")()}}',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=hacked()&gt;">',
  '<style>@import "http://evil.example/x.css";body{background:url(http://evil.example)}</style>',
  '\u202Etxt.exe\u2066<b>bidi</b>',
  '<template><img src=x onerror=hacked()></template><details open ontoggle=hacked()>',
];

describe('hostile text', () => {
  const id = 'o-hostile';
  const all = corpus.join('\n');
  const strange = '<img src=x onerror=hacked()>';
  beforeAll(async () => {
    const stored = new Stored();
    const run = head(id, { title: all.slice(0, 120), reason: { code: strange, message: all }, requestedBy: strange, status: 'FAILED' });
    await stored.put('orchestration', [
      run,
      message(run, 0, [
        { type: 'text', text: all },
        { type: 'attachment', name: strange, bytes: 9, sha256: '0'.repeat(64), preview: all },
      ]),
      message(run, 1, [
        { type: 'text', text: all },
        ...corpus.map((text, index) => ({ type: 'toolUse', toolUseId: `use${index}`, name: strange, input: { [text]: text } })),
        { type: 'opaque', value: { text: all } },
      ]),
      message(
        run,
        2,
        corpus.map((text, index) => ({ type: 'toolResult', toolUseId: `use${index}`, status: index % 2 === 0 ? 'success' : 'error', text })),
      ),
    ]);
    await stored.put(
      'worker-state',
      corpus.map((text, index) =>
        task(run, 1, index, { agentId: text.slice(0, 60), input: JSON.stringify({ text }), result: JSON.stringify(text), error: { code: 'X', message: text } }),
      ),
    );
    await stored.version('hostile', 'v1', `${all}\nconst a = 1;`, all);
    await stored.version('hostile', 'v2', `${all}\nconst a = "${strange}";`, all);
    // A row of another writer may have any name.
    await stored.version(strange, 'v1', all, all);
    await stored.send('inbox-dead-letter', JSON.stringify({ text: all }), {
      ERROR_MESSAGE: all.slice(0, 250).replaceAll('\u202E', '').replaceAll('\u2066', ''),
    });
  });

  it('stays text on every page, and no page breaks its content security policy', async () => {
    const context = await browser.newContext();
    const asked: string[] = [];
    await context.route(/.*/u, (route) => {
      asked.push(route.request().url());
      return route.continue();
    });
    const page = await context.newPage();
    const problems = watch(page);
    await page.addInitScript(
      'window.hacked = () => { window.wasHacked = true; }; addEventListener("securitypolicyviolation", (event) => console.error("policy: " + event.violatedDirective + " " + event.blockedURI));',
    );
    await page.goto(world.console.link);
    await page.getByLabel('What should be done?').fill(all);
    await page.getByRole('button', { name: 'Options' }).click();
    const open = async (hash: string, sign: string): Promise<void> => {
      await goTo(page, hash);
      await page.getByText(sign, { exact: false }).first().waitFor();
    };
    await open(`#/runs/${id}`, 'hacked');
    await page
      .getByRole('button', { name: /hacked/u })
      .first()
      .click();
    await page.getByRole('region', { name: 'Result', exact: true }).waitFor();
    await open(`#/runs/${id}/conversation`, 'attachment');
    await page.getByText('reasoning that only the model reads').click();
    await open('#/agents', strange);
    await open(`#/agents/${encodeURIComponent(strange)}`, 'None is recorded');
    await open('#/agents/hostile', 'Compare with');
    await page.getByRole('region', { name: /^Code of/u }).waitFor();
    await page.getByLabel('Compare with').selectOption('v1');
    await page.getByRole('region', { name: /^Difference/u }).waitFor();
    await open('#/queues/inbox-dead-letter', 'a rule could not deliver it');
    await page.locator('summary').first().click();
    await open(`#/${encodeURIComponent(strange)}/${encodeURIComponent(all)}`, 'There is no such page');
    // A task with all of it goes through the whole system and back.
    await goTo(page, '#/runs');
    await page.getByLabel('What should be done?').fill(`${corpus[0]} ${corpus[1]} What is 2 + 2?`);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('heading', { level: 1 }).getByText('hacked').waitFor();
    await goTo(page, '#/events');
    await page.locator('.events button').first().click();
    await page.getByRole('region', { name: 'Detail' }).waitFor();

    expect(await page.evaluate('window.wasHacked')).toBeUndefined();
    expect(await page.locator('main script, main img, main iframe, main style, main svg, main math').count()).toBe(0);
    expect(problems).toEqual([]);
    expect(asked.filter((url) => !url.startsWith(`http://127.0.0.1:${world.console.address.port}/`))).toEqual([]);
    await context.close();
  });
});

/** What the page complains of: errors, and violations of its policy. */
function watch(page: Page): readonly string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (entry) => {
    if (entry.type() === 'error') problems.push(entry.text());
  });
  return problems;
}
