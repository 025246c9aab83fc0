import type { Json } from '../kube/json.js';
import type { Document, DocumentFile } from './document.js';
import { linesOf, restored } from './line-ends.js';
import { readBlockNode } from './reader/block.js';
import type { Cursor } from './reader/cursor.js';
import { endOfComment, nextLine } from './reader/space.js';
import { type Chunk, chunksOf } from './stream.js';
import { closeNode, openNode, resetTape, type TapeBuilder, takeTape, tapeBuilder } from './tape.js';

/** What the fast reader makes of a file: its documents, or nothing because somebody slower has to look at it. */
export type ReadOutcome =
  | { readonly kind: 'read'; readonly file: DocumentFile }
  | { readonly kind: 'hand-over'; readonly why: string };

/** Control characters are errors; BOM, NEL, LS and PS count as white space or line breaks in places: all are rare. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const unusual = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/;

/**
 * Reads a file of YAML or JSON as sigs.k8s.io/yaml does behind kubectl's document splitter. Its law: the same values as
 * Go, or hand over. It never guesses, and it knows no syntax errors: what it does not understand it hands over.
 */
export function readDocuments(file: string, text: string): ReadOutcome {
  const lines = linesOf(text);
  const cursor = cursorOn(lines.text);
  if (unusual.test(cursor.pos === 0 ? lines.text : lines.text.slice(1)))
    return { kind: 'hand-over', why: 'unusual character' };
  const documents: Document[] = [];
  for (const chunk of chunksOf(lines.text)) {
    const value = chunk.badSeparator === undefined ? readChunk(cursor, chunk) : undefined;
    if (value === undefined) return { kind: 'hand-over', why: cursor.why || 'text after ---' };
    documents.push(documentOf(cursor, chunk, documents.length, value));
  }
  return { kind: 'read', file: { file, text, documents: restored(documents, lines) } };
}

function cursorOn(text: string): Cursor {
  return {
    text,
    end: text.length,
    pos: text.charCodeAt(0) === 0xfeff ? 1 : 0,
    column: 0,
    lineStart: 0,
    start: 0,
    stop: 0,
    key: '',
    keyStart: 0,
    keyEnd: 0,
    keyIsResolved: false,
    keyIsMerge: false,
    keyBit: 0,
    depth: 0,
    breaks: 0,
    partAt: 0,
    contentEnd: -1,
    tape: emptiedScratch(),
    anchors: undefined,
    repeated: 0,
    problems: [],
    wantsDirectives: text.includes('rollcast-'),
    directives: [],
    why: '',
  };
}

/**
 * Room for the tape of one document, kept between files because making it anew costs as much as reading a small file.
 * It is emptied first, and given back to the collector after an unusually large file.
 */
let scratch = tapeBuilder();
const largestScratch = 1_000_000;

function emptiedScratch(): TapeBuilder {
  if (scratch.offsets.length > largestScratch) scratch = tapeBuilder();
  resetTape(scratch);
  return scratch;
}

function readChunk(cursor: Cursor, chunk: Chunk): Json | undefined {
  cursor.end = chunk.end;
  cursor.depth = 0;
  cursor.anchors = undefined;
  cursor.repeated = 0;
  cursor.problems = [];
  cursor.directives = [];
  if (!startChunk(cursor, chunk)) return undefined;
  const node = openNode(cursor.tape, undefined, -1, -1);
  if (cursor.column === -1) {
    closeNode(cursor.tape, node, chunk.body, chunk.body);
    return null;
  }
  const value = readBlockNode(cursor, -1, node);
  if (value === undefined) return undefined;
  closeNode(cursor.tape, node, cursor.start, cursor.stop);
  // What is left is no part of the document for Go: it drops it without a word.
  if (cursor.column !== -1) return refuse(cursor, 'text after the document');
  return value;
}

function refuse(cursor: Cursor, why: string): undefined {
  cursor.why = why;
  return undefined;
}

/** Goes to the first token; a comment on the `---` line belongs to the document below it. */
function startChunk(cursor: Cursor, chunk: Chunk): boolean {
  const { text } = cursor;
  const line = chunk.body > chunk.start ? chunk.start : chunk.separator?.start;
  if (line !== undefined) {
    let at = line + 3;
    while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
    const code = text.charCodeAt(at);
    if (code === 35 && (at > line + 3 || chunk.body === chunk.start)) endOfComment(cursor, at);
    else if (code !== 10) return refuse(cursor, 'text after ---') !== undefined;
  }
  if (text.charCodeAt(chunk.body) !== 0xfeff) return nextLine(cursor, chunk.body);
  if (text.startsWith('---', chunk.body + 1)) return refuse(cursor, 'byte order mark before ---') !== undefined;
  return nextLine(cursor, chunk.body + 1);
}

function documentOf(cursor: Cursor, chunk: Chunk, index: number, value: Json): Document {
  return {
    index,
    start: chunk.body,
    end: chunk.end,
    value,
    tape: takeTape(cursor.tape),
    problems: cursor.problems,
    directives: cursor.directives,
  };
}
