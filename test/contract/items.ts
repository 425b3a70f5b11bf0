/** Valid items to start from. */
import { dueShard } from '../../handlers/core/orchestration/head.ts';
import { requestIdOf, taskIdOf } from '../../handlers/core/task/use-id.ts';
import { sha256 } from '../../handlers/shell/hash.ts';
import type { Agent } from '../../generated/tables/agent.ts';
import type { AgentVersion } from '../../generated/tables/agent-version.ts';
import type { Orchestration } from '../../generated/tables/orchestration.ts';
import type { OrchestrationMessage } from '../../generated/tables/orchestration-message.ts';
import type { Task } from '../../generated/tables/task.ts';
import type { Tool } from '../../generated/tables/tool.ts';

export const NOW = 1_800_000_000_000;

export const token = sha256('token');
export const otherToken = sha256('other token');

export function headOf(orchestrationId: string, changes: Partial<Orchestration> = {}): Orchestration {
  return {
    orchestrationId,
    item: 'META',
    status: 'THINKING',
    turn: 0,
    epoch: 1,
    messages: 1,
    dispatchedTurn: 0,
    leaseUntil: NOW + 60_000,
    wakeAt: NOW + 65_000,
    due: dueShard(orchestrationId),
    deadlineAt: NOW + 3_600_000,
    createdAt: NOW,
    updatedAt: NOW,
    budget: { turns: 30, tasks: 200, tokens: 1_000_000, costUsd: 20, fabrications: 3 },
    usage: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, modelCalls: 0, costUsd: 0, tasks: 0, fabrications: 0 },
    requestHash: sha256('request'),
    configHash: sha256('config'),
    ...changes,
  };
}

/** The head after its first turn was committed. */
export function waitingOf(head: Orchestration): Orchestration {
  const { leaseUntil: _lease, ...rest } = head;
  return { ...rest, status: 'WAITING', turn: head.turn + 1, messages: head.messages + 1, updatedAt: NOW + 1 };
}

export function messageOf(orchestrationId: string, index: number, body = '[{"type":"text","text":"hello"}]'): OrchestrationMessage {
  return { orchestrationId, item: `M#${String(index).padStart(4, '0')}`, role: index % 2 === 0 ? 'user' : 'assistant', body, createdAt: NOW };
}

export function taskOf(orchestrationId: string, index: number, changes: Partial<Task> = {}): Task {
  const toolUseId = `tooluse_${index}`;
  return {
    requestId: requestIdOf(orchestrationId, 1),
    taskId: taskIdOf(index, toolUseId),
    orchestrationId,
    turn: 1,
    index,
    toolUseId,
    agentId: 'calculator',
    agentVersion: 'v1',
    target: 'arbiter-test-worker',
    status: 'CREATED',
    attempt: 0,
    wakeAt: NOW + 60_000,
    deadlineAt: NOW + 3_600_000,
    tokenHashes: [token],
    input: '{"expression":"1+1"}',
    createdAt: NOW,
    ...changes,
  };
}

export function agentOf(agentId: string, changes: Partial<Agent> = {}): Agent {
  return {
    agentId,
    config: {
      name: agentId,
      schema: { type: 'object', properties: { text: { type: 'string' } } },
      version: 'v1',
      description: 'Counts words',
      action: { type: 'sqs', target: 'arbiter-test-worker' },
    },
    state: 'active',
    categories: ['test'],
    sha256: sha256(agentId),
    source: 'registered',
    createdAt: '2026-11-24T09:00:00.000Z',
    updatedAt: '2026-11-24T09:00:00.000Z',
    ...changes,
  };
}

export function versionOf(agentId: string, version: string, changes: Partial<AgentVersion> = {}): AgentVersion {
  return {
    agentId,
    version,
    config: { ...agentOf(agentId).config, version },
    createdAt: '2026-11-24T09:00:00.000Z',
    by: 'test',
    sha256: sha256(version),
    ...changes,
  };
}

export function toolOf(toolId: string, changes: Partial<Tool> = {}): Tool {
  return {
    toolId,
    config: { name: toolId, filename: `tools/${toolId}/${sha256(toolId)}.js`, schema: { type: 'object' }, version: 'v1', description: 'Parses CSV text' },
    state: 'active',
    sha256: sha256(toolId),
    createdAt: '2026-11-24T09:00:00.000Z',
    updatedAt: '2026-11-24T09:00:00.000Z',
    ...changes,
  };
}
