import type { TextProblem } from '../document.js';
import type { Failure } from './failure.js';

/** A failure in words for people, on the piece of text that has to change. */
export function explain(text: string, end: number, failure: Failure): TextProblem {
  const { start, stop, message } = wordsFor({ text, end, failure });
  const from = Math.min(start, Math.max(end - 1, 0));
  return { kind: 'syntax', start: from, end: Math.max(stop, Math.min(from + 1, end)), message };
}

interface Place {
  readonly text: string;
  readonly end: number;
  readonly failure: Failure;
}

interface Words {
  readonly start: number;
  readonly stop: number;
  readonly message: string;
}

function wordsFor(place: Place): Words {
  const { text, failure } = place;
  const { at, from } = failure;
  const here = { start: at, stop: at + 1 };
  const restOfLine = { start: from, stop: lineEndOf(text, from) };
  const character = shown(characterAt(text, at));
  switch (failure.kind) {
    case 'control-character':
      return { ...here, message: `control character ${codePoint(text, at)} is not allowed in YAML` };
    case 'bad-start':
      return { ...here, message: `a value cannot start with ${character}: put it in quotes` };
    case 'tab-indentation':
      return { ...tabsAt(text, at), message: 'a tab cannot indent in YAML: use spaces' };
    case 'no-colon':
      return { ...restOfLine, message: noColon(text, from) };
    case 'entry-not-allowed':
      return {
        start: at,
        stop: lineEndOf(text, at),
        message: 'a list cannot start here: put "- " on a line of its own',
      };
    case 'key-not-allowed':
      return { ...here, message: 'a key with "?" cannot start here' };
    case 'value-not-allowed':
      return valueNotAllowed(place);
    case 'no-key':
    case 'no-entry':
      return unexpected(place);
    case 'no-content':
      return noContent(place);
    case 'flow-list-open':
      return flowOpen(place, ']');
    case 'flow-map-open':
      return flowOpen(place, '}');
    case 'quote-open':
    case 'marker-in-quotes':
      return { ...restOfLine, message: `the quote ${characterAt(text, from)} is never closed` };
    case 'escape':
      return unknownEscape(failure);
    case 'block-header':
      return {
        ...restOfLine,
        message: `text after ${shown(characterAt(text, from))}: a block text starts on the next line`,
      };
    case 'separator':
      return { ...restOfLine, message: 'text after "---": the document starts on the next line' };
    default:
      return { ...tokenAt(text, from), message: rare(place) };
  }
}

/** Failures of features that manifests hardly use. */
function rare({ text, failure }: Place): string {
  const { start, stop } = tokenAt(text, failure.from);
  const token = shown(text.slice(start, stop));
  switch (failure.kind) {
    case 'too-deep':
      return 'more than 10,000 collections inside each other';
    case 'anchor-name':
      return `${shown(text.charAt(start))} starts a reference to another place: put ${token} in quotes`;
    case 'unknown-anchor':
      return `alias ${token} has no anchor before it in this document`;
    case 'recursive-anchor':
      return `alias ${token} stands inside its own anchor`;
    case 'alias-bomb':
      return 'aliases repeat too much of this document';
    case 'tag':
      return `${token} is no tag: quote it if it is text`;
    case 'tag-handle':
      return `tag ${token} has a handle that no %TAG line declares`;
    case 'tag-value':
      return `the value ${shown(failure.piece ?? '')} does not fit its tag`;
    case 'directive':
      return `${token} is no directive that Kubernetes reads`;
    case 'directive-without-start':
      return 'a directive has to be followed by "---" in the same document, which kubectl cuts off';
    case 'map-key':
      return 'a map or a list cannot be a key: quote braces and brackets that are text';
    case 'null-key':
      return 'a key is missing: JSON has no null keys';
    case 'big-key':
      return `the number ${token} is too large for a key: quote it`;
    case 'not-finite':
      return `${token} is a number that JSON does not have: quote it if it is text`;
    case 'merge':
      return '"<<" takes over a map or a list of maps, nothing else';
    default:
      return 'this is no YAML';
  }
}

function noColon(text: string, from: number): string {
  const line = text.slice(from, lineEndOf(text, from)).trimEnd();
  const glued = /^([\w./-]+):(\S.*)$/.exec(line);
  if (glued !== null) return `no space after the colon: write ${shown(`${glued[1]}: ${glued[2]}`)}`;
  return `${shown(line)} is no key: a colon is missing`;
}

