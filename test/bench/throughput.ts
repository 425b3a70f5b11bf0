/**
 * The main job on the embedded runtime with the offline model: time to the first progress line and to the answer of a
 * single command, memory, and orchestrations a second with many at once.
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

export interface Throughput {
  /** Milliseconds; the first command on an empty state directory, and the median of the next five. */
  readonly cold: Command;
  readonly warm: Command;
  /** Of `many` orchestrations with two turns and two agents each. */
  readonly perSecond: number;
  readonly many: number;
  readonly megabytesIdle: number;
  readonly megabytesAfter: number;
}

interface Command {
  readonly first: number;
  readonly answer: number;
  readonly exit: number;
}

export async function measureThroughput(many: number): Promise<Throughput> {
  const state = mkdtempSync(path.join(tmpdir(), 'arbiter-bench-'));
  const cold = await command(state);
  const warm: Command[] = [];
  for (let run = 0; run < 5; run++) warm.push(await command(state));
  const medianOf = (part: keyof Command) => median(warm.map((one) => one[part]));
  return { cold, warm: { first: medianOf('first'), answer: medianOf('answer'), exit: medianOf('exit') }, ...(await throughput(many)) };
}

async function command(stateDir: string): Promise<Command> {
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

async function throughput(many: number): Promise<Pick<Throughput, 'perSecond' | 'many' | 'megabytesIdle' | 'megabytesAfter'>> {
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
  const measured = { many, perSecond: many / seconds, megabytesIdle: megabytes(idle), megabytesAfter: megabytes(process.memoryUsage().rss) };
  await runtime.stop();
  return measured;
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
