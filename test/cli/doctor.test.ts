/** What doctor finds and how it says to mend it. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createHttp2Server, type ServerHttp2Session } from 'node:http2';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkNode, checkPorts, checkStateDirectory, checkTableEngine } from '../../infra/cli/doctor/machine.ts';
import { StateDirectory } from '../../infra/local/state-directory.ts';
import { ChatError } from '../local/openai/chat-request.ts';
import { serveModel } from '../local/bedrock/served-model.ts';
import { startChatServer } from '../local/openai/chat-server.ts';
import { CommandLine, endAll, finished, root } from './command.ts';

process.env['OPENAI_API_KEY'] = 'sk-test-0123456789';
const closing: (() => void)[] = [];
afterEach(() => {
  endAll();
  for (const close of closing.splice(0)) close();
});

const folder = () => mkdtempSync(path.join(tmpdir(), 'arbiter-doctor-'));

it('finds an old Node', () => {
  expect(checkNode('20.11.0')).toMatchObject({ state: 'broken', mend: expect.stringContaining('npm ci') });
  expect(checkNode('24.1.0')).toMatchObject({ state: 'ok' });
});

it('finds a table engine that is missing or cannot be run', () => {
  expect(checkTableEngine(undefined)).toBeDefined();
  const file = path.join(folder(), 'dynoxide');
  writeFileSync(file, '');
  chmodSync(file, 0o644);
  expect(checkTableEngine(file)).toMatchObject({ state: 'broken', mend: expect.stringContaining('chmod') });
});

it('finds a port that another program has', async () => {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  expect(await checkPorts(folder(), (server.address() as AddressInfo).port)).toMatchObject({
    state: 'note',
    found: expect.stringContaining('taken by another program'),
  });
});

describe('the state directory', () => {
  it('is broken when another process that does not answer has it', async () => {
    const directory = folder();
    const owned = await StateDirectory.own(directory);
    closing.push(() => owned.release());
    expect((await checkStateDirectory(directory))[0]).toMatchObject({
      state: 'broken',
      found: expect.stringContaining('locked'),
      mend: expect.stringContaining('--state'),
    });
  });

  it('is broken where there is a file', async () => {
    const file = path.join(folder(), 'state');
    writeFileSync(file, '');
    expect((await checkStateDirectory(path.join(file, 'below')))[0]).toMatchObject({ state: 'broken' });
  });

  it('is well when it is free, and is left as it was when it does not exist', async () => {
    const directory = folder();
    mkdirSync(path.join(directory, 'there'));
    expect((await checkStateDirectory(path.join(directory, 'there')))[0]).toMatchObject({ state: 'ok' });
    expect((await checkStateDirectory(path.join(directory, 'not', 'there')))[0]).toMatchObject({
      state: 'ok',
      found: expect.stringContaining('will be created'),
    });
  });
});

describe('model access', () => {
  /** Answers Converse with a status and an error type, or with a word. */
  async function doctor(error: readonly [number, string, string] | undefined) {
    // The client of Bedrock speaks HTTP/2.
    const server = createHttp2Server((request, response) => {
      request.resume();
      request.on('end', () => {
        if (error === undefined)
          response.writeHead(200, { 'content-type': 'application/json' }).end(
            JSON.stringify({
              output: { message: { role: 'assistant', content: [{ toolUse: { toolUseId: 't1', name: 'report_ready', input: { ready: true } } }] } },
              stopReason: 'tool_use',
              usage: { inputTokens: 8, outputTokens: 1, totalTokens: 9 },
              metrics: { latencyMs: 1 },
            }),
          );
        else response.writeHead(error[0], { 'content-type': 'application/json', 'x-amzn-errortype': error[1] }).end(JSON.stringify({ message: error[2] }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const sessions: ServerHttp2Session[] = [];
    server.on('session', (session) => void sessions.push(session));
    closing.push(() => {
      for (const session of sessions) session.destroy();
      server.close();
    });
    const { code, findings } = await askedAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'supervisor=anthropic.claude-x-v1:0');
    return { code, found: findings.find(({ check }) => check === 'model access') };
  }

  /** Doctor for somebody with credentials, whose Bedrock is at this address. */
  async function askedAt(url: string, model: string, more: Readonly<Record<string, string>> = {}) {
    const state = folder();
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', path.join(root, 'infra/cli/arbiter.js'), 'doctor', '--json', '--model', model],
      {
        env: {
          PATH: process.env['PATH'],
          HOME: state,
          ARBITER_STATE: state,
          AWS_REGION: 'eu-west-1',
          AWS_ACCESS_KEY_ID: 'somebody',
          AWS_SECRET_ACCESS_KEY: 'secret',
          AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
          ...more,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const { code, stdout } = await finished(child);
    const { findings } = JSON.parse(stdout) as {
      readonly findings: readonly { readonly check: string; readonly state: string; readonly found: string; readonly mend?: string }[];
    };
    return { code, findings };
  }

  it('is asked as the functions ask: streamed where the fabricator does, with the guardrail; each that stands in too', async () => {
    const seen: (readonly [string, string | undefined])[] = [];
    await using served = await serveModel(
      {
        answer: (modelId, request) => {
          seen.push([modelId, request.guardrailConfig?.guardrailIdentifier]);
          if (modelId.startsWith('second')) return { failure: 'AccessDeniedException', message: 'not enabled' };
          return { content: [{ toolUse: { toolUseId: 't1', name: 'report_ready', input: { ready: true } } }] };
        },
      },
      { guardrails: { gr1: { versions: ['1'], rules: [], blockedInput: '', blockedOutput: '' } } },
    );
    const { code, findings } = await askedAt(served.url, 'amazon.nova-pro-v1:0,second.model', { MODEL_GUARDRAIL: 'gr1:1' });
    expect(code).toBe(1);
    expect(findings.filter(({ check }) => check.startsWith('model')).map(({ state, found }) => [state, found])).toEqual([
      ['ok', expect.stringMatching(/"amazon.nova-pro-v1:0" answered in \d+ ms, with a tool/u)],
      ['ok', '"amazon.nova-pro-v1:0" streams, as the fabricator needs it'],
      ['broken', expect.stringContaining('"second.model" in eu-west-1: AccessDeniedException')],
      ['ok', expect.stringMatching(/"amazon.nova-pro-v1:0": \$0.8 in, \$3.2 out for a million tokens \(list prices of /u)],
      ['note', expect.stringContaining('"second.model": what it costs is not known')],
    ]);
    expect(seen).toEqual([
      ['amazon.nova-pro-v1:0', 'gr1'],
      ['amazon.nova-pro-v1:0', 'gr1'],
      ['second.model', 'gr1'],
    ]);
    const unknown = await askedAt(served.url, 'supervisor=amazon.nova-pro-v1:0', { MODEL_GUARDRAIL: 'gr2:1' });
    expect(unknown.findings.find(({ check }) => check === 'model access')).toMatchObject({
      state: 'broken',
      mend: expect.stringContaining('check MODEL_GUARDRAIL'),
    });
  });

  it.each([
    [[403, 'AccessDeniedException', "You don't have access to the model with the specified model ID."] as const, /enable the model for the account/u],
    [
      [400, 'ValidationException', 'Invocation of model ID anthropic.claude-x-v1:0 with on-demand throughput isn’t supported.'] as const,
      /give "eu\.anthropic\.claude-x-v1:0"/u,
    ],
    [[400, 'ValidationException', 'The provided model identifier is invalid.'] as const, /set AWS_REGION to where the model is/u],
    [
      [400, 'ValidationException', 'The guardrail identifier or version provided in the request does not exist.'] as const,
      /check MODEL_GUARDRAIL.*bedrock:ApplyGuardrail/u,
    ],
    [[400, 'ValidationException', "This model doesn't support tool use."] as const, /choose a model that takes tools/u],
    [[403, 'UnrecognizedClientException', 'The security token included in the request is invalid.'] as const, /renew the credentials/u],
  ])('says how to mend %j', async (error, mend) => {
    const { code, found } = await doctor(error);
    expect([code, found?.state]).toEqual([1, 'broken']);
    expect(found?.found).toContain(error[1]);
    expect(found?.mend).toMatch(mend);
  });

  it('is well when the model answers', async () => {
    expect(await doctor(undefined)).toMatchObject({ code: 0, found: { state: 'ok', found: expect.stringContaining('answered in') } });
  });

  it('is broken when it is asked for and there are no credentials', async () => {
    const cli = new CommandLine();
    const { code, stdout } = await cli.run('doctor', '--model', 'anthropic.claude-x-v1:0');
    expect([code, stdout]).toEqual([1, expect.stringMatching(/✗ credentials +there are no AWS credentials\n +→ set AWS_PROFILE/u)]);
  });
});

describe('models elsewhere', () => {
  interface Found {
    readonly check: string;
    readonly state: string;
    readonly found: string;
    readonly mend?: string;
  }
  const called = { calls: [{ id: 'c1', name: 'report_ready', arguments: '{"ready":true}' }] };

  async function doctor(...args: readonly string[]) {
    const { code, stdout, stderr } = await new CommandLine().run('doctor', '--json', ...args);
    expect(stderr).toBe('');
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly Found[] };
    return { code, models: findings.filter(({ check }) => check.startsWith('model')).map(({ state, found, mend }) => [state, found, mend]) };
  }

  it('are each asked a tiny question with a tool, those that stand in too, and their price is told', async () => {
    await using server = await startChatServer(({ model }) => (model === 'large' ? called : { text: 'I am ready!' }), ['small', 'large']);
    const { code, models } = await doctor('--model', 'ollama:large,openai:small', '--model', 'agent=offline', '--model-url', server.url);
    expect(code).toBe(0);
    expect(models).toEqual([
      ['ok', expect.stringMatching(/^ollama:large at .*answered in \d+ ms, with a tool$/u), undefined],
      ['note', '"openai:small" answers, but did not call the tool that it was asked to call', expect.stringContaining('good at tool calls')],
      ['ok', expect.stringContaining('the offline model'), undefined],
      ['ok', '"ollama:large": costs nothing (it runs on your own machine)', undefined],
      ['note', expect.stringContaining('"openai:small": what it costs is not known'), expect.stringContaining('--prices FILE')],
    ]);
    expect(server.requests.map(({ model, tools }) => [model, tools?.length])).toEqual([
      ['large', 1],
      ['small', 1],
    ]);
  });

  it.each([
    [
      new ChatError(400, 'registry.ollama.ai/library/small does not support tools'),
      /takes no tools .*does not support tools/u,
      /^choose one that takes tools, or start its server with them/u,
    ],
    [new ChatError(401, 'Incorrect API key provided', 'invalid_api_key'), /no access to the model "small" .*Incorrect API key/u, /check OPENAI_API_KEY/u],
    [new ChatError(500, 'model runner has unexpectedly stopped'), /unexpectedly stopped/u, /see the log of its server/u],
    [new ChatError(429, 'You exceeded your current quota', 'insufficient_quota'), /no credit/u, /top up the account/u],
  ])('that refuse are told of with what to do: %s', async (refusal, found, mend) => {
    await using server = await startChatServer(() => {
      throw refusal;
    });
    const { code, models } = await doctor('--model', 'openai:small', '--model-url', server.url);
    expect([code, models[0]]).toEqual([1, ['broken', expect.stringMatching(found), expect.stringMatching(mend)]]);
  });

  it('that are not there, or not offered, or a recording that is none, are told of together', async () => {
    const server = await startChatServer(() => called);
    const offered = await doctor('--model', 'openai:huge', '--model', 'agent=replay:none.jsonl', '--model-url', server.url);
    expect([offered.code, offered.models.slice(0, 2)]).toEqual([
      1,
      [
        ['broken', expect.stringMatching(/there is no model "huge" .*it offers small/u), 'name one that it offers'],
        ['broken', expect.stringContaining('none.jsonl'), expect.any(String)],
      ],
    ]);
    await server[Symbol.asyncDispose]();
    const gone = await doctor('--model', 'ollama:small', '--model-url', server.url);
    expect([gone.code, gone.models[0]]).toEqual([
      1,
      ['broken', expect.stringMatching(/nothing answers at .*ECONNREFUSED/u), expect.stringContaining('ollama serve')],
    ]);
  });
});
