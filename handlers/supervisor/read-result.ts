import { partCharacters } from '../core/orchestration/built-in-tools.ts';
import type { Message } from '../core/orchestration/conversation.ts';
import { requestIdOf } from '../core/task/use-id.ts';
import type { BuiltInAnswer } from '../core/orchestration/plan.ts';
import { resultOf } from './gather.ts';
import type { Orchestrator } from './orchestrator.ts';

interface Wanted {
  readonly result: string;
  readonly pointer?: string;
  readonly offset?: number;
  readonly length?: number;
}

/** A part of an earlier result of the same orchestration: nothing else can be named, so nothing else can be read. */
export async function answerReadResult(
  orchestrator: Orchestrator,
  orchestrationId: string,
  history: readonly Message[],
  { result, pointer = '', offset = 0, length = partCharacters.usual }: Wanted,
): Promise<BuiltInAnswer> {
  const index = history.findLastIndex(({ blocks }) => blocks.some((block) => block.type === 'toolResult' && block.toolUseId === result));
  if (index < 0) return problem(`there is no result ${JSON.stringify(result)} in this conversation: take the id from where a result was cut`);
  const shown = history[index]?.blocks.find((block) => block.type === 'toolResult' && block.toolUseId === result);
  // The user message at 2n answers turn n; a result that was edited into a fork has no task, and is whole where it is shown.
  const tasks = await orchestrator.ports.store.tasks(requestIdOf(orchestrationId, index / 2));
  const task = tasks.find((candidate) => candidate.toolUseId === result);
  const whole = (task === undefined ? undefined : await resultOf(orchestrator, task))?.text ?? (shown?.type === 'toolResult' ? shown.text : '');
  const text = pointer === '' ? { ok: true as const, text: whole } : partOf(whole, pointer);
  if (!text.ok) return problem(text.message);
  const total = text.text.length;
  if (offset >= total && total > 0)
    return problem(`the ${pointer === '' ? 'result' : `part ${pointer}`} has ${total} characters: ask for an "offset" below that`);
  const end = Math.min(total, offset + Math.min(length, partCharacters.most));
  const next = end < total ? `; the next part begins at "offset" ${end}` : '';
  return { ok: true, text: `characters ${offset} to ${end} of ${total}${next}\n${text.text.slice(offset, end)}` };
}

/** The value at a JSON pointer (RFC 6901) as text; what is there instead when the pointer leads nowhere. */
function partOf(json: string, pointer: string): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // Expected: many results are plain text.
    return { ok: false, message: 'the result is not JSON: leave "pointer" out and read it by "offset"' };
  }
  if (!pointer.startsWith('/')) return { ok: false, message: `"pointer" is ${JSON.stringify(pointer)}: begin it with "/"` };
  const steps = pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (const [depth, step] of steps.entries()) {
    const here = steps.slice(0, depth).join('/');
    if (typeof value !== 'object' || value === null)
      return { ok: false, message: `"/${here}" holds no parts: it is ${JSON.stringify(value)?.slice(0, 100) ?? 'empty'}` };
    if (!Object.hasOwn(value, step)) {
      const there = Array.isArray(value) ? `0 to ${value.length - 1}` : Object.keys(value).slice(0, 50).join(', ');
      return { ok: false, message: `there is no ${JSON.stringify(step)} at "/${here}": there are ${there === '' ? 'no parts' : there}` };
    }
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return { ok: true, text: typeof value === 'string' ? value : JSON.stringify(value) };
}

function problem(message: string): BuiltInAnswer {
  return { ok: false, code: 'INVALID_INPUT', message };
}
