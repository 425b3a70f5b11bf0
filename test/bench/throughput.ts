/**
 * `npm run bench`: the main job on the embedded runtime with the offline model. Prints time to the first progress line and
 * to the answer of a single command, memory, and orchestrations a second with many at once.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { localName, startArbiter } from '../../infra/local/arbiter.ts';

const root = path.resolve(import.meta.dirname, '../..');
const many = Number(process.argv[2] ?? 200);
const out = (text: string) => void process.stdout.write(`${text}\n`);

const runs = [];
const state = mkdtempSync(path.join(tmpdir(), 'arbiter-bench-'));
for (let run = 0; run < 6; run++) runs.push(await command(state));
const [cold, ...warm] = runs;
out(`one command on an empty state directory: first progress line ${cold?.first} ms, answer ${cold?.answer} ms, exit ${cold?.exit} ms`);
out(
  `one command, median of ${warm.length}: first progress line ${median(warm.map(({ first }) => first))} ms, answer ${median(warm.map(({ answer }) => answer))} ms, exit ${median(warm.map(({ exit }) => exit))} ms`,
);
await throughput();

async function command(stateDir: string): Promise<{ readonly first: number; readonly answer: number; readonly exit: number }> {
  const started = performance.now();
  const since = () => Math.round(performance.now() - started);
  const child = spawn('npm', ['start', '--silent', '--', 'What is 17 % of 2,340?'], {
    cwd: root,
    env: { ...process.env, ARBITER_STATE: stateDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let first = 0;
  let answer = 0;
  child.stderr.on('data', (text) => {
    if (first === 0 && String(text).includes('accepted')) first = since();
  });
  child.stdout.on('data', () => (answer = since()));
  await new Promise((resolve) => child.once('close', resolve));
  return { first, answer, exit: since() };
}

async function throughput(): Promise<void> {
  const runtime = await startArbiter({ stateDir: mkdtempSync(path.join(tmpdir(), 'arbiter-bench-')), port: 0 });
  const events = new EventBridgeClient();
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient());
  const idle = process.memoryUsage().rss;
  const ids = Array.from({ length: many }, (_, index) => `bench-${index}`);
  const started = performance.now();
  for (let start = 0; start < many; start += 10)
    await events.send(
      new PutEventsCommand({
        Entries: ids.slice(start, start + 10).map((orchestrationId, index) => ({
          EventBusName: localName(),
          Source: 'task.request',
          DetailType: 'task.request',
          Detail: JSON.stringify({ task: `What is ${start + index + 3} % of 2,340, and how many kilometres are ${index + 2} miles?`, orchestrationId }),
        })),
      }),
    );
  for (const orchestrationId of ids) while (!(await ended(documents, orchestrationId))) await sleep(20);
  const seconds = (performance.now() - started) / 1_000;
  out(
    `${many} orchestrations (two turns, two agents at once): ${(many / seconds).toFixed(1)} a second; memory ${megabytes(idle)} MB idle, ${megabytes(process.memoryUsage().rss)} MB after`,
  );
  await runtime.stop();
}

async function ended(documents: DynamoDBDocumentClient, orchestrationId: string): Promise<boolean> {
  const { Item } = await documents.send(new GetCommand({ TableName: localName('orchestration'), Key: { orchestrationId, item: 'META' } }));
  if (Item?.['status'] === 'FAILED') throw new Error(`${orchestrationId} failed: ${JSON.stringify(Item['reason'])}`);
  return Item?.['status'] === 'COMPLETED';
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
