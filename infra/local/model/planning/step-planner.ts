import { gatherEvidence, type Evidence } from '../filling/evidence.ts';
import { takes } from '../filling/schema.ts';
import { fitting, rankTools, type Candidate } from '../matching/ranking.ts';
import type { ToolCard } from '../matching/tool-card.ts';
import type { Conversation } from '../reading/conversation.ts';
import { fieldsOf } from '../reading/document.ts';
import { marksOf, unmark, type MarkedTask } from '../reading/marked-task.ts';
import type { Step } from '../reading/step.ts';
import { needOf, searchWordsOf } from './need.ts';
import { progressOf, type Progress } from './progress.ts';
import { repairOf } from './repair.ts';
import type { PlannedUse, StepState } from './step-state.ts';
import { errorText, mainValue } from './tool-result.ts';

/** The supervisor's tool that looks for agents beyond those offered. */
export const searchTool = 'find_agents';

/** All that decides what to do about one step. */
export interface Situation {
  readonly step: Step;
  readonly steps: readonly Step[];
  /** Of the steps before this one. */
  readonly states: readonly StepState[];
  readonly task: MarkedTask;
  readonly conversation: Conversation;
  readonly agents: readonly ToolCard[];
  readonly known: readonly ToolCard[];
  readonly maker: ToolCard | undefined;
  /** There are more agents than those offered, and they can be looked for. */
  readonly searchable: boolean;
  /** The caller insists on a tool use: take the best tool however bad. */
  readonly lenient: boolean;
}

export interface StepPlan {
  readonly state: StepState;
  readonly next: readonly PlannedUse[];
}

/** Decides what to do next about one step, from what the conversation says of it. */
export class StepPlanner {
  readonly #situation: Situation;
  readonly #progress: Progress;

  constructor(situation: Situation) {
    this.#situation = situation;
    this.#progress = progressOf(situation.step.id, situation.conversation);
  }

  plan(): StepPlan {
    const { step, states } = this.#situation;
    const needed = step.needs.map((id) => states[id]);
    const broken = step.needs.find((id) => states[id]?.kind === 'failed');
    if (broken !== undefined) return failed(`it needs the result of "${this.#label(broken)}", which is missing`);
    const cut = step.needs.find((id) => states[id]?.kind === 'done' && states[id].results.some((result) => result.cut === true));
    if (cut !== undefined) return failed(`the result of "${this.#label(cut)}" is too long to be read whole`);
    if (needed.some((state) => state?.kind !== 'done')) return { state: { kind: 'open' }, next: [] };
    return this.#progress.attempts.length === 0 ? this.#first() : this.#continued();
  }

