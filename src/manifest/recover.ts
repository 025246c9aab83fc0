import { isAlias, isMap, isScalar, isSeq, type Pair, parseDocument, type Node as YamlPackageNode } from 'yaml';
import type { Json } from '../kube/json.js';
import type { Tape } from './document.js';
import { keyOf, resolvePlain } from './scalar.js';
import { setEntry } from './set-entry.js';
import { closeNode, openNode, type TapeBuilder, takeTape, tapeBuilder } from './tape.js';

/** What can be read of a broken document. */
export interface Readable {
  readonly value: Json | undefined;
  readonly tape: Tape;
}

/** The `yaml` package takes a second for four megabytes; a broken file of that size is nobody's edit in progress. */
const longest = 256 * 1024;
/** And it recurses. */
const deepest = 200;

/**
 * The better of what was read before the mistake and what the tolerant `yaml` package makes of the whole text, which goes
 * on behind a mistake: an editor wants the fields below the line that is being typed. `text` ends with the document.
 */
export function recover(text: string, start: number, before: Readable): Readable {
  if (text.length - start > longest || nesting(text, start) > deepest) return before;
  const tolerant = readTolerantly(text, start);
  return tolerant !== undefined && tolerant.tape.keys.length > before.tape.keys.length ? tolerant : before;
}

/** An upper bound for how deep collections can nest: open brackets, and on each line spaces and indicators. */
function nesting(text: string, start: number): number {
  let brackets = 0;
  let most = 0;
  let line = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) line = 0;
    else if (code === 91 || code === 123) brackets++;
    else if (code === 93 || code === 125) brackets = Math.max(brackets - 1, 0);
    // `a: b: c`, `- - -` and `? ? ?` nest on one line; two spaces of indentation are one level.
    else if (code === 32) line += 0.5;
    else if (code === 58 || code === 45 || code === 63) line += 1;
    most = Math.max(most, brackets + line);
  }
  return most;
}

interface Walk {
  readonly tape: TapeBuilder;
  /** Where the parsed piece starts in the text. */
  readonly start: number;
  readonly anchors: Map<string, { readonly value: Json; readonly node: number; readonly size: number }>;
  /** Nodes that aliases have repeated: a broken text can be an alias bomb, too. */
  repeated: number;
}

const mostRepeated = 10_000;

function readTolerantly(text: string, start: number): Readable | undefined {
  const options = {
    version: '1.1',
    schema: 'failsafe',
    uniqueKeys: false,
    logLevel: 'silent',
    prettyErrors: false,
  } as const;
  const { contents } = parseDocument(text.slice(start), options);
  if (contents === null) return undefined;
  const walk: Walk = { tape: tapeBuilder(), start, anchors: new Map(), repeated: 0 };
  const node = openNode(walk.tape, undefined, -1, -1);
  const value = valueOfNode(walk, contents, node);
  if (walk.repeated > mostRepeated) return undefined;
  return { value, tape: takeTape(walk.tape) };
}

function valueOfNode(walk: Walk, node: YamlPackageNode | null, tapeNode: number): Json {
  const [from, to] = spanOf(walk, node);
  const repeatedBefore = walk.repeated;
  const value = contentOf(walk, node, tapeNode);
  closeNode(walk.tape, tapeNode, from, to);
  const anchor = node !== null && !isAlias(node) && 'anchor' in node ? node.anchor : undefined;
  if (anchor === undefined) return value;
  const size = walk.tape.count - tapeNode + walk.repeated - repeatedBefore;
  walk.anchors.set(anchor, { value, node: tapeNode, size });
  return value;
}

function spanOf({ start }: Walk, node: YamlPackageNode | null): readonly [number, number] {
  const range = node?.range;
  return range ? [range[0] + start, range[1] + start] : [start, start];
}

function contentOf(walk: Walk, node: YamlPackageNode | null, tapeNode: number): Json {
  if (isMap<YamlPackageNode | null, YamlPackageNode | null>(node)) return mapOf(walk, node.items);
  if (isSeq<YamlPackageNode | null>(node))
    return node.items.map((item) => valueOfNode(walk, item, openNode(walk.tape, undefined, -1, -1)));
  if (isAlias(node)) return aliasOf(walk, node.source, tapeNode);
  return isScalar(node) ? scalarOf(node) : null;
}

function mapOf(walk: Walk, pairs: readonly Pair<YamlPackageNode | null, YamlPackageNode | null>[]): Json {
  const map: Record<string, Json> = {};
  for (const { key, value } of pairs) {
    const name = isScalar(key) ? keyOf(resolvedOf(key)) : undefined;
    if (name === undefined) continue;
    const tapeNode = openNode(walk.tape, name, ...spanOf(walk, key));
    setEntry(map, name, valueOfNode(walk, value, tapeNode));
  }
  return map;
}

function aliasOf(walk: Walk, name: string, tapeNode: number): Json {
  const { tape, anchors } = walk;
  const anchored = anchors.get(name);
  if (anchored === undefined) return null;
  walk.repeated += anchored.size;
  tape.aliases ??= new Map();
  tape.aliases.set(tapeNode, anchored.node);
  return anchored.value;
}

interface ScalarLike {
  readonly type?: string | undefined;
  readonly value: unknown;
}

function resolvedOf({ type, value }: ScalarLike): ReturnType<typeof resolvePlain> {
  const text = typeof value === 'string' ? value : '';
  return type === 'PLAIN' || value === null ? resolvePlain(text) : { tag: 'str', value: text };
}

function scalarOf(node: ScalarLike): Json {
  const { value } = resolvedOf(node);
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}
