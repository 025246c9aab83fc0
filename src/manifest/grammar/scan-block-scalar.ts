import { codeAt, columnOf, fail, isBlank, isBreak, isBreakOrEnd, type Scanner, skipBreak } from './state.js';

/** A literal or folded scalar; twin of `yaml_parser_scan_block_scalar`. */
export function scanBlockScalar(scanner: Scanner): boolean {
  const start = scanner.pos;
  const literal = codeAt(scanner, start) === 124;
  const header = scanHeader(scanner);
  if (header === undefined) return false;
  let end = header.end;
  let indent = header.increment === 0 ? 0 : Math.max(scanner.indent, 0) + header.increment;
  const leading = scanBreaks(scanner, indent, start);
  if (leading === undefined) return false;
  indent = leading.indent;
  let { breaks } = leading;
  let firstBreak = '';
  let afterBlank = false;
  const parts: string[] = [];
  while (columnOf(scanner) === indent && scanner.pos < scanner.end) {
    const startsBlank = isBlank(codeAt(scanner, scanner.pos));
    if (!literal && !afterBlank && !startsBlank && firstBreak.startsWith('\n')) parts.push(breaks === '' ? ' ' : '');
    else parts.push(firstBreak);
    parts.push(breaks);
    afterBlank = startsBlank;
    const from = scanner.pos;
    while (!isBreakOrEnd(codeAt(scanner, scanner.pos))) scanner.pos++;
    parts.push(scanner.text.slice(from, scanner.pos));
    end = scanner.pos;
    firstBreak = scanner.pos < scanner.end ? skipBreak(scanner) : '';
    const next = scanBreaks(scanner, indent, start);
    if (next === undefined) return false;
    breaks = next.breaks;
  }
  if (header.chomping !== '-') parts.push(firstBreak);
  if (header.chomping === '+') parts.push(breaks);
  scanner.tokens.push({ kind: 'scalar', start, end, value: parts.join(''), plain: false });
  return true;
}

/** `|`, then how the end is kept and how far the text is indented (0: find out), then the end of the line. */
function scanHeader(scanner: Scanner): { chomping: string; increment: number; end: number } | undefined {
  const start = scanner.pos++;
  const rest = scanner.text.slice(scanner.pos, Math.min(scanner.pos + 2, scanner.end));
  const match = /^(?:([-+])(\d?)|(\d)([-+]?))?/.exec(rest);
  const chomping = match?.[1] ?? match?.[4] ?? '';
  const increment = match?.[2] ?? match?.[3] ?? '';
  scanner.pos += match?.[0].length ?? 0;
  const end = scanner.pos;
  while (isBlank(codeAt(scanner, scanner.pos))) scanner.pos++;
  if (codeAt(scanner, scanner.pos) === 35) {
    const comment = scanner.pos;
    while (!isBreakOrEnd(codeAt(scanner, scanner.pos))) scanner.pos++;
    scanner.comments.push({ start: comment, end: scanner.pos });
  }
  if (increment === '0' || !isBreakOrEnd(codeAt(scanner, scanner.pos))) {
    fail(scanner, 'block-header', start);
    return undefined;
  }
  if (scanner.pos < scanner.end) skipBreak(scanner);
  return { chomping, increment: Number(increment), end };
}

/** Indentation and empty lines before the next line of text. With `indent` 0 the indentation is found out. */
function scanBreaks(
  scanner: Scanner,
  indent: number,
  start: number,
): { readonly breaks: string; readonly indent: number } | undefined {
  let breaks = '';
  let widest = 0;
  for (;;) {
    while ((indent === 0 || columnOf(scanner) < indent) && codeAt(scanner, scanner.pos) === 32) scanner.pos++;
    widest = Math.max(widest, columnOf(scanner));
    const code = codeAt(scanner, scanner.pos);
    if ((indent === 0 || columnOf(scanner) < indent) && code === 9) {
      fail(scanner, 'tab-indentation', start);
      return undefined;
    }
    if (!isBreak(code)) break;
    breaks += skipBreak(scanner);
  }
  return { breaks, indent: indent === 0 ? Math.max(widest, scanner.indent + 1, 1) : indent };
}
