/**
 * How a file falls into documents: at lines that start with `---`, wherever they stand, as
 * k8s.io/apimachinery/pkg/util/yaml `YAMLReader` (v0.35) cuts it before any YAML is parsed.
 */
export interface Chunk {
  /** The chunk as the YAML parser gets it; offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Where the text after the chunk's own `---` line starts; `start` when it has no such line. */
  readonly body: number;
  /** The separator line before the chunk, for the comments on it; `undefined` at the start of the file. */
  readonly separator: { readonly start: number; readonly end: number } | undefined;
  /** A line that starts with `---` and goes on with text: there the server's reader stops. It ends the chunk. */
  readonly badSeparator: { readonly start: number; readonly end: number } | undefined;
}

/** The chunks of a text whose lines all end in a line feed. */
export function chunksOf(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  // Where the lines gathered so far start; -1 when there are none.
  let start = text.length > 0 && !isSeparator(text, 0) ? 0 : -1;
  let body = 0;
  let separator: Chunk['separator'];
  for (let line = firstSeparator(text); line !== -1; line = nextSeparator(text, line)) {
    const lineEnd = text.indexOf('\n', line);
    const next = lineEnd + 1;
    if (!isCleanSeparator(text, line, lineEnd)) {
      const badSeparator = { start: line, end: lineEnd };
      chunks.push({ start: start === -1 ? line : start, end: next, body, separator, badSeparator });
      separator = undefined;
      start = next < text.length && !isSeparator(text, next) ? next : -1;
      body = next;
      continue;
    }
    if (start === -1) {
      // The first line of a chunk may itself start with `---`; then it is part of the chunk.
      start = line;
      body = next;
      continue;
    }
    chunks.push({ start, end: line, body, separator, badSeparator: undefined });
    separator = { start: line, end: lineEnd };
    start = next < text.length && !isSeparator(text, next) ? next : -1;
    body = next;
  }
  if (start !== -1 && start < text.length)
    chunks.push({ start, end: text.length, body, separator, badSeparator: undefined });
  return chunks;
}

function firstSeparator(text: string): number {
  return isSeparator(text, 0) ? 0 : nextSeparator(text, 0);
}

function nextSeparator(text: string, from: number): number {
  const at = text.indexOf('\n---', from);
  return at === -1 ? -1 : at + 1;
}

function isSeparator(text: string, at: number): boolean {
  return text.startsWith('---', at);
}

/** Nothing but white space and a comment may follow; white space is what Go's `strings.TrimSpace` takes away. */
function isCleanSeparator(text: string, line: number, lineEnd: number): boolean {
  if (lineEnd === line + 3) return true;
  const rest = text.slice(line + 3, lineEnd).replace(/^[\t\v\f\r \u0085\p{Z}]+/u, '');
  return rest === '' || rest.startsWith('#');
}
