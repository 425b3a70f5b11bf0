/** A role's model from its environment: an agent's own questions, recorded and replayed, over an OpenAI-compatible server. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createClients } from '../../../handlers/adapters/aws/clients.ts';
import { createRoleModel } from '../../../handlers/adapters/models/role-model.ts';
import { createModelCapability } from '../../../handlers/sandbox/capability/model.ts';
import type { ToolsCapability } from '../../../handlers/sandbox/capability/tools.ts';
import { startChatServer } from '../../local/openai/chat-server.ts';

const { bedrock } = createClients({ region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
const tools: Pick<ToolsCapability, 'describe' | 'call'> = {
  describe: (names) => Promise.resolve(names.map((name) => ({ name, description: name, inputSchema: { type: 'object' } }))),
  call: (input) => Promise.resolve({ got: input }),
};

/** Asks as an agent does by `ctx.model.ask`, two tools in one turn. */
async function askAsAgent(environment: Readonly<Record<string, string>>, models?: readonly string[]) {
  const model = createRoleModel('agent', environment, bedrock, () => undefined);
  const use = { modelCalls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };
  const capability = createModelCapability(model, tools as ToolsCapability, use, { timeoutMs: 5_000, ...(models !== undefined && { models }) });
  return { answer: await capability.call({ prompt: 'Look both up', tools: ['first', 'second'] }, new AbortController().signal), use };
}

test('an agent asks by it with parallel tools, is recorded, and is answered from the recording', async () => {
  const record = path.join(mkdtempSync(path.join(tmpdir(), 'arbiter-role-')), 'agent.jsonl');
  await using server = await startChatServer((_request, call) =>
    call === 0
      ? {
          calls: [
            { id: 'a', name: 'first', arguments: '{"n":1}' },
            { id: 'b', name: 'second', arguments: '{"n":2}' },
          ],
        }
      : { text: 'Both found.' },
  );
  const live = await askAsAgent({ MODEL_AGENT: 'openai:small', MODEL_URL: server.url, MODEL_RECORD: record });
  expect(live.answer).toEqual({ text: 'Both found.', stopReason: 'end_turn' });
  expect(server.requests[1]?.messages.slice(-2)).toEqual([
    { role: 'tool', tool_call_id: 'a', content: '{"got":{"toolId":"first","input":{"n":1}}}' },
    { role: 'tool', tool_call_id: 'b', content: '{"got":{"toolId":"second","input":{"n":2}}}' },
  ]);
  expect(await askAsAgent({ MODEL_AGENT: `replay:${record}` })).toEqual(live);
  expect(server.requests).toHaveLength(2);
});

test("an agent's own model must be one of the role's, and the refusal is no reason to try again", async () => {
  await using server = await startChatServer(() => ({ text: 'hello' }), ['small', 'large']);
  const environment = { MODEL_AGENT: 'openai:small,openai:large', MODEL_URL: server.url };
  await askAsAgent(environment, ['openai:large']);
  expect(server.requests.map(({ model }) => model)).toEqual(['large']);
  await expect(askAsAgent(environment, ['openai:huge'])).rejects.toMatchObject({ code: 'MODEL_DENIED', message: expect.stringContaining('"openai:huge"') });
});

test('a missing or wrong variable is named when the function is loaded', () => {
  expect(() => createRoleModel('agent', {}, bedrock, () => undefined)).toThrow('"MODEL_AGENT" is missing');
  expect(() => createRoleModel('agent', { MODEL_AGENT: 'openai:gpt-x' }, bedrock, () => undefined)).toThrow('OPENAI_API_KEY');
});
