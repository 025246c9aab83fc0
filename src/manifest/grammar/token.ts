/** Kinds of tokens, as in libyaml, in this project's words. */
export type TokenKind =
  | 'stream-start'
  | 'stream-end'
  | 'version'
  | 'tag-directive'
  | 'document-start'
  | 'document-end'
  | 'block-list-start'
  | 'block-map-start'
  | 'block-end'
  | 'flow-list-start'
  | 'flow-list-end'
  | 'flow-map-start'
  | 'flow-map-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

/** One token with its span. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** Text of a scalar; name of an anchor or alias; handle of a tag; `1.1` of a version. */
  readonly value?: string;
  /** Suffix of a tag, prefix of a tag directive. */
  readonly suffix?: string;
  /** Is the scalar plain? */
  readonly plain?: boolean;
}
