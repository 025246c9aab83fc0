// Matches Go's regular expressions in time linear in the text, whatever the pattern: patterns and texts come from untrusted
// files, and JavaScript's own engine can take exponential time. A Pike machine: all threads step together, the first in
// order of preference wins, as in Go.
import type { CharacterClass } from './character-class.js';
import type { Assertion, Node } from './pattern-reader.js';
import { parsePattern } from './syntax.js';

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

/** A machine for one expression. It is kept: making one costs more than most texts that it looks at. */
interface Machine {
  readonly program: readonly Instruction[];
  now: Threads;
  next: Threads;
  readonly pending: number[];
  text: string;
  /** What the thread to be added started with. */
  start: number;
  /** Where it goes on. */
  position: number;
  /** The step of position 0; no step comes twice, so that `seen` of an earlier run says nothing. */
  base: number;
}

const machines = new WeakMap<RegularExpression, Machine>();
// Steps fit 32 bits.
const LAST_BASE = 2 ** 30;

function machineFor(expression: RegularExpression, text: string): Machine {
  let machine = machines.get(expression);
  if (machine === undefined || machine.base + text.length > LAST_BASE) {
    machine = newMachine(expression.program);
    machines.set(expression, machine);
  }
  machine.text = text;
  machine.now.at.length = 0;
  machine.now.starts.length = 0;
  machine.next.at.length = 0;
  machine.next.starts.length = 0;
  return machine;
}

function newMachine(program: readonly Instruction[]): Machine {
  const threads = (): Threads => ({ at: [], starts: [], seen: new Int32Array(program.length).fill(-1) });
  return { program, now: threads(), next: threads(), pending: [], text: '', start: 0, position: 0, base: 0 };
}

/** The leftmost match from `from` on, preferring as Go does; `undefined` if there is none. */
export function find(expression: RegularExpression, text: string, from: number): Match | undefined {
  const machine = machineFor(expression, text);
  const match = run(machine, from);
  // One step more than there are characters.
  machine.base += text.length + 2;
  return match;
}

function run(machine: Machine, from: number): Match | undefined {
  const { program, text } = machine;
  const isAnchored = isTextStart(program[0]);
  let best: Match | undefined;
  for (let position = from; ; ) {
    if (best === undefined) {
      machine.start = position;
      machine.position = position;
      add(machine, machine.now, 0);
    }
    const { now, next } = machine;
    if (now.at.length === 0 && (best !== undefined || isAnchored)) return best;
    const code = text.codePointAt(position);
    const after = position + (code === undefined ? 1 : code > 0xffff ? 2 : 1);
    machine.position = after;
    for (let i = 0; i < now.at.length; i++) {
      const at = now.at[i] ?? 0;
      const start = now.starts[i] ?? 0;
      const instruction = program[at];
      if (instruction?.kind === 'match') {
        best = { start, end: position };
        break;
      }
      if (instruction?.kind !== 'class' || code === undefined || !instruction.contains(code)) continue;
      machine.start = start;
      add(machine, next, at + 1);
    }
    if (code === undefined) return best;
    now.at.length = 0;
    now.starts.length = 0;
    machine.now = next;
    machine.next = now;
    position = after;
    if (next.at.length === 0 && best !== undefined) return best;
  }
}

/** Nothing but the start of the text can start a match: without threads there is none to come. */
function isTextStart(instruction: Instruction | undefined): boolean {
  return instruction?.kind === 'assert' && instruction.what === 'text-start';
}

// Follows jumps, splits and assertions from an instruction to those that read a character, in order of preference.
function add(machine: Machine, threads: Threads, from: number): void {
  const { program, pending, position } = machine;
  const step = machine.base + position;
  pending.push(from);
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (threads.seen[at] === step) continue;
    threads.seen[at] = step;
    const instruction = program[at];
    if (instruction === undefined) continue;
    if (instruction.kind === 'jump') pending.push(instruction.to);
    else if (instruction.kind === 'split') pending.push(instruction.second, instruction.first);
    else if (instruction.kind === 'assert') {
      if (holds(instruction.what, machine.text, position)) pending.push(at + 1);
    } else {
      threads.at.push(at);
      threads.starts.push(machine.start);
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
