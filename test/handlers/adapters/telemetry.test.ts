import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTelemetry } from '../../../handlers/adapters/aws/telemetry.ts';

let lines: string[];
beforeEach(() => {
  lines = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      lines.push(
        ...String(text)
          .split('\n')
          .filter((line) => line !== ''),
      );
      return true;
    });
  }
});
afterEach(() => vi.restoreAllMocks());

const parsed = (): readonly Record<string, unknown>[] => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('log', () => {
  test('is one JSON line with service, environment and fields', () => {
    createTelemetry({ ARBITER_ENV: 'dev' }, 'worker').log('warn', 'something happened', { orchestrationId: 'o-1', attempt: 2 });
    expect(parsed()).toEqual([
      expect.objectContaining({ level: 'WARN', message: 'something happened', service: 'worker', environment: 'dev', orchestrationId: 'o-1', attempt: 2 }),
    ]);
  });

  test('keeps to LOG_LEVEL, INFO when there is none or it is unknown', () => {
    for (const level of [undefined, 'info', 'verbose']) createTelemetry({ ARBITER_ENV: 'dev', LOG_LEVEL: level }, 'worker').log('debug', 'hidden');
    createTelemetry({ ARBITER_ENV: 'dev', LOG_LEVEL: 'ERROR' }, 'worker').log('warn', 'hidden');
    createTelemetry({ ARBITER_ENV: 'dev', LOG_LEVEL: 'debug' }, 'worker').log('debug', 'shown');
    expect(parsed().map(({ message }) => message)).toEqual(['shown']);
  });

  test('cuts long text above DEBUG, since it may be a payload', () => {
    const { log } = createTelemetry({ ARBITER_ENV: 'dev', LOG_LEVEL: 'DEBUG' }, 'worker');
    log('error', 'cut', { error: `begin ${'x'.repeat(5_000)} secret` });
    log('debug', 'whole', { body: `begin ${'x'.repeat(5_000)} secret` });
    expect(lines[0]).not.toContain('secret');
    expect(lines[1]).toContain('secret');
  });
});

describe('metrics', () => {
  test('are EMF lines in the namespace of the environment, with the function and the call’s dimensions', () => {
    const { metrics } = createTelemetry({ ARBITER_ENV: 'dev' }, 'supervisor');
    metrics.count('orchestration.ended', 1, { status: 'COMPLETED', outcome: '' });
    metrics.milliseconds('model.duration', 12);
    expect(parsed()).toEqual([
      expect.objectContaining({
        service: 'supervisor',
        status: 'COMPLETED',
        'orchestration.ended': 1,
        _aws: expect.objectContaining({
          CloudWatchMetrics: [{ Namespace: 'arbiter-dev', Dimensions: [['service', 'status']], Metrics: [{ Name: 'orchestration.ended', Unit: 'Count' }] }],
        }),
      }),
      expect.objectContaining({
        'model.duration': 12,
        _aws: expect.objectContaining({
          CloudWatchMetrics: [{ Namespace: 'arbiter-dev', Dimensions: [['service']], Metrics: [{ Name: 'model.duration', Unit: 'Milliseconds' }] }],
        }),
      }),
    ]);
  });

  test('are silent where ARBITER_METRICS is off', () => {
    createTelemetry({ ARBITER_ENV: 'dev', ARBITER_METRICS: 'off' }, 'supervisor').metrics.count('orchestration.ended');
    expect(lines).toEqual([]);
  });
});
