import type { Json } from '../kube/json.js';
import { directiveAt } from './directive.js';
import type { Directive, Document, DocumentFile, TextProblem } from './document.js';
import { decode } from './grammar/decode.js';
import { droppedText } from './grammar/dropped.js';
import { explain } from './grammar/explain.js';
import type { Failure } from './grammar/failure.js';
import { type Parsed, parse } from './grammar/parser.js';
import { linesOf, restored } from './line-ends.js';
import { recover } from './recover.js';
import { type Chunk, chunksOf } from './stream.js';
import { closeNode, openNode, type TapeBuilder, takeTape, tapeBuilder } from './tape.js';
import { templateAction } from './template.js';

/**
 * Reads a file exactly as the server's YAML reader does, whatever is in it, at the price of time; it is asked for the few
 * files that `readDocuments` hands over. Syntax errors become problems in words, and what could be read stays readable.
 */
export function readDocumentsExactly(file: string, text: string): DocumentFile {
  const lines = linesOf(text);
  const source = { text: lines.text, clean: lines.text.replace(forbidden, '\ufffd'), tape: tapeBuilder() };
  const documents = chunksOf(lines.text).map((chunk, index) => readChunk({ ...source, chunk }, index));
  return { file, text, documents: restored(documents, lines) };
}

interface Source {
  readonly text: string;
  /** The text without forbidden characters, so that the rest can be read all the same. */
  readonly clean: string;
  readonly chunk: Chunk;
  readonly tape: TapeBuilder;
}

function readChunk(source: Source, index: number): Document {
  const { text, clean, chunk, tape } = source;
  const { badSeparator } = chunk;
  const end = badSeparator?.start ?? chunk.end;
  const start = text.charCodeAt(chunk.start) === 0xfeff ? chunk.start + 1 : chunk.start;
  const control = text === clean ? undefined : controlCharacter(source, start, end);
  const parsed = parse(clean, start, end);
  const value = decodeRoot(source, parsed);
  const failure = separatorFailure(chunk) ?? control ?? parsed.failure ?? value.failure;
  const common = { index, start: chunk.body, end: chunk.end, directives: directivesOf(source, parsed) };
  if (failure === undefined) {
    const dropped = droppedText(text, { ...chunk, rest: parsed.rest });
    const problems = dropped === undefined ? value.problems : [...value.problems, dropped];
    return { ...common, value: value.value, tape: takeTape(tape), problems, ...(value.deep && { deep: true }) };
  }
  const template = templateAction(text, chunk, [failure.at, failure.from]);
  if (template !== undefined) {
    takeTape(tape);
    return { ...common, value: undefined, tape: emptyTape, problems: [], template };
  }
  const problem = explain(text, chunk.end, failure);
  const before = { value: value.value, tape: takeTape(tape) };
  // Whoever went through the value of an alias bomb would set it off.
  const isBomb = value.failure?.kind === 'alias-bomb';
  const readable = isBomb ? { value: undefined, tape: emptyTape } : recover(clean.slice(0, end), start, before);
  return { ...common, ...readable, problems: [problem, ...value.problems] };
}

const emptyTape = { offsets: new Int32Array(0), keys: [] };

/** What go.yaml.in/yaml/v2 `readerc.go` lets through, the other way round; a byte order mark only at the start. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/g;

function controlCharacter({ text, clean }: Source, start: number, end: number): Failure | undefined {
  const piece = clean.slice(start, end);
  for (let found = piece.indexOf('\ufffd'); found !== -1; found = piece.indexOf('\ufffd', found + 1)) {
    const at = start + found;
    if (text[at] !== '\ufffd') return { kind: 'control-character', at, from: at };
  }
  return undefined;
}

function separatorFailure({ badSeparator }: Chunk): Failure | undefined {
  return badSeparator && { kind: 'separator', at: badSeparator.start, from: badSeparator.start };
}

function decodeRoot(
  { chunk, tape }: Source,
  { root, hasAnchors }: Parsed,
): {
  readonly value: Json | undefined;
  readonly failure: Failure | undefined;
  readonly problems: readonly TextProblem[];
  readonly deep: boolean;
} {
  if (root !== undefined) return decode(root, tape, hasAnchors);
  closeNode(tape, openNode(tape, undefined, -1, -1), chunk.body, chunk.body);
  return { value: null, failure: undefined, problems: [], deep: false };
}

function directivesOf({ text, chunk }: Source, { comments }: Parsed): Directive[] {
  const { separator } = chunk;
  const hash = separator === undefined ? -1 : text.slice(separator.start, separator.end).indexOf('#');
  const own = separator === undefined || hash === -1 ? [] : [{ start: separator.start + hash, end: separator.end }];
  return [...own, ...comments].flatMap(({ start, end }) => directiveAt(text, start, end) ?? []);
}
