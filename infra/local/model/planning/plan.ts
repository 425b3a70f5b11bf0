import { gatherEvidence } from '../filling/evidence.ts';
import { fitting, rankTools } from '../matching/ranking.ts';
import { makesAgents, toToolCard, type ToolCard } from '../matching/tool-card.ts';
import type { Conversation } from '../reading/conversation.ts';
import { markTask, type MarkedTask } from '../reading/marked-task.ts';
import type { Step } from '../reading/step.ts';
import { stepsOf } from '../reading/steps.ts';
import { fabricatedAgents } from './progress.ts';
import { readTool } from '../reading/long-results.ts';
import { searchTool, StepPlanner } from './step-planner.ts';
import type { PlannedUse, StepState } from './step-state.ts';
import { toToolUseId } from './use-id.ts';

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
  const offered = conversation.tools.map(toToolCard).filter((card) => choice.tool === undefined || card.name === choice.tool);
  // Tools of the supervisor itself are no agents: they do none of the task's work.
  const cards = offered.filter(({ name }) => name !== searchTool && name !== readTool);
  const maker = cards.find(makesAgents);
  const agents = cards.filter((card) => !makesAgents(card) || choice.tool !== undefined);
  const fabricated = fabricatedAgents(conversation);
  const known = agents.filter((card) => !fabricated.includes(card.name));
  const task = markTask(conversation);
  const steps = stepsOf(task, (text) => worksOnDocument(text, task, known));
  const states: StepState[] = [];
  const uses: PlannedUse[] = [];
  for (const step of steps) {
    const planner = new StepPlanner({
      step,
      steps,
      states,
      task,
      conversation,
      agents,
      known,
      maker,
      searchable: offered.some(({ name }) => name === searchTool),
      lenient: choice.any === true || choice.tool !== undefined,
    });
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
  return (
    best !== undefined &&
    best.unmet === undefined &&
    best.inputs.some((input) => Object.values(input).some((value) => evidence.documents.some((document) => document.value === value)))
  );
}

/** Steps that need the same new agent ask for it once; only their values differ. */
function mergeFabrications(uses: readonly PlannedUse[]): readonly PlannedUse[] {
  const merged: PlannedUse[] = [];
  for (const use of uses) {
    const twin =
      use.id.kind === 'fabrication'
        ? merged.findIndex((other) => other.id.kind === 'fabrication' && needWithoutValues(other.input) === needWithoutValues(use.input))
        : -1;
    const other = merged[twin];
    if (other === undefined) merged.push(use);
    else merged[twin] = { ...other, id: { ...other.id, steps: [...other.id.steps, ...use.id.steps] } };
  }
  return merged;
}

function needWithoutValues(input: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(input)
    .replace(/\\"[^"]*\\"|-?\d[\d.,]*|\(for instance[^)]*\)/g, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

/** The id on the wire and what is asked, for the reply. */
export function toToolUse(use: PlannedUse): { readonly toolUseId: string; readonly name: string; readonly input: Readonly<Record<string, unknown>> } {
  return { toolUseId: toToolUseId(use.id), name: use.name, input: use.input };
}
