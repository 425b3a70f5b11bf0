/** One unit of work of the task: a call of an agent (or several of the same agent over several documents). */
export interface Step {
  readonly id: number;
  /** Marked text. */
  readonly text: string;
  /** Steps whose results it needs (`⟦rN⟧` in its text). */
  readonly needs: readonly number[];
  /** Steps whose figures are held against each other in the answer carry the same number. */
  readonly comparison?: number;
}
