// Matches Go's regular expressions in time linear in the text, whatever the pattern: patterns and texts come from untrusted
// files, and JavaScript's own engine can take exponential time. A Pike machine: all threads step together, the first in
// order of preference wins, as in Go.
import type { CharacterClass } from './character-class.js';
import { type Assertion, type Node, parsePattern } from './syntax.js';

/** A pattern ready to match. */
export interface RegularExpression {
  readonly kind: 'regular-expression';
  readonly program: readonly Instruction[];
}

type Instruction =
  | { readonly kind: 'class'; readonly contains: CharacterClass }
  | { readonly kind: 'split'; readonly first: number; readonly second: number }
  | { readonly kind: 'jump'; readonly to: number }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'match' };

/** Code units from `start` to `end`. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

const CACHE_SIZE = 500;
const cache = new Map<string, RegularExpression | { readonly kind: 'error'; readonly message: string }>();

/** The pattern, or why Go refuses it (without `error parsing regexp: `). */
export function parseRegularExpression(
  pattern: string,
): RegularExpression | { readonly kind: 'error'; readonly message: string } {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const syntax = parsePattern(pattern);
  const parsed = 'error' in syntax ? ({ kind: 'error', message: syntax.error } as const) : compiled(syntax.node);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(pattern, parsed);
  return parsed;
}

function compiled(node: Node): RegularExpression {
  const program: Instruction[] = [];
  emit(program, node);
  program.push({ kind: 'match' });
  return { kind: 'regular-expression', program };
}

function emit(program: Instruction[], node: Node): void {
  switch (node.kind) {
    case 'class':
      program.push({ kind: 'class', contains: node.contains });
      return;
    case 'assert':
      program.push({ kind: 'assert', what: node.what });
      return;
    case 'sequence':
      for (const part of node.parts) emit(program, part);
      return;
    case 'choice':
      emitChoice(program, node.parts);
      return;
    case 'repeat':
      emitRepeat(program, node);
  }
}

function emitChoice(program: Instruction[], parts: readonly Node[]): void {
  const [part, ...others] = parts;
  if (part === undefined) return;
  if (others.length === 0) {
    emit(program, part);
    return;
  }
  const split = program.push({ kind: 'match' }) - 1;
  emit(program, part);
  const jump = program.push({ kind: 'match' }) - 1;
  program[split] = { kind: 'split', first: split + 1, second: program.length };
  emitChoice(program, others);
  program[jump] = { kind: 'jump', to: program.length };
}

function emitRepeat(program: Instruction[], { part, min, max, greedy }: Node & { kind: 'repeat' }): void {
  for (let i = 0; i < min; i++) emit(program, part);
  if (max === Infinity) {
    const split = program.push({ kind: 'match' }) - 1;
    emit(program, part);
    program.push({ kind: 'jump', to: split });
    program[split] = splitOf(split + 1, program.length, greedy);
    return;
  }
  const splits: number[] = [];
  for (let i = min; i < max; i++) {
    splits.push(program.push({ kind: 'match' }) - 1);
    emit(program, part);
  }
  for (const split of splits) program[split] = splitOf(split + 1, program.length, greedy);
}

function splitOf(inside: number, after: number, greedy: boolean): Instruction {
  return greedy ? { kind: 'split', first: inside, second: after } : { kind: 'split', first: after, second: inside };
}

interface Threads {
  readonly at: number[];
  readonly starts: number[];
  /** The step in which an instruction was last added; one thread per instruction. */
  readonly seen: Int32Array;
}

/** The leftmost match from `from` on, preferring as Go does; `undefined` if there is none. */
export function find({ program }: RegularExpression, text: string, from: number): Match | undefined {
  let now: Threads = { at: [], starts: [], seen: new Int32Array(program.length).fill(-1) };
  let next: Threads = { at: [], starts: [], seen: new Int32Array(program.length).fill(-1) };
  let best: Match | undefined;
  for (let position = from; ; ) {
    if (best === undefined) add(program, now, { at: 0, start: position, step: position, text });
    if (now.at.length === 0 && best !== undefined) return best;
    const code = text.codePointAt(position);
    const after = position + (code === undefined ? 1 : code > 0xffff ? 2 : 1);
    for (let i = 0; i < now.at.length; i++) {
      const at = now.at[i] ?? 0;
      const start = now.starts[i] ?? 0;
      const instruction = program[at];
      if (instruction?.kind === 'match') {
        best = { start, end: position };
        break;
      }
      if (instruction?.kind !== 'class' || code === undefined || !instruction.contains(code)) continue;
      add(program, next, { at: at + 1, start, step: after, text });
    }
    if (code === undefined) return best;
    now.at.length = 0;
    now.starts.length = 0;
    [now, next] = [next, now];
    position = after;
    if (now.at.length === 0 && best !== undefined) return best;
  }
}

// Follows jumps, splits and assertions from an instruction to those that read a character, in order of preference.
function add(
  program: readonly Instruction[],
  threads: Threads,
  from: { at: number; start: number; step: number; text: string },
): void {
  const pending = [from.at];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (threads.seen[at] === from.step) continue;
    threads.seen[at] = from.step;
    const instruction = program[at];
    if (instruction === undefined) continue;
    if (instruction.kind === 'jump') pending.push(instruction.to);
    else if (instruction.kind === 'split') pending.push(instruction.second, instruction.first);
    else if (instruction.kind === 'assert') {
      if (holds(instruction.what, from.text, from.step)) pending.push(at + 1);
    } else {
      threads.at.push(at);
      threads.starts.push(from.start);
    }
  }
}

function holds(what: Assertion, text: string, position: number): boolean {
  switch (what) {
    case 'text-start':
      return position === 0;
    case 'text-end':
      return position >= text.length;
    case 'line-start':
      return position === 0 || text[position - 1] === '\n';
    case 'line-end':
      return position >= text.length || text[position] === '\n';
    case 'word':
      return isWord(text[position - 1]) !== isWord(text[position]);
    case 'not-word':
      return isWord(text[position - 1]) === isWord(text[position]);
  }
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /^\w$/.test(character);
}

/** All matches that do not overlap, at most `limit` (negative: all); an empty one next to a match is none. As Go's FindAll. */
export function findAll(expression: RegularExpression, text: string, limit: number): Match[] {
  const found: Match[] = [];
  let previousEnd = -1;
  for (let at = 0; at <= text.length && (limit < 0 || found.length < limit); ) {
    const match = find(expression, text, at);
    if (match === undefined) break;
    if (match.end > match.start || match.start !== previousEnd) found.push(match);
    previousEnd = match.end;
    at = match.end > match.start ? match.end : match.end + ((text.codePointAt(match.end) ?? 0) > 0xffff ? 2 : 1);
  }
  return found;
}
