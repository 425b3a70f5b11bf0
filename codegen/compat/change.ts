/** How far a change goes, in terms of semantic versions. */
export type Verdict = 'major' | 'minor' | 'patch';

/** backward: what was valid stays valid. forward: what is valid now was valid before. full: both. none: nothing is promised. */
export const compatibilityModes = ['backward', 'forward', 'full'] as const;
export type CompatibilityMode = (typeof compatibilityModes)[number];

/** One change of a contract. */
export interface Change {
  /** `event task-request`, `table orchestration`, … */
  readonly subject: string;
  readonly rule: string;
  readonly verdict: Verdict;
  readonly message: string;
  readonly file: string;
  readonly pointer: string;
  /** Who has to do something, or at least should know. */
  readonly affected: readonly string[];
  /** A value that proves the break, when one was found. */
  readonly counterexample?: unknown;
}

/** Why a value that was valid may be valid no longer. `pointer` leads into the schema that asks for more. */
export interface Difference {
  readonly rule: DifferenceRule;
  readonly pointer: string;
  readonly message: string;
}

export type DifferenceRule =
  | 'type-narrowed'
  | 'enum-narrowed'
  | 'const-changed'
  | 'bound-narrowed'
  | 'length-narrowed'
  | 'multiple-narrowed'
  | 'pattern-changed'
  | 'format-changed'
  | 'required-added'
  | 'property-narrowed'
  | 'property-added-to-open-object'
  | 'additional-properties-narrowed'
  | 'properties-count-narrowed'
  | 'property-names-narrowed'
  | 'dependency-added'
  | 'items-narrowed'
  | 'items-count-narrowed'
  | 'unique-items-added'
  | 'contains-changed'
  | 'union-narrowed'
  | 'union-ambiguous'
  | 'not-extended'
  | 'condition-changed'
  | 'unevaluated-narrowed'
  | 'schema-false'
  | 'idle-keyword-narrowed'
  | 'not-comparable';
