import type { ModelOutcome, ModelRequest } from '../../../handlers/shell/ports.ts';

import { note, type Finding } from './finding.ts';

const TOOL = 'report_ready';

/** A tiny question that wants a tool, since the supervisor works by tool calls. Costs about a hundred tokens. */
export const PROBE: ModelRequest = {
  system: 'You are being tested. Do exactly what you are asked, with the tool.',
  messages: [{ role: 'user', content: [{ type: 'text', text: `Call the tool ${TOOL} with ready set to true.` }] }],
  tools: [
    {
      name: TOOL,
      description: 'Reports whether you are ready.',
      inputSchema: { type: 'object', properties: { ready: { type: 'boolean', description: 'Whether you are ready.' } }, required: ['ready'] },
    },
  ],
  // Room for a model that thinks first.
  maxTokens: 512,
  timeoutMs: 60_000,
};

/** Whether the answer calls the tool. */
export function usedTool(outcome: ModelOutcome): boolean {
  return outcome.kind === 'answered' && outcome.content.some((block) => block.type === 'toolUse' && block.name === TOOL);
}

/** It answers, but will be of no use to the supervisor. */
export function withoutTool(id: string): Finding {
  return note('model access', `"${id}" answers, but did not call the tool that it was asked to call`, 'choose a model that is good at tool calls');
}
