/** One orchestration on the embedded runtime, two agents at once, one of which asks a model itself: its whole span tree. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sha256 } from '../../handlers/shell/hash.ts';
import { startArbiter, type Arbiter } from '../../infra/local/arbiter.ts';
import type { ConverseRequest } from '../../infra/local/bedrock/converse-request.ts';
import type { Answer } from '../../infra/local/bedrock/converse-model.ts';
import { readTrace, traceTree, type TraceNode, type TraceSpan } from '../../infra/local/traces.ts';

const stateDir = mkdtempSync(path.join(tmpdir(), 'arbiter-traces-'));
const code = `/** Asks the model. Input: nothing. Output: its answer. */
export async function handler(input, ctx) { return (await ctx.model.ask({ prompt: 'which colour?' })).text; }`;
const caller = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

function answer({ messages, toolConfig }: ConverseRequest): Answer {
  if (toolConfig === undefined) return { content: [{ text: 'blue' }], usage: { inputTokens: 7, outputTokens: 2 } };
  if (messages.length > 1) return { content: [{ text: 'The sky is blue, and 2 + 2 is 4.' }], usage: { inputTokens: 50, outputTokens: 9 } };
  return {
    content: [{ toolUse: { toolUseId: 'u1', name: 'asker', input: {} } }, { toolUse: { toolUseId: 'u2', name: 'calculator', input: { expression: '2 + 2' } } }],
    usage: { inputTokens: 30, outputTokens: 5 },
  };
}

let runtime: Arbiter;
let documents: DynamoDBDocumentClient;

beforeAll(async () => {
  runtime = await startArbiter({ stateDir, port: 0, converse: { answer: (_model, request) => answer(request) } });
  documents = DynamoDBDocumentClient.from(new DynamoDBClient());
  const hash = sha256(code);
  await new S3Client().send(new PutObjectCommand({ Bucket: 'arbiter-dev-code', Key: `agents/asker/${hash}.js`, Body: code }));
  const config = {
    name: 'asker',
    description: 'Asks a model.',
    version: 'v1',
    schema: { type: 'object' },
    capabilities: ['model'],
    filename: `asker/${hash}.js`,
    action: { type: 'sqs', target: 'arbiter-dev-worker' },
  };
  await documents.send(
    new PutCommand({ TableName: 'arbiter-dev-agent-config', Item: { agentId: 'asker', state: 'active', sha256: hash, source: 'registered', config } }),
  );
});
afterAll(() => runtime.stop());

async function run(orchestrationId: string, detail: object): Promise<readonly TraceSpan[]> {
  const request = { task: 'Which colour has the sky, and what is 2 + 2?', orchestrationId, ...detail };
  await new EventBridgeClient().send(
    new PutEventsCommand({ Entries: [{ EventBusName: 'arbiter-dev', Source: 'task.request', DetailType: 'task.request', Detail: JSON.stringify(request) }] }),
  );
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(100)) {
    const spans = (await readTrace(stateDir, orchestrationId)) ?? [];
    if (spans.some(({ name }) => name === 'announce') && spans.some(({ name }) => name === 'process task.request')) return spans;
  }
  throw new Error(`no whole trace: ${JSON.stringify(await readTrace(stateDir, orchestrationId))}`);
}

/** Names, nested; siblings by name, as agents at the same time end in any order. */
function names(nodes: readonly TraceNode[]): readonly unknown[] {
  return nodes
    .map(({ span, children }) => (children.length === 0 ? span.name : [span.name, names(children)]))
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

it('has one span for each step, from the request to the answer, across bus, queues and sandbox', async () => {
  const spans = await run('traced', { traceparent: caller });
  const [turn, ...rest] = names(traceTree(spans));
  expect([turn, ...rest]).toEqual([
    [
      'process task.request',
      [
        'announce',
        [
          'invoke_agent supervisor',
          [
            'chat arbiter.offline-v1',
            [
              'send tasks',
              [
                ['invoke_agent asker', ['chat arbiter.offline-v1', 'process task.completion']],
                ['invoke_agent calculator', ['process task.completion']],
              ],
            ],
          ],
        ],
        ['invoke_agent supervisor', ['chat arbiter.offline-v1']],
      ].toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    ],
  ]);
  const root = spans.find(({ name }) => name === 'process task.request');
  expect(root).toMatchObject({ traceId: caller.slice(3, 35), parentSpanId: caller.slice(36, 52), kind: 'consumer', service: 'arbiter-supervisor' });
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([caller.slice(3, 35)]));
  expect(
    spans
      .filter(({ name }) => name.startsWith('chat'))
      .map(({ service, attributes }) => [service, attributes['gen_ai.usage.input_tokens'], attributes['gen_ai.usage.output_tokens']])
      .toSorted(),
  ).toEqual([
    ['arbiter-supervisor', 30, 5],
    ['arbiter-supervisor', 50, 9],
    ['arbiter-worker', 7, 2],
  ]);
  expect(spans.find(({ name }) => name === 'invoke_agent asker')).toMatchObject({
    kind: 'consumer',
    failed: false,
    attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.id': 'asker', 'gen_ai.conversation.id': 'traced', 'gen_ai.tool.call.id': 'u1' },
  });
  expect(JSON.stringify(spans)).not.toContain('colour');
});

it("counts the agents' own model calls, and what was set aside for them is settled", async () => {
  await run('counted', {});
  const { Item: head } = await documents.send(new GetCommand({ TableName: 'arbiter-dev-orchestration', Key: { orchestrationId: 'counted', item: 'META' } }));
  expect(head).toMatchObject({ status: 'COMPLETED', usage: { inputTokens: 87, outputTokens: 16, modelCalls: 3, tasks: 2 } });
  const { Item: task } = await documents.send(new GetCommand({ TableName: 'arbiter-dev-worker-state', Key: { requestId: 'counted#1', taskId: '00-u1' } }));
  expect(task).toMatchObject({ allowance: { tokens: 400_000, costUsd: 5 }, usage: { inputTokens: 7, outputTokens: 2, modelCalls: 1, attempts: 1 } });
});
