import type { Json } from '../kube/json.js';

/**
 * Where each node of a document is in its file, flat and in document order (pre-order), five numbers a node:
 * key start, key end (both -1 for list items and the root), value start, value end, and the index of the first node
 * after this one's subtree. All are UTF-16 offsets in the file's text, ends exclusive. `keys[i]` is the resolved key of
 * node i (`undefined` for list items and the root). Only `locate.ts` reads it.
 */
export interface Tape {
  readonly offsets: Int32Array;
  readonly keys: readonly (string | undefined)[];
  /** Nodes that are aliases (`*x`), with the node that holds their content: index → index. */
  readonly aliases?: ReadonlyMap<number, number>;
  /** Nodes whose key is the merge key `<<`: the entries of their value belong to the map around them. */
  readonly merges?: ReadonlySet<number>;
}

/** A mistake in the text itself. `dropped` and `duplicate-key` leave a value behind; `syntax` may leave what could be read. */
export interface TextProblem {
  readonly kind: 'syntax' | 'duplicate-key' | 'dropped';
  /** UTF-16 offsets in the file's text. */
  readonly start: number;
  readonly end: number;
  /** One line, lower case, what is wrong in words a person understands. */
  readonly message: string;
  /** For a duplicate key: the span of the key that came first. */
  readonly first?: { readonly start: number; readonly end: number };
}

/** A comment that speaks to rollcast (`# rollcast-…`); other comments are not kept. */
export interface Directive {
  readonly start: number;
  readonly end: number;
  /** The text after `#`, trimmed. */
  readonly text: string;
  /** Is the comment alone on its line? */
  readonly ownLine: boolean;
}

/** One YAML document of a file, or one JSON value. */
export interface Document {
  /** Index in the file, from 0: a chunk between `---` lines without any line is none, one of comments only is one. */
  readonly index: number;
  /** The document's text in the file: offsets, end exclusive, separators outside. */
  readonly start: number;
  readonly end: number;
  /** The value exactly as sigs.k8s.io/yaml makes it; `undefined` if there is none (a syntax error, nothing readable). */
  readonly value: Json | undefined;
  readonly tape: Tape;
  readonly problems: readonly TextProblem[];
  /**
   * The template action (`{{ … }}`) that makes the text no YAML: a Helm template. It then has no syntax problem and no
   * value. A template that happens to be YAML is read like any document.
   */
  readonly template?: { readonly start: number; readonly end: number };
  readonly directives: readonly Directive[];
  /** Does the value nest deeper than 500 collections? It is right, but code that recurses has to leave it alone. */
  readonly deep?: true;
}

/** All documents of one file. */
export interface DocumentFile {
  /** Relative to the working directory, `/` separators. */
  readonly file: string;
  readonly text: string;
  readonly documents: readonly Document[];
}
