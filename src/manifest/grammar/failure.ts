/** What breaks the grammar of YAML. The names are ours; `explain.ts` has the words for people. */
export type FailureKind =
  | 'control-character'
  | 'bad-start'
  | 'tab-indentation'
  | 'no-colon'
  | 'entry-not-allowed'
  | 'key-not-allowed'
  | 'value-not-allowed'
  | 'no-key'
  | 'no-entry'
  | 'no-content'
  | 'flow-list-open'
  | 'flow-map-open'
  | 'too-deep'
  | 'anchor-name'
  | 'unknown-anchor'
  | 'recursive-anchor'
  | 'alias-bomb'
  | 'tag'
  | 'tag-handle'
  | 'tag-value'
  | 'directive'
  | 'directive-without-start'
  | 'block-header'
  | 'quote-open'
  | 'marker-in-quotes'
  | 'escape'
  | 'map-key'
  | 'null-key'
  | 'big-key'
  | 'not-finite'
  | 'merge'
  | 'separator';

/** Why and where reading stopped. */
export interface Failure {
  readonly kind: FailureKind;
  /** Offset where it was noticed. */
  readonly at: number;
  /** Offset where what is wrong began: the quote that is not closed, the key without a colon. */
  readonly from: number;
  /** The piece of text the message names, where there is one. */
  readonly piece?: string;
}
