import { codeAt, columnOf, fail, isBlank, isBlankOrEnd, isBreak, isMarker, type Scanner, skipBreak } from './state.js';

/** A plain scalar; twin of `yaml_parser_scan_plain_scalar`. */
export function scanPlain(scanner: Scanner): boolean {
  const { text, pos: start } = scanner;
  const indent = scanner.indent + 1;
  let value = '';
  let end = start;
  let space = '';
  let brokeLine = false;
  for (;;) {
    if (columnOf(scanner) === 0 && (isMarker(scanner, '---') || isMarker(scanner, '...'))) break;
    if (codeAt(scanner, scanner.pos) === 35) break;
    const from = scanner.pos;
    skipText(scanner);
    if (scanner.pos > from) {
      value += space + text.slice(from, scanner.pos);
      space = '';
      brokeLine = false;
      end = scanner.pos;
    }
    const code = codeAt(scanner, scanner.pos);
    if (!isBlank(code) && !isBreak(code)) break;
    const gap = scanGap(scanner, indent, start);
    if (gap === undefined) return false;
    space = gap.space;
    brokeLine = gap.brokeLine;
    if (scanner.flowLevel === 0 && columnOf(scanner) < indent) break;
  }
  scanner.tokens.push({ kind: 'scalar', start, end, value, plain: true });
  if (brokeLine) scanner.keyAllowed = true;
  return true;
}

/** Goes over characters that belong to the scalar, up to a blank, a line break or an indicator that ends it. */
function skipText(scanner: Scanner): void {
  for (;;) {
    const code = codeAt(scanner, scanner.pos);
    if (isBlankOrEnd(code)) return;
    if (code === 58 && isBlankOrEnd(codeAt(scanner, scanner.pos + 1))) return;
    if (scanner.flowLevel > 0 && isFlowEnd(code)) return;
    scanner.pos++;
  }
}

function isFlowEnd(code: number): boolean {
  return code === 44 || code === 63 || code === 91 || code === 93 || code === 123 || code === 125;
}

/** Blanks and line breaks between two parts of the scalar, and what they become in its value. */
function scanGap(
  scanner: Scanner,
  indent: number,
  start: number,
): { readonly space: string; readonly brokeLine: boolean } | undefined {
  let blanks = '';
  let first = '';
  let breaks = '';
  let code = codeAt(scanner, scanner.pos);
  while (isBlank(code) || isBreak(code)) {
    if (isBlank(code)) {
      if (first !== '' && code === 9 && columnOf(scanner) < indent) {
        fail(scanner, 'tab-indentation', start);
        return undefined;
      }
      if (first === '') blanks += String.fromCharCode(code);
      scanner.pos++;
    } else if (first === '') first = skipBreak(scanner);
    else breaks += skipBreak(scanner);
    code = codeAt(scanner, scanner.pos);
  }
  return { space: first === '' ? blanks : folded(first, breaks), brokeLine: first !== '' };
}

/** One line feed becomes a space, more become one less; the other line breaks stay. */
export function folded(first: string, breaks: string): string {
  if (first !== '\n') return first + breaks;
  return breaks === '' ? ' ' : breaks;
}
