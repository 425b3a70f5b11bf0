import { trace } from '@opentelemetry/api';
import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createTracer } from '../../../handlers/adapters/aws/tracer.ts';
import { genAi, genAiConventions, genAiOperation } from '../../../handlers/shell/gen-ai.ts';
import type { Log } from '../../../handlers/shell/ports.ts';
import { tracedModel } from '../../../handlers/shell/traced-model.ts';

interface Received {
  readonly url: string | undefined;
  readonly body: string;
}

let server: Server | undefined;
afterEach(() => {
  server?.close();
  delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
});

/** A collector on this machine. */
async function collector(status = 200): Promise<{ readonly endpoint: string; readonly received: readonly Received[] }> {
  const received: Received[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      received.push({ url: request.url, body });
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

/** The exporter reads the process's environment itself. */
function tracerTo(endpoint: string, log: Log = () => undefined) {
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = endpoint;
  return createTracer({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, 'supervisor', log);
}

const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('the exporter', () => {
  it('has sent all spans by OTLP over HTTP when the flush returns, errors marked, parents kept', async () => {
    const { endpoint, received } = await collector();
    const tracer = tracerTo(endpoint);
    const failing = tracer.span('outer', { kind: 'consumer', parent, attributes: { [genAi.conversation]: 'o-1', absent: undefined } }, async (outer) => {
      expect(outer.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/u);
      await tracer.span('inner', { kind: 'client' }, (inner) => Promise.resolve(inner.set({ [genAi.inputTokens]: 3 })));
      throw new TypeError('broke');
    });
    await expect(failing).rejects.toThrow('broke');
    await tracer.flush();
    expect(received.map(({ url }) => url)).toEqual(['/v1/traces']);
    const { resourceSpans } = JSON.parse(received[0]?.body ?? '{}');
    expect(resourceSpans[0].resource.attributes).toContainEqual({ key: 'service.name', value: { stringValue: 'arbiter-supervisor' } });
    const spans: readonly Record<string, unknown>[] = resourceSpans[0].scopeSpans[0].spans;
    const [inner, outer] = spans;
    expect(spans.map(({ name, traceId }) => [name, traceId])).toEqual([
      ['inner', parent.slice(3, 35)],
      ['outer', parent.slice(3, 35)],
    ]);
    expect(outer).toMatchObject({ parentSpanId: parent.slice(36, 52), kind: 5, status: { code: 2, message: 'broke' } });
    expect(outer?.['attributes']).toEqual([
      { key: 'gen_ai.conversation.id', value: { stringValue: 'o-1' } },
      { key: 'error.type', value: { stringValue: 'TypeError' } },
    ]);
    expect(inner).toMatchObject({ parentSpanId: outer?.['spanId'], attributes: [{ key: 'gen_ai.usage.input_tokens', value: { intValue: 3 } }] });
  });

  it('lets nobody fail or wait for long because the collector is down', async () => {
    const tracer = tracerTo('http://127.0.0.1:9');
    const started = Date.now();
    expect(await tracer.span('x', { kind: 'internal' }, () => Promise.resolve(7))).toBe(7);
    await tracer.flush();
    expect(Date.now() - started).toBeLessThan(15_000);
  });

  it('leaves out what its caller does not sample', async () => {
    const { endpoint, received } = await collector();
    const tracer = tracerTo(endpoint);
    const unsampled = parent.replace(/01$/u, '00');
    await tracer.span('x', { kind: 'internal', parent: unsampled }, ({ traceparent }) => Promise.resolve(expect(traceparent).toMatch(/-00$/u)));
    await tracer.flush();
    expect(received).toEqual([]);
  });
});

it('hands on what came in, and loads nothing, when nobody traces', async () => {
  const tracer = createTracer({}, 'worker', () => undefined);
  expect(await tracer.span('x', { kind: 'internal', parent }, ({ traceparent }) => Promise.resolve(traceparent))).toBe(parent);
  expect(await tracer.span('x', { kind: 'internal' }, ({ traceparent }) => Promise.resolve(traceparent))).toBeUndefined();
  await tracer.flush();
});

it('marks a model call that was throttled, and says nothing of what was said', async () => {
  const { endpoint, received } = await collector();
  const tracer = tracerTo(endpoint);
  const model = tracedModel({ ask: () => Promise.resolve({ kind: 'throttled', message: 'secret' }) }, { modelId: 'm-1', provider: 'aws.bedrock' }, tracer);
  await model.ask({ system: 'secret', messages: [], maxTokens: 1, timeoutMs: 1 });
  await tracer.flush();
  expect(received[0]?.body).toContain('"chat m-1"');
  expect(received[0]?.body).toContain('{"key":"error.type","value":{"stringValue":"throttled"}}');
  expect(received[0]?.body).not.toContain('secret');
});

it("takes in what the fabricator's agent loop traces by itself, without what was said", async () => {
  const { endpoint, received } = await collector();
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = endpoint;
  const tracer = createTracer({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, 'fabricator', () => undefined);
  await tracer.span('invoke_agent fabricator', { kind: 'consumer', parent }, async () => {
    const span = trace.getTracer('strands').startSpan('chat');
    span.addEvent('gen_ai.user.message', { content: 'secret' });
    span.setAttribute('system_prompt', `${'x'.repeat(300)}secret`);
    span.end();
  });
  await tracer.flush();
  const spans: readonly Record<string, unknown>[] = JSON.parse(received[0]?.body ?? '{}').resourceSpans.flatMap(
    (resource: { readonly scopeSpans: readonly { readonly spans: readonly Record<string, unknown>[] }[] }) =>
      resource.scopeSpans.flatMap(({ spans: inner }) => inner),
  );
  const [loop, outer] = ['chat', 'invoke_agent fabricator'].map((name) => spans.find((span) => span['name'] === name));
  expect(loop?.['parentSpanId']).toBe(outer?.['spanId']);
  expect(received[0]?.body).not.toContain('secret');
});

it('pins names that the conventions of that version have', () => {
  const file = path.join(import.meta.dirname, '../../../node_modules/@opentelemetry/semantic-conventions/package.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: genAiConventions });
  const known = new Set<unknown>(Object.values(conventions));
  expect([...Object.values(genAi), ...Object.values(genAiOperation)].filter((name) => !known.has(name))).toEqual([]);
});
