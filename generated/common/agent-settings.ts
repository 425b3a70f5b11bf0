// Generated from common/agent-settings.json. Do not edit.

import type { AgentAction } from './agent-action.ts';
import type { AgentId } from './agent-id.ts';

/** What the model and the worker need to know of the agent. */
export interface AgentSettings {
  /** Equal to agentId. */
  name: AgentId;
  /** Code object: agents/<agentId>/<sha256>.js, or a bare name below agents/. */
  filename?: string;
  /** JSON Schema of the input (type object). */
  schema: {
    [k: string]: unknown;
  };
  /** JSON Schema of the result. */
  outputSchema?: {
    [k: string]: unknown;
  };
  /** The active version. */
  version: string;
  /** What it does and when to use it; the model chooses by this. */
  description: string;
  /** Where its tasks go. */
  action: AgentAction;
  /** Powers granted to its code, for instance "model", "http:api.example.com", "tool:parse-csv". */
  capabilities?: string[];
  /** Ids of the models that its own questions go to, in this order; each must be one of the deployment's for agents. All of those when absent. */
  models?: string[];
  /** Bounds of one run. */
  limits?: AgentLimits;
}

/** Bounds of one run. */
export interface AgentLimits {
  /** Wall-clock seconds. */
  timeoutSeconds?: number;
  /** Memory of the sandbox in MB. */
  memoryMb?: number;
}
