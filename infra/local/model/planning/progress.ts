import type { Conversation, Exchange } from '../reading/conversation.ts';
import { errorText, isRecord, readResult } from './tool-result.ts';
import { fromToolUseId } from './use-id.ts';

/** An answered call of an agent. */
export interface Attempt {
  readonly unit: number;
  readonly attempt: number;
  readonly agent: string;
  readonly input: unknown;
  readonly ok: boolean;
  readonly value: unknown;
  /** The value is the beginning of a text whose end is not known. */
  readonly cut?: true;
}

/** An answered request for a new agent. */
export interface Fabrication {
  readonly ok: boolean;
  /** The new agent, when there is one that may be used. */
  readonly agentId?: string;
  readonly message: string;
}

/** What the conversation says of one step. */
export interface Progress {
  readonly attempts: readonly Attempt[];
  readonly fabrication?: Fabrication;
  /** Agents beyond those offered were looked for. */
  readonly searched: boolean;
}

/** Reads the progress of a step from the answered tool uses. */
export function progressOf(step: number, conversation: Pick<Conversation, 'exchanges'>): Progress {
  const mine = conversation.exchanges.flatMap((exchange) => {
    const id = fromToolUseId(exchange.use.toolUseId);
    return id?.steps.includes(step) === true ? [{ id, exchange }] : [];
  });
  const fabrication = mine.findLast(({ id }) => id.kind === 'fabrication');
  return {
    attempts: mine
      .filter(({ id }) => id.kind === 'agent')
      .map(({ id, exchange }) => ({
        unit: id.unit,
        attempt: id.attempt,
        agent: exchange.use.name,
        input: exchange.use.input,
        ...readResult(exchange.result),
        ...(exchange.cut === true && { cut: true as const }),
      })),
    ...(fabrication === undefined ? {} : { fabrication: fabricationOf(fabrication.exchange) }),
    searched: mine.some(({ id }) => id.kind === 'search'),
  };
}

/** Agents that this conversation had made. */
export function fabricatedAgents(conversation: Pick<Conversation, 'exchanges'>): readonly string[] {
  return conversation.exchanges.flatMap((exchange) => {
    if (fromToolUseId(exchange.use.toolUseId)?.kind !== 'fabrication') return [];
    const { agentId } = fabricationOf(exchange);
    return agentId === undefined ? [] : [agentId];
  });
}

function fabricationOf(exchange: Exchange): Fabrication {
  const { ok, value } = readResult(exchange.result);
  if (!ok) return { ok: false, message: errorText(value) };
  if (!isRecord(value)) {
    const agentId = /\bagent(?:Id)?\s*[:=]?\s*["'`]([\w-]{1,64})["'`]/i.exec(String(value))?.[1];
    return { ok: true, message: String(value), ...(agentId === undefined ? {} : { agentId }) };
  }
  const state = typeof value['state'] === 'string' ? value['state'] : 'active';
  const message = typeof value['message'] === 'string' ? value['message'] : JSON.stringify(value);
  const agentId = value['agentId'] ?? value['agent_id'] ?? value['name'];
  if (typeof agentId !== 'string' || value['success'] === false || value['status'] === 'error') return { ok: false, message };
  return state === 'active' ? { ok: true, agentId, message } : { ok: true, message: `the new agent "${agentId}" is ${state} and has to be activated first` };
}