  #first(): StepPlan {
    const { step, maker, task, known, searchable } = this.#situation;
    const evidence = this.#evidence();
    const { fabrication } = this.#progress;
    if (fabrication !== undefined) return this.#afterFabrication(evidence);
    const missing = task.missingFiles.find((name) => step.text.includes(name));
    if (missing !== undefined)
      return failed(
        `the file "${missing}" is not attached${task.documents.length === 0 ? '' : ` (attached: ${task.documents.map((document) => `"${document.name}"`).join(', ')})`}`,
      );
    const candidates = this.#candidates(evidence, known);
    const best = candidates[0];
    if (best?.unmet !== undefined) return failed(best.unmet);
    if (best !== undefined)
      return {
        state: { kind: 'open' },
        next: best.inputs.map((input, unit) => ({ id: { steps: [step.id], kind: 'agent', unit, attempt: 1 }, name: best.card.name, input })),
      };
    const reused = this.#candidates(evidence, this.#situation.agents)[0];
    if (reused?.unmet !== undefined) return failed(reused.unmet);
    if (reused !== undefined)
      return {
        state: { kind: 'open' },
        next: reused.inputs.map((input, unit) => ({ id: { steps: [step.id], kind: 'agent', unit, attempt: 1 }, name: reused.card.name, input })),
      };
    if (searchable && !this.#progress.searched) {
      const need = searchWordsOf(evidence);
      if (need !== '')
        return { state: { kind: 'open' }, next: [{ id: { steps: [step.id], kind: 'search', unit: 0, attempt: 1 }, name: searchTool, input: { need } }] };
    }
    if (maker === undefined) return failed('none of the agents can do this');
    return {
      state: { kind: 'open' },
      next: [{ id: { steps: [step.id], kind: 'fabrication', unit: 0, attempt: 1 }, name: maker.name, input: needOf(evidence, maker.schema) }],
    };
  }

  #afterFabrication(evidence: Evidence): StepPlan {
    const { step, agents } = this.#situation;
    const { fabrication } = this.#progress;
    if (fabrication?.agentId === undefined) return failed(`no agent can do this, and none could be made: ${fabrication?.message ?? 'no reason given'}`);
    const card = agents.find((agent) => agent.name === fabrication.agentId);
    if (card === undefined) return failed(`the new agent "${fabrication.agentId}" was made but is not available yet`);
    const [candidate] = rankTools(evidence, [card]);
    if (candidate === undefined)
      return failed(
        `the task does not give the new agent "${card.name}" what it needs (${(card.schema.required ?? Object.keys(card.schema.properties ?? {})).join(', ')})`,
      );
    if (candidate.unmet !== undefined) return failed(candidate.unmet);
    return {
      state: { kind: 'open' },
      next: candidate.inputs.map((input, unit) => ({ id: { steps: [step.id], kind: 'agent', unit, attempt: 1 }, name: card.name, input })),
    };
  }

  #continued(): StepPlan {
    const { step } = this.#situation;
    const units = [...new Set(this.#progress.attempts.map((attempt) => attempt.unit))];
    const last = units.flatMap((unit) => this.#progress.attempts.filter((attempt) => attempt.unit === unit).toSorted((a, b) => b.attempt - a.attempt)[0] ?? []);
    const retries: PlannedUse[] = [];
    const reasons: string[] = [];
    for (const attempt of last.filter(({ ok }) => !ok)) {
      const repair = attempt.attempt < 2 ? repairOf(attempt, this.#candidates(this.#evidence(), this.#situation.agents)) : undefined;
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
    if (good.length > 0 || !this.#situation.lenient) return good;
    const [best] = ranked;
    const [first] = cards;
    return best !== undefined ? [best] : first === undefined ? [] : [insisted(first, evidence)];
  }

  #evidence(): Evidence {
    const { step, steps, states, task, conversation } = this.#situation;
    const results = new Map(
      step.needs.map((id) => {
        const state = states[id];
        const values = state?.kind === 'done' ? state.results.map((result) => mainValue(result.value, steps[id]?.text ?? '')) : [];
        return [id, values.length === 1 ? values[0] : values] as const;
      }),
    );
    const hints = step.needs.flatMap((id) => {
      const text = steps[id]?.text ?? '';
      return [
        unmark(text, task),
        ...marksOf(text, 'd').flatMap((document) => (task.documents[document] === undefined ? [] : fieldsOf(task.documents[document]))),
      ];
    });
    return gatherEvidence(step, task, results, conversation.context, hints.join(' ').replace(/[_()]/g, ' '));
  }

  #label(id: number): string {
    const { steps, task } = this.#situation;
    return unmark(steps[id]?.text ?? '', task);
  }
}

/** The caller insists on this tool: what the task does not give becomes the task's own words, or a zero. */
function insisted(card: ToolCard, evidence: Evidence): Candidate {
  const words = evidence.text.replace(/⟦[^⟧]*⟧/g, ' ').trim();
  const value = (name: string): unknown => {
    const schema = card.schema.properties?.[name] ?? {};
    if (schema.enum !== undefined) return schema.enum[0];
    if (takes(schema, 'string')) return words;
    if (takes(schema, 'array')) return [];
    return takes(schema, 'boolean') ? false : takes(schema, 'object') ? {} : (evidence.numbers[0]?.value ?? 0);
  };
  return { card, inputs: [Object.fromEntries((card.schema.required ?? []).map((name) => [name, value(name)]))], coverage: 0, score: 0, overRows: false };
}

function failed(reason: string): StepPlan {
  return { state: { kind: 'failed', reason, results: [] }, next: [] };
}
