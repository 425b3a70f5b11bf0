/** A guardrail over the whole way: what the orchestration ends with, what the user is told, what is logged. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publishTaskRequest } from '../../../generated/clients/publish.ts';
import { localName, startArbiter, type Arbiter } from '../../../infra/local/arbiter.ts';
import type { ConverseRequest } from '../../../infra/local/bedrock/converse-request.ts';
import { logFileOf } from '../../../infra/local/log-file.ts';
import { createOfflineModel } from '../../../infra/local/model/offline-model.ts';

const offline = createOfflineModel();
const stateDir = mkdtempSync(path.join(tmpdir(), 'arbiter-guardrail-'));
const asked: ConverseRequest[] = [];
let runtime: Arbiter;
let documents: DynamoDBDocumentClient;

beforeAll(async () => {
  process.env['MODEL_GUARDRAIL'] = 'gr1:1';
  runtime = await startArbiter({
    stateDir,
    port: 0,
    scheduleSeconds: 1,
    model: 'us.amazon.nova-pro-v1:0',
    guardrails: {
      gr1: {
        versions: ['1'],
        rules: [
          { policy: 'word', word: 'Blaufuchs' },
          { policy: 'pii', type: 'EMAIL', form: /[\w.]+@[\w.]+\w/u, action: 'ANONYMIZED' },
        ],
        blockedInput: 'I cannot talk about that.',
        blockedOutput: 'I cannot give that answer.',
      },
    },
    converse: {
      async answer(modelId, request) {
        asked.push(request);
        const fabricator = JSON.stringify(request.system).includes('FABRICATOR');
        if (fabricator && /roman/iu.test(JSON.stringify(request.messages))) return { content: [{ text: 'This agent is for Blaufuchs.' }] };
        const reply = await offline.answer(modelId, request);
        if ('failure' in reply) return reply;
        // Text beside each use of a tool, and each time there is something to mask.
        if (fabricator) return { ...reply, content: [{ text: 'As ann@example.org wrote:' }, ...reply.content] };
        return { content: [...reply.content.slice(0, 1).map(({ text = '' }) => ({ text: `${text} Ask ann@example.org.` })), ...reply.content.slice(1)] };
      },
    },
  });
  documents = DynamoDBDocumentClient.from(new DynamoDBClient());
});
afterAll(async () => {
  await runtime.stop();
  delete process.env['MODEL_GUARDRAIL'];
});

interface Item {
  readonly item: string;
  readonly status?: string;
  readonly outcome?: string;
  readonly role?: string;
  readonly body?: string;
}

/** Runs a task; resolves with the head and the texts of the conversation. */
async function run(orchestrationId: string, task: string) {
  await publishTaskRequest(new EventBridgeClient(), localName(), { orchestrationId, task });
  for (const until = Date.now() + 100_000; Date.now() < until; await sleep(50)) {
    const query = { KeyConditionExpression: 'orchestrationId = :id', ExpressionAttributeValues: { ':id': orchestrationId }, ConsistentRead: true };
    const items = ((await documents.send(new QueryCommand({ TableName: localName('orchestration'), ...query }))).Items ?? []) as Item[];
    const head = items.find(({ item }) => item === 'META');
    if (head?.status === 'COMPLETED' || head?.status === 'FAILED')
      return { head, bodies: items.flatMap(({ role, body }) => (role === undefined ? [] : [body ?? ''])) };
  }
  throw new Error(`"${orchestrationId}" did not end`);
}

it('a blocked question ends as blocked, with the message of the guardrail, and no model was asked', async () => {
  const { head, bodies } = await run('o-blocked', 'What is Blaufuchs worth?');
  expect(head).toMatchObject({ status: 'COMPLETED', outcome: 'blocked' });
  expect(bodies.at(-1)).toContain('I cannot talk about that.');
  expect(asked).toEqual([]);
});

it('a masked answer goes on: the agent works, and the end is an answer without what was masked', async () => {
  const { head, bodies } = await run('o-masked', 'What is 17 % of 2,340?');
  expect(head).toMatchObject({ status: 'COMPLETED', outcome: 'answered' });
  expect(bodies.at(-1)).toMatch(/397\.8[\s\S]*Ask \{EMAIL\}/u);
  expect(bodies.join('\n')).not.toContain('ann@example.org');
});

it('a fabricator whose stream is blocked makes no agent, and the answer says why', async () => {
  const { head, bodies } = await run('o-fabrication', 'Convert 1994 to roman numerals');
  expect(head).toMatchObject({ status: 'COMPLETED', outcome: 'answered' });
  expect(head).not.toHaveProperty('fabricated');
  expect(bodies.at(-1)).toMatch(/could not be done: no agent can do this, and none could be made: .*guardrail or content filter.*I cannot give that answer/u);
  expect(bodies.join('\n')).not.toContain('This agent is for');
  expect(asked.filter(({ guardrailConfig }) => guardrailConfig?.streamProcessingMode === 'sync').length).toBeGreaterThan(0);
});

it('a fabricator whose words are masked beside its use of tools goes on, and the new agent does the work', async () => {
  const { head, bodies } = await run('o-masked-fabrication', 'Is 7919 a prime number?');
  expect(head).toMatchObject({ status: 'COMPLETED', outcome: 'answered', fabricated: ['prime-numbers'] });
  expect(bodies.at(-1)).toMatch(/prime/iu);
  expect(bodies.join('\n')).not.toMatch(/could not be done|ann@example/u);
  const masked = asked.filter(
    ({ system, messages }) => JSON.stringify(system).includes('FABRICATOR') && JSON.stringify(messages).includes('As {EMAIL} wrote:'),
  );
  expect(masked.length).toBeGreaterThan(1);
});

it('the log says by which rule, never what matched', () => {
  const text = readFileSync(logFileOf(stateDir), 'utf8');
  const lines = text
    .split('\n')
    .filter((line) => line.includes('GUARDRAIL_'))
    .map((line) => JSON.parse(line) as unknown);
  expect(lines).toContainEqual(expect.objectContaining({ code: 'GUARDRAIL_BLOCKED', findings: ['input: word of a list BLOCKED'] }));
  expect(lines).toContainEqual(expect.objectContaining({ code: 'GUARDRAIL_MASKED', findings: ['output: PII EMAIL ANONYMIZED'] }));
  expect(text).not.toMatch(/Blaufuchs|ann@example/u);
});
