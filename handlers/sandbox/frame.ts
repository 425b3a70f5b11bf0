/**
 * What a child may say: one JSON line a frame. The child is hostile until shown otherwise, so every frame is checked
 * here and nothing else of it is looked at.
 */
export type ChildFrame =
  | { readonly type: 'ready' }
  | { readonly type: 'call'; readonly id: number; readonly capability: string; readonly input: unknown }
  | { readonly type: 'log'; readonly level: 'debug' | 'info' | 'warn' | 'error'; readonly line: string }
  | { readonly type: 'returned'; readonly json: string; readonly cpuMs: number }
  | { readonly type: 'failed'; readonly code: ChildFailure; readonly message: string };

/** Why a child gave up by itself. */
export const childFailures = [
  'AGENT_SYNTAX',
  'AGENT_NO_HANDLER',
  'AGENT_THREW',
  'AGENT_CPU',
  'AGENT_MEMORY',
  'AGENT_RESULT_NOT_JSON',
  'AGENT_RESULT_TOO_LARGE',
  'AGENT_STALLED',
  'AGENT_CRASHED',
] as const;
export type ChildFailure = (typeof childFailures)[number];

/** What the host says to a child. */
export type HostFrame =
  /** First line: the guest's own code, evaluated before any agent arrives. */
  | { readonly type: 'boot'; readonly guest: string }
  | {
      readonly type: 'run';
      readonly source: string;
      readonly input: string;
      readonly grants: string;
      readonly cpuMs: number;
      readonly memoryMb: number;
      readonly resultCharacters: number;
    }
  /** Answer to a call; `json` holds `{ok: true, value}` or `{ok: false, code, message}`. */
  | { readonly type: 'reply'; readonly id: number; readonly json: string }
  | { readonly type: 'abort' };

/** The frame, or undefined for anything that no honest child sends. */
export function parseChildFrame(line: string): ChildFrame | undefined {
  const value = parseUntrusted(line);
  if (typeof value !== 'object' || value === null) return undefined;
  const frame = value as Readonly<Record<string, unknown>>;
  switch (frame['type']) {
    case 'ready':
      return { type: 'ready' };
    case 'call': {
      const { id, json } = frame;
      if (typeof id !== 'number' || !Number.isSafeInteger(id) || typeof json !== 'string') return undefined;
      const call = parseUntrusted(json);
      if (typeof call !== 'object' || call === null) return undefined;
      const { capability, input } = call as Readonly<Record<string, unknown>>;
      return typeof capability === 'string' && capability.length <= 64 ? { type: 'call', id, capability, input: input ?? null } : undefined;
    }
    case 'log': {
      const { level, line: text } = frame;
      if (typeof text !== 'string') return undefined;
      return level === 'debug' || level === 'info' || level === 'warn' || level === 'error' ? { type: 'log', level, line: text } : undefined;
    }
    case 'returned': {
      const { json, cpuMs } = frame;
      return typeof json === 'string' && typeof cpuMs === 'number' && Number.isFinite(cpuMs) ? { type: 'returned', json, cpuMs } : undefined;
    }
    case 'failed': {
      const { code, message } = frame;
      const known = childFailures.find((failure) => failure === code);
      return known !== undefined && typeof message === 'string' ? { type: 'failed', code: known, message: message.slice(0, 2_000) } : undefined;
    }
    default:
      return undefined;
  }
}

/** JSON as a plain value, or undefined. Keys named `__proto__` are dropped: copied carelessly they would change a prototype. */
export function parseUntrusted(text: string): unknown {
  try {
    return text.includes('__proto__') || text.includes('\\u')
      ? JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value))
      : JSON.parse(text);
  } catch {
    return undefined; // not JSON: the caller decides what that means
  }
}
