// What keeps a text from being a regular expression of Go: regexp/syntax parse.go, Go 1.24, flags Perl.
// Not checked: Go's limits on nesting and on the size of repeated groups.

const MAX_REPEAT = 1000;
const CLASS_NAMES = /^\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/;
const GROUP_START = /^\((?:\?(?:P?<([A-Za-z0-9_]+)>|[imsU]*(?:-[imsU]+)?(?::|\))))?/;

/** What is wrong with the regular expression, or `undefined` if Go compiles it. */
export function goRegexpProblem(pattern: string): string | undefined {
  const names = new Set<string>();
  let depth = 0;
  let at = 0;
  // What a repetition would repeat: nothing, something, or something that is repeated already.
  let last: 'nothing' | 'atom' | 'repeated' = 'nothing';
  while (at < pattern.length) {
    const rest = pattern.slice(at);
    const char = pattern[at];
    if (char === '(') {
      const group = GROUP_START.exec(rest);
      const text = group?.[0] ?? '(';
      if (rest.startsWith('(?') && text === '(') return `invalid or unsupported Perl syntax: \`${rest.slice(0, 3)}\``;
      const name = group?.[1];
      if (name !== undefined && names.has(name)) return `duplicate capture group name: \`${name}\``;
      if (name !== undefined) names.add(name);
      const setsFlags = text.endsWith(')');
      if (!setsFlags) depth += 1;
      if (!setsFlags) last = 'nothing';
      at += text.length;
    } else if (char === ')') {
      if (depth === 0) return 'unexpected )';
      depth -= 1;
      last = 'atom';
      at += 1;
    } else if (char === '|') {
      last = 'nothing';
      at += 1;
    } else if (char === '[') {
      const end = classEnd(rest);
      if (typeof end === 'string') return end;
      last = 'atom';
      at += end;
    } else if (char === '\\') {
      const end = escapeEnd(rest, false);
      if (typeof end === 'string') return end;
      last = 'atom';
      at += end;
    } else {
      const repeat = /^(?:[*+?]|\{(\d+)(?:,(\d*))?\})\??/.exec(rest);
      if (repeat === null) {
        last = 'atom';
        at += (rest.codePointAt(0) ?? 0) > 0xffff ? 2 : 1;
        continue;
      }
      const problem = repeatProblem(repeat, last);
      if (problem !== undefined) return problem;
      last = 'repeated';
      at += repeat[0].length;
    }
  }
  return depth > 0 ? 'missing closing )' : undefined;
}

function repeatProblem(repeat: RegExpExecArray, last: 'nothing' | 'atom' | 'repeated'): string | undefined {
  const [text, min, max] = repeat;
  if (last === 'nothing') return `missing argument to repetition operator: \`${text}\``;
  if (last === 'repeated') return `invalid nested repetition operator: \`${text}\``;
  const high = max === undefined || max === '' ? Number(min ?? 0) : Number(max);
  return Number(min ?? 0) > MAX_REPEAT || high > MAX_REPEAT || high < Number(min ?? 0)
    ? `invalid repeat count: \`${text}\``
    : undefined;
}

/** The length of an escape at the start of the text, or what is wrong with it. */
function escapeEnd(text: string, inClass: boolean): number | string {
  const simple = inClass ? /^\\[dDsSwWafnrtv]/ : /^\\(?:[dDsSwWafnrtvbBAz]|Q[\s\S]*?(?:\\E|$)|E)/;
  const match =
    simple.exec(text) ??
    /^\\(?:[pP](?:[A-Z]|\{\^?[A-Za-z_]+\})|0[0-7]{0,2}|[1-7][0-7]{1,2}|x[0-9A-Fa-f]{2}|x\{[0-9A-Fa-f]+\})/.exec(text) ??
    /^\\[\x20-\x7e]/.exec(text);
  const found = match?.[0];
  if (found === undefined) return text.length === 1 ? 'trailing backslash at end of expression' : badEscape(text);
  const isOtherLetter = /^\\[A-Za-z0-9]$/.test(found) && !simple.test(found) && found !== '\\0';
  return isOtherLetter ? badEscape(text) : found.length;
}

function badEscape(text: string): string {
  return `invalid escape sequence: \`${text.slice(0, 2)}\``;
}

/** The length of a class at the start of the text, or what is wrong with it. */
function classEnd(text: string): number | string {
  let at = text.startsWith('[^') ? 2 : 1;
  let first = true;
  while (at < text.length && (first || text[at] !== ']')) {
    first = false;
    const rest = text.slice(at);
    const named = CLASS_NAMES.exec(rest)?.[0];
    if (named !== undefined) {
      at += named.length;
      continue;
    }
    if (/^\[:[^\]]*:\]/.test(rest)) return 'invalid character class range';
    const low = memberEnd(rest);
    if (typeof low === 'string') return low;
    at += low;
    const isRange = text[at] === '-' && at + 1 < text.length && text[at + 1] !== ']';
    if (!isRange || /^\\[dDsSwWpP]/.test(rest)) continue;
    const high = memberEnd(text.slice(at + 1));
    if (typeof high === 'string') return high;
    const [from, to] = [rest.slice(0, low), text.slice(at + 1, at + 1 + high)];
    if (low === 1 && high === 1 && from > to) return `invalid character class range: \`${from}-${to}\``;
    at += 1 + high;
  }
  return at < text.length ? at + 1 : 'missing closing ]';
}

function memberEnd(text: string): number | string {
  if (text.startsWith('\\')) return escapeEnd(text, true);
  return (text.codePointAt(0) ?? 0) > 0xffff ? 2 : 1;
}
