import { gatherEvidence, type Evidence } from '../filling/evidence.ts';
import { fitting, rankTools, type Candidate } from '../matching/ranking.ts';
import { makesAgents, toToolCard, type ToolCard } from '../matching/tool-card.ts';
import type { Conversation } from '../reading/conversation.ts';
import { fieldsOf } from '../reading/document.ts';
import { markTask, marksOf, unmark, type MarkedTask } from '../reading/marked-task.ts';
import type { Step } from '../reading/step.ts';
import { stepsOf } from '../reading/steps.ts';
import { fabricatedAgents, progressOf, type Attempt, type Progress } from './progress.ts';
import { repairOf } from './repair.ts';
import { errorText, mainValue } from './tool-result.ts';
import { needOf } from './need.ts';
import { toToolUseId, type UseId } from './use-id.ts';

/** A tool use to ask for now. */
export interface PlannedUse {
  readonly id: UseId;
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** How a step stands. */
export type StepState =
  /** Done: one result, or one for each document or value. */
  | { readonly kind: 'done'; readonly results: readonly Attempt[] }
  /** Will not be done; the reason is for the user. */
  | { readonly kind: 'failed'; readonly reason: string; readonly results: readonly Attempt[] }
  | { readonly kind: 'open' };

export interface Plan {
  readonly task: MarkedTask;
  readonly steps: readonly Step[];
  readonly states: readonly StepState[];
  /** Empty when there is nothing left to ask for. */
  readonly uses: readonly PlannedUse[];
  readonly fabricated: readonly string[];
}

/** Most tool uses of one turn; the rest follows in the next. */
const mostUses = 16;
/** Most turns of one task, far above what the steps allow: the last defence against a loop. */
const mostTurns = 60;

/** Works out from a conversation alone what is done, what failed and what to ask for next. */
export function planTurn(conversation: Conversation, choice: { readonly tool?: string; readonly any?: boolean } = {}): Plan {
  const cards = conversation.tools.map(toToolCard).filter(card => choice.tool === undefined || card.name === choice.tool);
  const maker = cards.find(makesAgents);
  const agents = cards.filter(card => !makesAgents(card) || choice.tool !== undefined);
  const fabricated = fabricatedAgents(conversation);
  const known = agents.filter(card => !fabricated.includes(card.name));
  const task = markTask(conversation);
  const steps = stepsOf(task, text => worksOnDocument(text, task, known));
  const states: StepState[] = [];
  const uses: PlannedUse[] = [];
  for (const step of steps) {
    const planner = new StepPlanner({ step, steps, states, task, conversation, agents, known, maker, lenient: choice.any === true || choice.tool !== undefined });
    const { state, next } = planner.plan();
    states.push(state);
    uses.push(...next);
  }
  const limited = conversation.turns >= mostTurns ? [] : mergeFabrications(uses).slice(0, mostUses);
  return { task, steps, states, uses: limited, fabricated };
}

/** Whether a clause is work that some agent does on the documents it names. */
function worksOnDocument(text: string, task: MarkedTask, cards: readonly ToolCard[]): boolean {
  const evidence = gatherEvidence({ id: 0, text, needs: [] }, task, new Map(), {}, '');
  const [best] = fitting(rankTools(evidence, cards));
  return best !== undefined && best.inputs.some(input => Object.values(input).some(value => evidence.documents.some(document => document.value === value)));
}

/** Steps that need the same new agent ask for it once; only their values differ. */
function mergeFabrications(uses: readonly PlannedUse[]): readonly PlannedUse[] {
  const merged: PlannedUse[] = [];
  for (const use of uses) {
    const twin = use.id.kind === 'fabrication' ? merged.findIndex(other => other.id.kind === 'fabrication' && needWithoutValues(other.input) === needWithoutValues(use.input)) : -1;
    const other = merged[twin];
    if (other === undefined) merged.push(use);
    else merged[twin] = { ...other, id: { ...other.id, steps: [...other.id.steps, ...use.id.steps] } };
  }
  return merged;
}

function needWithoutValues(input: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(input).replace(/\\"[^"]*\\"|-?\d[\d.,]*|\(for instance[^)]*\)/g, '').replace(/\s+/g, ' ').toLowerCase();
}

interface Situation {
  readonly step: Step;
  readonly steps: readonly Step[];
  /** Of the steps before this one. */
  readonly states: readonly StepState[];
  readonly task: MarkedTask;
  readonly conversation: Conversation;
  readonly agents: readonly ToolCard[];
  readonly known: readonly ToolCard[];
  readonly maker: ToolCard | undefined;
  /** The caller insists on a tool use: take the best tool however bad. */
  readonly lenient: boolean;
}

interface StepPlan {
  readonly state: StepState;
  readonly next: readonly PlannedUse[];
}

class StepPlanner {
  readonly #situation: Situation;
  readonly #progress: Progress;

  constructor(situation: Situation) {
    this.#situation = situation;
    this.#progress = progressOf(situation.step.id, situation.conversation);
  }

  plan(): StepPlan {
    const { step, states } = this.#situation;
    const needed = step.needs.map(id => states[id]);
    const broken = step.needs.find(id => states[id]?.kind === 'failed');
    if (broken !== undefined) return failed(`it needs the result of "${this.#label(broken)}", which is missing`);
    if (needed.some(state => state?.kind !== 'done')) return { state: { kind: 'open' }, next: [] };
    return this.#progress.attempts.length === 0 ? this.#first() : this.#continued();
  }

