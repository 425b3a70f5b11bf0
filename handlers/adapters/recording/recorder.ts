import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Model } from '../../shell/ports.ts';
import type { AskedExchange, Exchange } from './exchange.ts';
import { RECORDING_VERSION } from './exchange.ts';
import { createRedaction } from './redacted.ts';

/** Keeps exchanges; secrets are replaced before they reach the disk. */
export interface Recorder {
  keep(exchange: Exchange): void;
}

/** Appends to a file, one write a line, so that several may record into it. The file is created with its header at once. */
export function createRecorder(file: string, environment: Readonly<Record<string, string | undefined>>): Recorder {
  const redact = createRedaction(environment);
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true });
    appendFileSync(file, `${JSON.stringify({ recording: RECORDING_VERSION })}\n`);
  }
  return { keep: (exchange) => appendFileSync(file, `${JSON.stringify(redact(JSON.parse(JSON.stringify(exchange))))}\n`) };
}

/** The same model; what it is asked and says, failures too, is kept. */
export function recordedModel(model: Model, role: AskedExchange['role'], recorder: Recorder): Model {
  return {
    async ask(request) {
      const outcome = await model.ask(request);
      const { system, messages, tools, maxTokens } = request;
      recorder.keep({ role, request: { system, messages, ...(tools !== undefined && { tools }), maxTokens }, outcome });
      return outcome;
    },
  };
}
