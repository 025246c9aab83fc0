/** Numbers, durations and texts of PromQL, as prometheus@v3 promql/parser/lex.go and model.ParseDuration read them. */

const UNITS_MS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
  ['y', 31_536_000_000],
]);

/** `1h30m` in milliseconds; `undefined` if it is no duration. `0` is one. */
export function durationMs(text: string): number | undefined {
  if (text === '0') return 0;
  if (!/^(?:\d+(?:ms|[smhdwy]))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)];
  return parts.reduce((sum, [, count = '', unit = '']) => sum + Number(count) * (UNITS_MS.get(unit) ?? 0), 0);
}

/** A number, which may be written as a duration (its seconds), in hexadecimal or as `Inf`; `undefined` if it is none. */
export function numberOf(text: string): number | undefined {
  const [, sign = '', rest = ''] = /^([+-]?)\s*(.*)$/s.exec(text) ?? [];
  const size = sizeOf(rest.toLowerCase().replaceAll('_', ''));
  return size === undefined ? undefined : sign === '-' ? -size : size;
}

function sizeOf(text: string): number | undefined {
  if (text === 'inf') return Number.POSITIVE_INFINITY;
  if (text === 'nan') return Number.NaN;
  const duration = text === '0' ? undefined : durationMs(text);
  if (duration !== undefined) return duration / 1000;
  const value = /^[0-9.]/.test(text) ? Number(text) : Number.NaN;
  return Number.isNaN(value) ? undefined : value;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['\\', '\\'],
  ['"', '"'],
  ["'", "'"],
]);

/** The text of a literal in quotes; `undefined` if it does not end, or has an escape that Go does not know. */
export function textOf(literal: string): string | undefined {
  const quote = literal[0] ?? '';
  if (!['"', "'", '`'].includes(quote) || literal.length < 2 || !literal.endsWith(quote)) return undefined;
  const inner = literal.slice(1, -1);
  if (quote === '`') return inner;
  let isBroken = false;
  const text = inner.replaceAll(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\s\S]?)/g, (_, escaped: string) => {
    if (escaped.length > 1) return String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    const character = ESCAPES.get(escaped);
    isBroken ||= character === undefined;
    return character ?? '';
  });
  return isBroken ? undefined : text;
}