  #first(): StepPlan {
    const { step, maker, task, known } = this.#situation;
    const evidence = this.#evidence();
    const { fabrication } = this.#progress;
    if (fabrication !== undefined) return this.#afterFabrication(evidence);
    const candidates = this.#candidates(evidence, known);
    const best = candidates[0];
    if (best !== undefined) return { state: { kind: 'open' }, next: best.inputs.map((input, unit) => ({ id: { steps: [step.id], kind: 'agent', unit, attempt: 1 }, name: best.card.name, input })) };
    const reused = this.#candidates(evidence, this.#situation.agents)[0];
    if (reused !== undefined) return { state: { kind: 'open' }, next: reused.inputs.map((input, unit) => ({ id: { steps: [step.id], kind: 'agent', unit, attempt: 1 }, name: reused.card.name, input })) };
    const missing = task.missingFiles.find(name => step.text.includes(name));
    if (missing !== undefined) return failed(`the file "${missing}" is not attached`);
    if (maker === undefined) return failed('none of the agents can do this');
    return { state: { kind: 'open' }, next: [{ id: { steps: [step.id], kind: 'fabrication', unit: 0, attempt: 1 }, name: maker.name, input: needOf(evidence, maker.schema) }] };
  }

  #afterFabrication(evidence: Evidence): StepPlan {
    const { step, agents } = this.#situation;
    const { fabrication } = this.#progress;
    if (fabrication?.agentId === undefined) return failed(`no agent can do this, and none could be made: ${fabrication?.message ?? 'no reason given'}`);
    const card = agents.find(agent => agent.name === fabrication.agentId);
    if (card === undefined) return failed(`the new agent "${fabrication.agentId}" was made but is not available yet`);
    const [candidate] = rankTools(evidence, [card]);
    if (candidate === undefined) return failed(`the task does not give the new agent "${card.name}" what it needs (${(card.schema.required ?? Object.keys(card.schema.properties ?? {})).join(', ')})`);
    return { state: { kind: 'open' }, next: candidate.inputs.map((input, unit) => ({ id: { steps: [step.id], kind: 'agent', unit, attempt: 1 }, name: card.name, input })) };
  }

  #continued(): StepPlan {
    const { step } = this.#situation;
    const units = [...new Set(this.#progress.attempts.map(attempt => attempt.unit))];
    const last = units.flatMap(unit => this.#progress.attempts.filter(attempt => attempt.unit === unit).toSorted((a, b) => b.attempt - a.attempt)[0] ?? []);
    const retries: PlannedUse[] = [];
    const reasons: string[] = [];
    for (const attempt of last.filter(({ ok }) => !ok)) {
      const repair = attempt.attempt < 2 ? repairOf(attempt, this.#candidates(this.#evidence(), this.#situation.agents), unmark(step.text, this.#situation.task)) : undefined;
      if (repair === undefined) reasons.push(`the agent "${attempt.agent}" failed${attempt.attempt > 1 ? ' twice' : ''}: ${errorText(attempt.value)}`);
      else retries.push({ id: { steps: [step.id], kind: 'agent', unit: attempt.unit, attempt: attempt.attempt + 1 }, name: repair.agent, input: repair.input });
    }
    if (retries.length > 0) return { state: { kind: 'open' }, next: retries };
    const results = last.filter(({ ok }) => ok);
    return reasons.length > 0 ? { state: { kind: 'failed', reason: reasons.join('; '), results }, next: [] } : { state: { kind: 'done', results }, next: [] };
  }

  #candidates(evidence: Evidence, cards: readonly ToolCard[]): readonly Candidate[] {
    const ranked = rankTools(evidence, cards);
    const good = fitting(ranked);
    return good.length === 0 && this.#situation.lenient ? ranked.slice(0, 1) : good;
  }

  #evidence(): Evidence {
    const { step, steps, states, task, conversation } = this.#situation;
    const results = new Map(step.needs.map(id => {
      const state = states[id];
      const values = state?.kind === 'done' ? state.results.map(result => mainValue(result.value, steps[id]?.text ?? '')) : [];
      return [id, values.length === 1 ? values[0] : values] as const;
    }));
    const hints = step.needs.flatMap(id => {
      const text = steps[id]?.text ?? '';
      return [unmark(text, task), ...marksOf(text, 'd').flatMap(document => (task.documents[document] === undefined ? [] : fieldsOf(task.documents[document])))];
    });
    return gatherEvidence(step, task, results, conversation.context, hints.join(' ').replace(/[_()]/g, ' '));
  }

  #label(id: number): string {
    const { steps, task } = this.#situation;
    return unmark(steps[id]?.text ?? '', task);
  }
}

function failed(reason: string): StepPlan {
  return { state: { kind: 'failed', reason, results: [] }, next: [] };
}

/** The id on the wire and what is asked, for the reply. */
export function toToolUse(use: PlannedUse): { readonly toolUseId: string; readonly name: string; readonly input: Readonly<Record<string, unknown>> } {
  return { toolUseId: toToolUseId(use.id), name: use.name, input: use.input };
}

