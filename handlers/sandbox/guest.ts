/**
 * The part of the sandbox that runs inside the WASM engine, before the agent: it builds `ctx`, calls the handler and
 * turns everything into JSON text. It is sent to the child as source text (`guest.toString()`), therefore it refers to
 * nothing outside itself. It is no boundary: agent code may bend anything it finds here (a stack trace hands it these very
 * functions), and gains only its own undoing. What it may ask for is decided by the host; the failure codes that it can
 * bring about are those of `childFailures`, of which none is retried and none costs anybody else.
 */
export interface GuestPort {
  /** Hands a call to the host; the answer comes through {@link Guest.deliver}. */
  call(id: number, json: string): void;
  log(level: string, line: string): void;
  returned(json: string): void;
  failed(code: string, message: string): void;
  /** Whether the engine's memory is used up, or once was. */
  crammed(): boolean;
}

export interface Guest {
  /** `module` is the promise of the agent's namespace. `grants`: {@link GuestGrants} as JSON. */
  start(module: Promise<Record<string, unknown>>, input: string, grants: string): void;
  deliver(id: number, json: string): void;
  abort(): void;
  /** Whether an abort could still wake the agent. */
  listening(): boolean;
}

export interface GuestGrants {
  readonly model: boolean;
  readonly tools: boolean;
  readonly http: boolean;
  readonly idempotencyKey: string;
}

export function guest(port: GuestPort): Guest {
  const { parse, stringify } = JSON;
  const { freeze, defineProperty } = Object;
  const text = String;
  const GuestError = Error;
  const GuestPromise = Promise;
  const waiting = new Map<number, (json: string) => void>();
  const listeners: (() => void)[] = [];
  let calls = 0;
  let aborted = false;

  const failure = (code: string, message: string): Error => defineProperty(new GuestError(message), 'code', { value: code, enumerable: true });
  const call = (capability: string, input: unknown): Promise<unknown> =>
    new GuestPromise((resolve, reject) => {
      const id = ++calls;
      waiting.set(id, (json) => {
        const reply = parse(json) as { ok: boolean; value?: unknown; code?: string; message?: string };
        if (reply.ok) resolve(reply.value);
        else reject(failure(text(reply.code), text(reply.message)));
      });
      port.call(id, stringify({ capability, input: input === undefined ? null : input }));
    });

  const show = (value: unknown): string => {
    try {
      return typeof value === 'string' ? value : (stringify(value) ?? text(value));
    } catch {
      return '[cannot be shown]'; // a log line must not end the run
    }
  };
  const line =
    (level: string) =>
    (...values: unknown[]): void => {
      // No built-in that an agent could replace: what is handed to the port is text, so that no code of the agent runs beneath it.
      let shown = '';
      for (let at = 0; at < values.length; at++) shown += (at === 0 ? '' : ' ') + text(show(values[at]));
      port.log(level, shown);
    };
  defineProperty(globalThis, 'console', {
    value: freeze({ log: line('info'), info: line('info'), debug: line('debug'), warn: line('warn'), error: line('error') }),
  });

  const signal = freeze({
    get aborted(): boolean {
      return aborted;
    },
    throwIfAborted(): void {
      if (aborted) throw failure('ABORTED', 'the time of this run is nearly up');
    },
    addEventListener(type: string, listener: () => void): void {
      if (type === 'abort') listeners.push(listener);
    },
  });

  const contextOf = (grants: GuestGrants): object =>
    freeze({
      ...(grants.model ? { model: freeze({ ask: (question: unknown) => call('model', typeof question === 'string' ? { prompt: question } : question) }) } : {}),
      ...(grants.tools
        ? { tools: freeze({ call: (toolId: unknown, input: unknown) => call('tools', { toolId, input: input === undefined ? null : input }) }) }
        : {}),
      ...(grants.http ? { http: freeze({ fetch: (request: unknown) => call('http', request) }) } : {}),
      log: (message: unknown, fields?: unknown) => (fields === undefined ? line('info')(message) : line('info')(message, fields)),
      signal,
      idempotencyKey: grants.idempotencyKey,
    });

  const describe = (error: unknown): string => {
    try {
      if (error instanceof GuestError) return `${text(error.name)}: ${text(error.message)}`;
      return show(error);
    } catch {
      return 'an error that cannot be shown';
    }
  };
  const codeOf = (error: unknown): string => {
    try {
      // Without memory for an error, the engine throws null instead; an agent may throw it as well.
      if (error === null) return port.crammed() ? 'AGENT_MEMORY' : 'AGENT_THREW';
      const message = error instanceof GuestError && error.name === 'InternalError' ? error.message : '';
      return message === 'out of memory' ? 'AGENT_MEMORY' : message === 'interrupted' ? 'AGENT_CPU' : 'AGENT_THREW';
    } catch {
      return 'AGENT_THREW';
    }
  };

  const run = async (module: Promise<Record<string, unknown>>, input: string, grants: string): Promise<void> => {
    let step = 'while loading: ';
    try {
      const namespace = await module;
      step = '';
      const main = namespace['default'] as { handler?: unknown } | undefined;
      const handler = namespace['handler'] ?? (typeof main === 'function' ? main : main?.handler);
      if (typeof handler !== 'function')
        return port.failed('AGENT_NO_HANDLER', 'the module exports no function named "handler": export one, `export async function handler(input, ctx) {…}`');
      const value: unknown = await handler(parse(input), contextOf(parse(grants) as GuestGrants));
      step = 'the result is not JSON: ';
      let json: string | undefined;
      try {
        json = stringify(value === undefined ? null : value);
      } catch (error) {
        return port.failed(
          codeOf(error) === 'AGENT_THREW' ? 'AGENT_RESULT_NOT_JSON' : codeOf(error),
          `the result cannot be written as JSON: ${describe(error)}`,
        );
      }
      if (typeof json !== 'string')
        return port.failed(
          'AGENT_RESULT_NOT_JSON',
          `the result is a ${typeof value}, which JSON cannot hold: return an object, array, string, number, boolean or null`,
        );
      port.returned(json);
    } catch (error) {
      const code = codeOf(error);
      port.failed(code, code === 'AGENT_MEMORY' ? step + 'out of memory: keep less of the data at once' : step + describe(error));
    }
  };

  return {
    start(module, input, grants): void {
      void run(module, input, grants);
    },
    deliver(id, json): void {
      const resume = waiting.get(id);
      waiting.delete(id);
      resume?.(json);
    },
    abort(): void {
      aborted = true;
      for (const listener of listeners) listener();
    },
    listening: () => listeners.length > 0 && !aborted,
  };
}
