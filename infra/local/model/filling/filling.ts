import type { TaskDocument } from '../reading/document.ts';
import type { Draft } from './draft.ts';
import type { Evidence } from './evidence.ts';
import type { Property } from './property.ts';

/** What the value of one property is made from. */
export interface Filling {
  readonly properties: readonly Property[];
  readonly evidence: Evidence;
  readonly draft: Draft;
  readonly document: TaskDocument | undefined;
  readonly toolText: string;
  readonly documents: ReadonlyMap<string, string>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly dates: string[];
}
