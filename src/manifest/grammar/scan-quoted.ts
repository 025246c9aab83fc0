import { escapeAt } from '../escape.js';
import { folded } from './scan-plain.js';
import { codeAt, columnOf, fail, isBlank, isBlankOrEnd, isBreak, isMarker, type Scanner, skipBreak } from './state.js';

const backslash = 92;
const singleQuote = 39;

/** A quoted scalar; twin of `yaml_parser_scan_flow_scalar`. How its lines are indented does not matter. */
export function scanQuoted(scanner: Scanner): boolean {
  const { pos: start } = scanner;
  const quote = codeAt(scanner, start);
  const parts: string[] = [];
  scanner.pos++;
  for (;;) {
    if (columnOf(scanner) === 0 && (isMarker(scanner, '---') || isMarker(scanner, '...')))
      return fail(scanner, 'marker-in-quotes', start);
    if (scanner.pos >= scanner.end) return fail(scanner, 'quote-open', start);
    const escapedBreak = scanText(scanner, quote, parts);
    if (escapedBreak === undefined) return false;
    if (codeAt(scanner, scanner.pos) === quote) break;
    parts.push(scanGap(scanner, escapedBreak));
  }
  scanner.pos++;
  scanner.tokens.push({ kind: 'scalar', start, end: scanner.pos, value: parts.join(''), plain: false });
  return true;
}

/** Text up to a blank, a line break or the closing quote. True if it ended in an escaped line break. */
function scanText(scanner: Scanner, quote: number, parts: string[]): boolean | undefined {
  let from = scanner.pos;
  const flush = (): void => {
    if (scanner.pos > from) parts.push(scanner.text.slice(from, scanner.pos));
  };
  for (;;) {
    const code = codeAt(scanner, scanner.pos);
    if (isBlankOrEnd(code)) {
      flush();
      return false;
    }
    if (code === quote) {
      flush();
      if (quote !== singleQuote || codeAt(scanner, scanner.pos + 1) !== singleQuote) return false;
      parts.push("'");
      scanner.pos += 2;
      from = scanner.pos;
    } else if (code === backslash && quote !== singleQuote) {
      flush();
      if (isBreak(codeAt(scanner, scanner.pos + 1))) {
        scanner.pos++;
        skipBreak(scanner);
        return true;
      }
      if (!scanEscape(scanner, parts)) return undefined;
      from = scanner.pos;
    } else scanner.pos++;
  }
}

function scanEscape(scanner: Scanner, parts: string[]): boolean {
  const escaped = escapeAt(scanner.text, scanner.pos);
  if (escaped === undefined)
    return fail(scanner, 'escape', scanner.pos, scanner.text.slice(scanner.pos, scanner.pos + 2));
  parts.push(escaped.character);
  scanner.pos += escaped.length;
  return true;
}

/** Blanks and line breaks inside quotes, and what they become. */
function scanGap(scanner: Scanner, escapedBreak: boolean): string {
  let blanks = '';
  let first = '';
  let breaks = '';
  let brokeLine = escapedBreak;
  let code = codeAt(scanner, scanner.pos);
  while (isBlank(code) || isBreak(code)) {
    if (isBlank(code)) {
      if (!brokeLine) blanks += String.fromCharCode(code);
      scanner.pos++;
    } else if (!brokeLine) {
      first = skipBreak(scanner);
      brokeLine = true;
    } else breaks += skipBreak(scanner);
    code = codeAt(scanner, scanner.pos);
  }
  return brokeLine ? folded(first, breaks) : blanks;
}