function valueNotAllowed({ text, failure: { at } }: Place): Words {
  const lineStart = lineStartOf(text, at);
  const before = text.slice(lineStart, at);
  const colon = /:[ \t]/.exec(before);
  if (colon !== null) {
    const value = lineStart + colon.index + 1;
    const start = value + text.slice(value).search(/\S/);
    return { start, stop: lineEndOf(text, at), message: `a second ": " on one line: quote the value if that is text` };
  }
  const start = lineStart + before.search(/\S|$/);
  const key = shown(text.slice(start, at));
  const above = lineStartOf(text, Math.max(lineStart - 1, 0));
  const outer = above + text.slice(above).search(/\S/);
  if (start - lineStart <= outer - above && outer < lineStart)
    return { start: outer, stop: lineEndOf(text, outer), message: `no colon in the line above key ${key}` };
  return { start, stop: at, message: `key ${key} is indented further than the line above, which has a value already` };
}

function unexpected({ text, end, failure: { at, from } }: Place): Words {
  const lineStart = lineStartOf(text, at);
  const before = text.slice(lineStart, at).trimEnd();
  const span = { start: at, stop: lineEndOf(text, at) };
  const piece = shown(text.slice(at, Math.min(span.stop, end)).trimEnd());
  const last = before.at(-1);
  if (before.trim() !== '' && before.trim() !== '-') {
    if (last === '"' || last === "'") return { ...span, message: `text after the closing quote: ${piece}` };
    if (last === ']' || last === '}') return { ...span, message: `text after the closing bracket: ${piece}` };
    return { ...span, message: `${piece} does not belong here` };
  }
  const column = at - lineStart + 1;
  const outer = from - lineStartOf(text, from) + 1;
  const what = text.startsWith('- ', from) ? 'the list items' : 'the keys';
  if (column !== outer)
    return { ...span, message: `indented to column ${column}, but ${what} around it stand in column ${outer}` };
  const wanted = text.startsWith('- ', from) ? 'a list item ("- ")' : 'a key';
  return { ...span, message: `${piece} stands where ${wanted} has to be` };
}

function noContent({ text, end, failure: { at, from } }: Place): Words {
  if (at < end && text.slice(at, end).trim() !== '')
    return { ...tokenAt(text, at), message: `no value before ${shown(characterAt(text, at))}` };
  return { start: from, stop: lineEndOf(text, from), message: `${shown(characterAt(text, from))} is never closed` };
}

function flowOpen({ text, end, failure: { at, from } }: Place, closing: string): Words {
  const opening = shown(characterAt(text, from));
  if (at >= end || text.slice(at, end).trim() === '')
    return { start: from, stop: lineEndOf(text, from), message: `${opening} is never closed` };
  const { start, stop } = text[at] === ':' ? wordBefore(text, at) : tokenAt(text, at);
  return { start, stop, message: `a comma or "${closing}" is missing before ${shown(text.slice(start, stop))}` };
}

function unknownEscape({ at, piece = '' }: Failure): Words {
  const message = `unknown escape ${piece} in double quotes: write \\${piece}, or use single quotes`;
  return { start: at, stop: at + Math.max(piece.length, 1), message };
}

function tabsAt(text: string, at: number): { readonly start: number; readonly stop: number } {
  let stop = at;
  while (text.charCodeAt(stop) === 9) stop++;
  return { start: at, stop };
}

/** The word that ends at an offset. */
function wordBefore(text: string, at: number): { readonly start: number; readonly stop: number } {
  const before = text.slice(lineStartOf(text, at), at).trimEnd();
  const length = /\S*$/.exec(before)?.[0].length ?? 0;
  const stop = lineStartOf(text, at) + before.length;
  return { start: stop - length, stop };
}

/** From an offset to the next blank, or to the end of the line. */
function tokenAt(text: string, from: number): { readonly start: number; readonly stop: number } {
  const rest = text.slice(from, lineEndOf(text, from));
  const length = rest.search(/[\s,\]}]/);
  return { start: from, stop: from + Math.max(1, length === -1 ? rest.length : length) };
}

function characterAt(text: string, at: number): string {
  return at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 0) : '';
}

function codePoint(text: string, at: number): string {
  return `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;
}

function lineStartOf(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function lineEndOf(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** A piece of text in quotes, cut where it is long. */
function shown(piece: string): string {
  const visible = piece.replace(/\t/g, '\\t').replace(/\n/g, '\\n');
  return `"${visible.length > 40 ? `${visible.slice(0, 39)}…` : visible}"`;
}
