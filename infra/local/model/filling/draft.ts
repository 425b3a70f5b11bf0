import { contentTerms } from '../reading/terms.ts';

/** An input in the making. */
export interface Draft {
  readonly input: Record<string, unknown>;
  readonly consumed: string[];
  fit: number;
  /** The tool offers a choice of things to do, and the step's words name none of them. */
  unchosen: boolean;
  /** Why the input would answer another question. */
  unmet: string | undefined;
}

/** Notes that a text went into the input: its words need no explanation by the tool's description any more. */
export function consume(draft: Draft, text: string): void {
  draft.consumed.push(...contentTerms(text));
}
