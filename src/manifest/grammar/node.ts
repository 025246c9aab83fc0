/** A node of a document as written, before anything is resolved. */
export interface YamlNode {
  readonly kind: 'scalar' | 'map' | 'list' | 'alias';
  readonly start: number;
  end: number;
  /** `''`, `!`, or a tag in full: `tag:yaml.org,2002:str`. */
  readonly tag: string;
  /** Text of a scalar, name of an alias. */
  readonly value: string;
  /** May the scalar be something else than a string? (plain without a tag, or with the tag `!`) */
  readonly implicit: boolean;
  /** Items of a list; keys and values of a map in turn. */
  readonly children: YamlNode[];
  /** What an alias stands for. */
  readonly target: YamlNode | undefined;
  /** Is the collection still being read? An alias to it inside itself is recursive. */
  open: boolean;
}

/** A scalar without text, where one could have been. */
export function emptyNode(at: number): YamlNode {
  return nodeOf({ kind: 'scalar', start: at, end: at, implicit: true });
}

/** A node; what is not given is empty. */
export function nodeOf(given: Pick<YamlNode, 'kind' | 'start' | 'end'> & Partial<YamlNode>): YamlNode {
  return { tag: '', value: '', implicit: false, children: [], target: undefined, open: false, ...given };
}
