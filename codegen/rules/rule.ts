import type { Diagnostic } from '../diagnostics.ts';
import type { SourceSet } from '../load/source-set.ts';
import type { DocumentModel } from '../model/document.ts';
import type { Model } from '../model/model.ts';

export interface RuleContext {
  readonly model: Model;
  readonly document: DocumentModel;
  readonly sources: SourceSet;
  /** Whether nothing that was looked at before is an error. */
  readonly isSound: boolean;
}

/** A lint rule: looks at the model and yields what it finds. One rule a file; {@link ../rules/always.ts} lists them. */
export type Rule = (context: RuleContext) => Iterable<Diagnostic>;
