import { appendFileSync, existsSync } from 'node:fs';
import type { Model } from '../../shell/ports.ts';
import type { AskedExchange, Exchange } from './exchange.ts';
import { RECORDING_VERSION } from './exchange.ts';
import { createRedaction } from './redacted.ts';

/** Keeps exchanges; secrets are replaced before they reach the disk. */
export interface Recorder {
  keep(exchange: Exchange): void;
}

/** Appends to a file, one write a line, so that several may record into it. What cannot be written later on is a warning of the process. The file is created with its header at once; its folder must be there. */
export function createRecorder(file: string, environment: Readonly<Record<string, string | undefined>>): Recorder {
  const redact = createRedaction(environment);
  if (!existsSync(file)) {
    appendFileSync(file, `${JSON.stringify({ recording: RECORDING_VERSION })}\n`);
  }
  return {
    keep(exchange) {
      const line = `${JSON.stringify(redact(JSON.parse(JSON.stringify(exchange))))}\n`;
      try {
        appendFileSync(file, line);
      } catch (cause) {
        // The answer is paid for: thrown away, it would be asked for again, and again in vain.
        process.emitWarning(
          `the recording ${file} lacks an exchange and cannot be replayed as it is: ${cause instanceof Error ? cause.message : String(cause)}`,
        );
      }
    },
  };
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
