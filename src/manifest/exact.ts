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
  const tape = tapeBuilder();
  const documents = chunksOf(lines.text).map((chunk, index) => readChunk({ text: lines.text, chunk, tape }, index));
  return { file, text, documents: restored(documents, lines) };
}

interface Source {
  readonly text: string;
  readonly chunk: Chunk;
  readonly tape: TapeBuilder;
}

function readChunk(source: Source, index: number): Document {
  const { text, chunk, tape } = source;
  const { badSeparator } = chunk;
  const end = badSeparator?.start ?? chunk.end;
  const start = text.charCodeAt(chunk.start) === 0xfeff ? chunk.start + 1 : chunk.start;
  const control = controlCharacter(text, start, end);
  // A forbidden character is put aside, so that the rest can be read all the same.
  const clean = control === undefined ? text : text.slice(0, end).replace(forbidden, '\ufffd');
  const parsed = parse(clean, start, end);
  const value = decodeRoot(source, parsed);
  const failure = separatorFailure(chunk) ?? control ?? parsed.failure ?? value.failure;
  const common = { index, start: chunk.body, end: chunk.end, directives: directivesOf(source, parsed) };
  if (failure === undefined) {
    const dropped = droppedText(text, { ...chunk, rest: parsed.rest });
    const problems = dropped === undefined ? value.problems : [...value.problems, dropped];
    return { ...common, value: value.value, tape: takeTape(tape), problems };
  }
  const template = templateAction(text, chunk, [failure.at, failure.from]);
  if (template !== undefined) {
    takeTape(tape);
    return { ...common, value: undefined, tape: emptyTape, problems: [], template };
  }
  const problem = explain(text, chunk.end, failure);
  const readable = recover(clean.slice(0, end), start, { value: value.value, tape: takeTape(tape) });
  return { ...common, ...readable, problems: [problem, ...value.problems] };
}

const emptyTape = { offsets: new Int32Array(0), keys: [] };

/** What go.yaml.in/yaml/v2 `readerc.go` lets through, the other way round; a byte order mark only at the start. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/g;

function controlCharacter(text: string, start: number, end: number): Failure | undefined {
  forbidden.lastIndex = start;
  const found = forbidden.exec(text);
  forbidden.lastIndex = 0;
  if (found === null || found.index >= end) return undefined;
  return { kind: 'control-character', at: found.index, from: found.index };
}

function separatorFailure({ badSeparator }: Chunk): Failure | undefined {
  return badSeparator && { kind: 'separator', at: badSeparator.start, from: badSeparator.start };
}

function decodeRoot(
  { chunk, tape }: Source,
  { root }: Parsed,
): {
  readonly value: Json | undefined;
  readonly failure: Failure | undefined;
  readonly problems: readonly TextProblem[];
} {
  if (root !== undefined) return decode(root, tape);
  closeNode(tape, openNode(tape, undefined, -1, -1), chunk.body, chunk.body);
  return { value: null, failure: undefined, problems: [] };
}

function directivesOf({ text, chunk }: Source, { comments }: Parsed): Directive[] {
  const { separator } = chunk;
  const hash = separator === undefined ? -1 : text.slice(0, separator.end).indexOf('#', separator.start);
  const all = separator === undefined || hash === -1 ? comments : [{ start: hash, end: separator.end }, ...comments];
  return all.flatMap(({ start, end }) => directiveAt(text, start, end) ?? []);
}
