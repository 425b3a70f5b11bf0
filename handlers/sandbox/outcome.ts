import type { AgentOutcome } from '../shell/ports.ts';
import type { CellEnd } from './cell.ts';
import type { SandboxLimits } from './limits.ts';

/** Every way a run can fail. Only the last is the platform's own fault, and only that one is worth another try by itself. */
export type AgentFailureCode =
  /** The module does not compile. */
  | 'AGENT_SYNTAX'
  /** It exports no function `handler`. */
  | 'AGENT_NO_HANDLER'
  /** It threw, while loading or in the handler. */
  | 'AGENT_THREW'
  | 'AGENT_TIMEOUT'
  | 'AGENT_CPU'
  | 'AGENT_MEMORY'
  /** The result is a function, holds a cycle or throws when read. */
  | 'AGENT_RESULT_NOT_JSON'
  | 'AGENT_RESULT_TOO_LARGE'
  /** Its promise can never settle. */
  | 'AGENT_STALLED'
  | 'AGENT_LOG_FLOOD'
  | 'AGENT_CALL_FLOOD'
  /** The engine stopped under it. */
  | 'AGENT_CRASHED'
  /** The child said what no honest child says. */
  | 'AGENT_VIOLATION'
  | 'SANDBOX_FAILED';

export function failed(code: AgentFailureCode, message: string, retryable = code === 'SANDBOX_FAILED'): AgentOutcome {
  return { kind: 'failed', code, message, retryable };
}

/** What the end of a child in the middle of a run means. */
export function outcomeOfEnd(end: CellEnd, limits: SandboxLimits, running: boolean): AgentOutcome {
  switch (end.kind) {
    case 'memory':
      return failed('AGENT_MEMORY', `the sandbox grew to ${end.megabytes} MB and was stopped: keep less of the data at once`);
    case 'cpu':
      return failed('AGENT_CPU', `the agent used more than ${limits.cpuMs} ms of CPU and was stopped: do less, or ask for it in parts`);
    case 'violation':
      return failed('AGENT_VIOLATION', `the sandbox sent ${end.what} and was stopped`);
    case 'exited':
      // V8 aborts (SIGABRT, SIGTRAP, exit code 134) when its heap is full; the engine's own exits are the agent's doing.
      if (running && /^(SIGABRT|SIGTRAP|exit code 134)/.test(end.how))
        return failed('AGENT_MEMORY', 'the sandbox ran out of memory: keep less of the data at once');
      if (running && end.how.startsWith('exit code')) return failed('AGENT_CRASHED', `the sandbox ended in the middle of the run (${end.how})`);
      return failed('SANDBOX_FAILED', `the sandbox process ended (${end.how}): try again`);
  }
}
