import { isJsonObject, type Json } from '../../kube/json.js';
import type { TextProblem } from '../document.js';
import { duplicateKey, type Span } from '../duplicate-key.js';
import { keyOf } from '../scalar.js';
import { setEntry } from '../set-entry.js';
import { closeNode, openNode, type TapeBuilder } from '../tape.js';
import { aliasBudget, spend, spendAlias } from './alias-budget.js';
import type { Failure, FailureKind } from './failure.js';
import type { YamlNode } from './node.js';
import { removeNonFinite } from './non-finite.js';
import { resolveScalar } from './tagged.js';

/** A tree as JSON. */
export interface Decoded {
  readonly value: Json;
  readonly failure: Failure | undefined;
  readonly problems: readonly TextProblem[];
  /** Does the value nest deeper than recursive code should follow? */
  readonly deep: boolean;
}

/** What Go's map knows of a key besides its text: `1` is not `"1"` there. */
interface KeyEntry {
  readonly key: string;
  readonly span: Span;
}

/** A collection that is being decoded. */
interface Frame {
  readonly node: YamlNode;
  readonly tapeNode: number;
  readonly value: Json[] | Record<string, Json>;
  /** Keys of a map by type and value. */
  readonly keys: Map<string, KeyEntry>;
  readonly spentBefore: number;
  next: number;
}

/** A decoded node that an alias can repeat. */
interface Known {
  readonly value: Json;
  readonly tapeNode: number;
  readonly cost: number;
  readonly keys: ReadonlyMap<string, KeyEntry> | undefined;
}

interface Decoder {
  readonly tape: TapeBuilder;
  /** Can there be aliases, so that every value may be needed again? */
  readonly hasAnchors: boolean;
  readonly stack: Frame[];
  readonly known: Map<YamlNode, Known>;
  readonly budget: ReturnType<typeof aliasBudget>;
  readonly problems: TextProblem[];
  /** The first number that JSON does not have: a failure if it is still there at the end. */
  nonFinite: YamlNode | undefined;
  deep: boolean;
  failure: Failure | undefined;
}

/** Collections inside each other that code elsewhere may follow by recursion. */
const deepest = 500;

/**
 * Tree → values and tape, as go.yaml.in/yaml/v2 (`decode.go`) and sigs.k8s.io/yaml (`convertToJSONableObject`) do it:
 * merges by position, the last of equal keys, and a budget for aliases. No recursion.
 */
export function decode(root: YamlNode, tape: TapeBuilder, hasAnchors: boolean): Decoded {
  const decoder: Decoder = {
    tape,
    hasAnchors,
    stack: [],
    known: new Map(),
    budget: aliasBudget(),
    problems: [],
    nonFinite: undefined,
    deep: false,
    failure: undefined,
  };
  spend(decoder.budget);
  const node = openNode(tape, undefined, -1, -1);
  let value = begin(decoder, root, node);
  for (let frame = decoder.stack.at(-1); frame !== undefined; frame = decoder.stack.at(-1)) {
    if (frame.next < frame.node.children.length) step(decoder, frame);
    else value = finish(decoder, frame);
  }
  const { nonFinite } = decoder;
  if (nonFinite !== undefined && removeNonFinite([value ?? null])) fail(decoder, 'not-finite', nonFinite);
  if (typeof value === 'number' && !Number.isFinite(value)) value = null;
  return { value: value ?? null, failure: decoder.failure, problems: decoder.problems, deep: decoder.deep };
}

/** Starts with a node: a scalar or alias has its value at once, a collection goes on the stack. */
function begin(decoder: Decoder, node: YamlNode, tapeNode: number, counts = true): Json | undefined {
  const spentBefore = decoder.budget.decoded;
  if (counts) spend(decoder.budget);
  if (node.kind === 'alias') return aliasValue(decoder, node, tapeNode);
  if (node.kind === 'scalar') return scalarValue(decoder, node, tapeNode);
  const value = node.kind === 'list' ? [] : {};
  if (decoder.stack.length >= deepest) decoder.deep = true;
  decoder.stack.push({ node, tapeNode, value, keys: new Map(), spentBefore, next: 0 });
  return undefined;
}

function fail(decoder: Decoder, kind: FailureKind, node: YamlNode): void {
  decoder.failure ??= { kind, at: node.start, from: node.start, piece: node.value };
}

function scalarValue(decoder: Decoder, node: YamlNode, tapeNode: number): Json {
  const resolved = resolveScalar(node);
  if (resolved === undefined) fail(decoder, 'tag-value', node);
  const value = resolved?.value ?? null;
  if (typeof value === 'number' && !Number.isFinite(value)) decoder.nonFinite ??= node;
  closeNode(decoder.tape, tapeNode, node.start, node.end);
  if (decoder.hasAnchors) decoder.known.set(node, { value, tapeNode, cost: 1, keys: undefined });
  return value;
}

function aliasValue(decoder: Decoder, node: YamlNode, tapeNode: number): Json {
  closeNode(decoder.tape, tapeNode, node.start, node.end);
  const known = node.target && decoder.known.get(node.target);
  if (known === undefined) return keyTarget(node);
  if (!spendAlias(decoder.budget, known.cost)) fail(decoder, 'alias-bomb', node);
  decoder.tape.aliases ??= new Map();
  decoder.tape.aliases.set(tapeNode, known.tapeNode);
  return known.value;
}

