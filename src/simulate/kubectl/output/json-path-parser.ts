/** Reads kubectl's JSONPath templates. Follows k8s.io/client-go@v0.35.4 util/jsonpath/parser.go. */

import type { Json } from '../../../kube/json.js';

/** A template: text, and what stands in braces. */
export type Template = readonly Part[];

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'range'; readonly path: Path; readonly body: Template };

/** Where to begin, and the way from there. */
export interface Path {
  readonly from: 'root' | 'here';
  readonly segments: readonly Segment[];
}

/** How two values are compared. */
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** One part of a way. */
export type Segment =
  | { readonly kind: 'fields'; readonly names: readonly string[] }
  /** `*` */
  | { readonly kind: 'every' }
  /** `..` */
  | { readonly kind: 'anywhere' }
  | { readonly kind: 'places'; readonly places: readonly number[] }
  | {
      readonly kind: 'slice';
      readonly from: number | undefined;
      readonly to: number | undefined;
      readonly step: number;
    }
  | {
      readonly kind: 'filter';
      readonly left: Path | { readonly literal: Json };
      readonly comparison: Comparison | undefined;
      readonly right: Path | { readonly literal: Json } | undefined;
    };

/** So many parts and segments a template may have. */
const MAX_PARTS = 1000;

/** The template of a text; a mistake is a sentence. */
export function parseTemplate(text: string): Template | string {
  const stack: { readonly path: Path | undefined; readonly body: Part[] }[] = [{ path: undefined, body: [] }];
  const parts = text.split(/(\{(?:[^{}"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*\})/s);
  if (parts.length > MAX_PARTS) return 'it has too many parts';
  for (const part of parts) {
    const top = stack.at(-1);
    if (top === undefined) return 'not in range, nothing to end';
    if (!part.startsWith('{') || !part.endsWith('}')) {
      if (part.includes('{')) return 'unclosed action';
      if (part !== '') top.body.push({ kind: 'text', text: part });
      continue;
    }
    const inner = part.slice(1, -1).trim();
    if (inner === 'end') {
      const closed = stack.pop();
      if (closed?.path === undefined) return 'not in range, nothing to end';
      stack.at(-1)?.body.push({ kind: 'range', path: closed.path, body: closed.body });
      continue;
    }
    const range = /^range\s+(.*)$/s.exec(inner)?.[1];
    for (const own of actionsOf(range ?? inner)) {
      if (own.startsWith('"') || own.startsWith("'")) {
        top.body.push({ kind: 'text', text: unquoted(own) });
        continue;
      }
      const path = parsePath(own);
      if (typeof path === 'string') return path;
      if (range === undefined) top.body.push({ kind: 'path', path });
      else stack.push({ path, body: [] });
    }
  }
  return stack.length === 1 ? (stack[0]?.body ?? []) : 'unclosed range';
}

/** `.a "b"` are two. */
function actionsOf(text: string): string[] {
  return (
    text.match(
      /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?:[^\s"'[]|\[(?:[^\]"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*\])+/gs,
    ) ?? []
  );
}

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/gs, (_whole, character: string) => ESCAPES[character] ?? character);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** `.spec.containers[0].image`, `$.a`, `@.a`, `..a`, `a\.b` */
function parsePath(text: string): Path | string {
  const from = text.startsWith('$') ? 'root' : 'here';
  let rest = text.replace(/^[$@]/, '');
  const segments: Segment[] = [];
  while (rest !== '') {
    if (segments.length > MAX_PARTS) return 'it has too many parts';
    const any = /^\.\.(?=.)/s.exec(rest);
    if (any !== null) {
      segments.push({ kind: 'anywhere' });
      rest = rest.slice(1);
    }
    const name = /^\.?((?:[^.[\]\\\s]|\\.)+)/s.exec(rest);
    if (name !== null && name[0] !== '.') {
      const plain = (name[1] ?? '').replaceAll(/\\(.)/gs, '$1');
      segments.push(plain === '*' ? { kind: 'every' } : { kind: 'fields', names: [plain] });
      rest = rest.slice(name[0].length);
      continue;
    }
    const bracket = /^\.?\[((?:[^\]"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*)\]/s.exec(rest);
    if (bracket === null) return rest === '.' && segments.length === 0 ? { from, segments } : `unexpected ${rest}`;
    const segment = parseBracket((bracket[1] ?? '').trim());
    if (typeof segment === 'string') return segment;
    segments.push(segment);
    rest = rest.slice(bracket[0].length);
  }
  return { from, segments };
}

function parseBracket(inner: string): Segment | string {
  if (inner === '*') return { kind: 'every' };
  const filter = /^\?\((.*)\)$/s.exec(inner)?.[1];
  if (filter !== undefined) return parseFilter(filter.trim());
  if (/^(['"]).*\1$/s.test(inner)) {
    const names = inner.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/gs) ?? [];
    return { kind: 'fields', names: names.map(unquoted) };
  }
  if (/^-?\d+(?:\s*,\s*-?\d+)*$/.test(inner)) return { kind: 'places', places: inner.split(',').map(Number) };
  const slice = /^(-?\d+)?:(-?\d+)?(?::(\d+))?$/.exec(inner);
  if (slice === null) return `invalid array index ${inner}`;
  const [, from, to, step] = slice;
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  return { kind: 'slice', from: number(from), to: number(to), step: Math.max(1, number(step) ?? 1) };
}

function parseFilter(text: string): Segment | string {
  const match = /^((?:[^=!<>"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*?)\s*(==|!=|<=|>=|<|>)\s*(.*)$/s.exec(text);
  const left = operand((match?.[1] ?? text).trim());
  if (typeof left === 'string') return left;
  if (match === null) return { kind: 'filter', left, comparison: undefined, right: undefined };
  const right = operand((match[3] ?? '').trim());
  if (typeof right === 'string') return right;
  // One of the alternatives of the expression above.
  return { kind: 'filter', left, comparison: match[2] as Comparison, right };
}

function operand(text: string): Path | { readonly literal: Json } | string {
  if (/^(['"]).*\1$/s.test(text)) return { literal: unquoted(text) };
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return { literal: Number(text) };
  if (text === 'true' || text === 'false') return { literal: text === 'true' };
  return text.startsWith('@') || text.startsWith('$') ? parsePath(text) : `unrecognized filter operand ${text}`;
}