/** An alias to a key: only a scalar can be one. */
function keyTarget(node: YamlNode): Json {
  return (node.target && resolveScalar(node.target)?.value) ?? null;
}

function step(decoder: Decoder, frame: Frame): void {
  if (frame.node.kind === 'list') stepItem(decoder, frame);
  else stepEntry(decoder, frame);
}

function stepItem(decoder: Decoder, frame: Frame): void {
  const item = frame.node.children[frame.next++];
  if (item === undefined) return;
  const value = begin(decoder, item, openNode(decoder.tape, undefined, -1, -1));
  if (value !== undefined) deliver(decoder, frame, value);
}

function stepEntry(decoder: Decoder, frame: Frame): void {
  const key = frame.node.children[frame.next];
  const value = frame.node.children[frame.next + 1];
  frame.next += 2;
  if (key === undefined || value === undefined) return;
  const isMerge = isMergeKey(key);
  const tapeNode = openNode(decoder.tape, isMerge ? '<<' : '', key.start, key.end);
  if (isMerge) {
    decoder.tape.merges ??= new Set();
    decoder.tape.merges.add(tapeNode);
  } else decoder.tape.keys[tapeNode] = entryKey(decoder, key);
  const result = begin(decoder, value, tapeNode, !isMerge || value.kind !== 'list');
  if (result !== undefined) deliver(decoder, frame, result);
}

function isMergeKey({ kind, value, implicit, tag }: YamlNode): boolean {
  return kind === 'scalar' && value === '<<' && (implicit || tag === 'tag:yaml.org,2002:merge');
}

/** The JSON key of a key node; `''` after a failure. */
function entryKey(decoder: Decoder, node: YamlNode): string {
  spend(decoder.budget);
  const scalar = node.kind === 'alias' ? node.target : node;
  if (node.kind === 'alias' && !spendAlias(decoder.budget, 1)) fail(decoder, 'alias-bomb', node);
  if (scalar?.kind !== 'scalar') {
    fail(decoder, 'map-key', node);
    return '';
  }
  const resolved = resolveScalar(scalar);
  const key = resolved && keyOf(resolved);
  if (resolved === undefined) fail(decoder, 'tag-value', scalar);
  else if (key === undefined) fail(decoder, resolved.tag === 'null' ? 'null-key' : 'big-key', node);
  return key ?? '';
}

/** Hands a finished value to the collection around it. */
function deliver(decoder: Decoder, frame: Frame, value: Json): void {
  if (Array.isArray(frame.value)) {
    frame.value.push(value);
    return;
  }
  const key = frame.node.children[frame.next - 2];
  const written = frame.node.children[frame.next - 1];
  if (key === undefined || written === undefined) return;
  if (isMergeKey(key)) merge(decoder, frame, key, written);
  else setKey(decoder, frame, key, value);
}

function setKey(decoder: Decoder, frame: Frame, node: YamlNode, value: Json): void {
  const scalar = node.kind === 'alias' ? node.target : node;
  const resolved = scalar?.kind === 'scalar' ? resolveScalar(scalar) : undefined;
  const key = resolved && keyOf(resolved);
  if (resolved === undefined || key === undefined || Array.isArray(frame.value)) return;
  const id = `${resolved.tag} ${resolved.value}`;
  const span = { start: node.start, end: node.end };
  const first = frame.keys.get(id);
  if (first !== undefined && !Number.isNaN(resolved.value)) decoder.problems.push(duplicateKey(key, span, first.span));
  else frame.keys.set(id, { key, span });
  setEntry(frame.value, key, value);
}

/** Takes over the entries of a map, or of several maps: of these the first counts, so the last comes first. */
function merge(decoder: Decoder, frame: Frame, key: YamlNode, written: YamlNode): void {
  const sources = written.kind === 'list' ? [...written.children].reverse() : [written];
  for (const source of sources) {
    const known = decoder.known.get(source.kind === 'alias' && source.target ? source.target : source);
    if (known?.keys === undefined || !isJsonObject(known.value) || Array.isArray(frame.value)) {
      fail(decoder, 'merge', source);
      continue;
    }
    const span = { start: key.start, end: key.end };
    for (const [id, { key: name }] of known.keys) {
      const first = frame.keys.get(id);
      if (first !== undefined) decoder.problems.push(duplicateKey(name, span, first.span));
      else frame.keys.set(id, { key: name, span });
      setEntry(frame.value, name, known.value[name] ?? null);
    }
  }
}

function finish(decoder: Decoder, frame: Frame): Json {
  decoder.stack.pop();
  const { node, tapeNode, value, keys, spentBefore } = frame;
  closeNode(decoder.tape, tapeNode, node.start, node.end);
  const cost = decoder.budget.decoded - spentBefore;
  decoder.known.set(node, { value, tapeNode, cost, keys: node.kind === 'map' ? keys : undefined });
  const around = decoder.stack.at(-1);
  if (around !== undefined) deliver(decoder, around, value);
  return value;
}
