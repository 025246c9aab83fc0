// Which labels a selector selects: the one label matcher. k8s.io/apimachinery v0.35.4 pkg/labels/selector.go and
// pkg/apis/meta/v1/helpers.go.
import { isQualifiedName, isValidLabelValue } from './names.js';
import type { LabelSelector } from './types.generated.js';

/** Labels of an object; absent is the same as none. */
export type Labels = { readonly [key: string]: string } | undefined;

/** One condition on labels: of a label selector, a node selector or a text such as `tier in (web,api)`. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt' | '=' | '==' | '!=';
  readonly values: readonly string[];
}

/** Does the selector select the labels? An empty one selects everything; an absent or malformed one nothing. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels): boolean {
  if (selector === undefined || !matchesMap(selector.matchLabels, labels)) return false;
  for (const { key = '', operator = '', values = [] } of selector.matchExpressions ?? []) {
    if (!isSetOperator(operator) || !matchesRequirement({ key, operator, values }, labels)) return false;
  }
  return true;
}

function isSetOperator(operator: string): operator is 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' {
  return operator === 'In' || operator === 'NotIn' || operator === 'Exists' || operator === 'DoesNotExist';
}

/** Are all entries of `selector` among the labels? An empty or absent map is contained in any labels. */
export function matchesMap(selector: Labels, labels: Labels): boolean {
  for (const [key, value] of Object.entries(selector ?? {})) if (labelOf(labels, key) !== value) return false;
  return true;
}

/** Do the labels fulfil the requirement? A label that is not there fulfils NotIn and `!=`. */
export function matchesRequirement({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = labelOf(labels, key);
  switch (operator) {
    case 'In':
    case '=':
    case '==':
      return value !== undefined && values.includes(value);
    case 'NotIn':
    case '!=':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
    case 'Lt':
      return compares(value, operator, values);
    default:
      return operator satisfies never;
  }
}

function compares(value: string | undefined, operator: 'Gt' | 'Lt', values: readonly string[]): boolean {
  const actual = int64Of(value);
  const bound = values.length === 1 ? int64Of(values[0]) : undefined;
  if (actual === undefined || bound === undefined) return false;
  return operator === 'Gt' ? actual > bound : actual < bound;
}

// strconv.ParseInt(text, 10, 64).
function int64Of(text: string | undefined): bigint | undefined {
  if (text === undefined || !/^[+-]?[0-9]+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  return value === BigInt.asIntN(64, value) ? value : undefined;
}

function labelOf(labels: Labels, key: string): string | undefined {
  return labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/** What a selector's text says, or what is wrong with it. */
export type SelectorText =
  | { readonly kind: 'selector'; readonly requirements: readonly Requirement[] }
  | { readonly kind: 'error'; readonly message: string };

/** Reads a selector as `kubectl -l` takes it: `app=web,tier in (a,b),!canary,version>3`; sorted by key. */
export function parseSelectorText(text: string): SelectorText {
  const reader: Reader = { tokens: tokensOf(text), at: 0 };
  const requirements: Requirement[] = [];
  if (reader.tokens.length === 0) return { kind: 'selector', requirements };
  while (true) {
    const requirement = readRequirement(reader);
    if (typeof requirement === 'string') return { kind: 'error', message: requirement };
    requirements.push(requirement);
    const next = take(reader);
    if (next === undefined) break;
    if (next.kind !== ',') return { kind: 'error', message: `"${next.text}" where "," or the end is expected` };
    if (!startsRequirement(peek(reader))) {
      return { kind: 'error', message: `${shown(peek(reader))} where a key is expected after ","` };
    }
  }
  requirements.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return { kind: 'selector', requirements };
}

/** The requirements as `kubectl` prints them; parses to the same again. */
export function formatSelectorText(requirements: readonly Requirement[]): string {
  return requirements.map(formatRequirement).join(',');
}

const SIGNS = { '=': '=', '==': '==', '!=': '!=', Gt: '>', Lt: '<', In: ' in ', NotIn: ' notin ' } as const;

function formatRequirement({ key, operator, values }: Requirement): string {
  if (operator === 'Exists') return key;
  if (operator === 'DoesNotExist') return `!${key}`;
  const list = [...values].sort().join(',');
  return `${key}${SIGNS[operator]}${operator === 'In' || operator === 'NotIn' ? `(${list})` : list}`;
}

interface Token {
  readonly kind: 'word' | ',' | '(' | ')' | '!' | '=' | '==' | '!=' | '>' | '<' | 'error';
  readonly text: string;
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

const SYMBOLS: ReadonlySet<string> = new Set([',', '(', ')', '!', '=', '==', '!=', '>', '<']);

function tokensOf(text: string): Token[] {
  // Go stops at a NUL byte.
  const end = text.indexOf('\0');
  const tokens: Token[] = [];
  for (const [token] of (end === -1 ? text : text.slice(0, end)).matchAll(/==|!=|[=!(),<>]|[^ \t\r\n=!(),<>]+/g)) {
    // The set holds exactly the kinds that are their own text.
    tokens.push({ kind: SYMBOLS.has(token) ? (token as Token['kind']) : 'word', text: token });
  }
  return tokens;
}

function peek(reader: Reader): Token | undefined {
  return reader.tokens[reader.at];
}

function take(reader: Reader): Token | undefined {
  return reader.tokens[reader.at++];
}

function shown(token: Token | undefined): string {
  return token === undefined ? 'the end' : `"${token.text}"`;
}

function startsRequirement(token: Token | undefined): boolean {
  return token?.kind === 'word' || token?.kind === '!';
}

// A requirement, or what is wrong.
function readRequirement(reader: Reader): Requirement | string {
  const first = take(reader);
  const isNegated = first?.kind === '!';
  const key = isNegated ? take(reader) : first;
  if (key?.kind !== 'word') return `${shown(key)} where a key is expected`;
  const [wrong] = isQualifiedName(key.text);
  if (wrong !== undefined) return `key "${key.text}": ${wrong}`;
  if (isNegated) return { key: key.text, operator: 'DoesNotExist', values: [] };
  const next = peek(reader);
  if (next === undefined || next.kind === ',') return { key: key.text, operator: 'Exists', values: [] };
  return readComparison(key.text, reader);
}

const OPERATORS: ReadonlyMap<string, Requirement['operator']> = new Map([
  ['in', 'In'],
  ['notin', 'NotIn'],
  ['=', '='],
  ['==', '=='],
  ['!=', '!='],
  ['>', 'Gt'],
  ['<', 'Lt'],
]);

function readComparison(key: string, reader: Reader): Requirement | string {
  const sign = take(reader);
  const operator = sign === undefined ? undefined : OPERATORS.get(sign.text);
  if (operator === undefined) return `${shown(sign)} where in, notin, =, ==, !=, > or < is expected`;
  const values = operator === 'In' || operator === 'NotIn' ? readList(reader) : readValue(reader);
  if (typeof values === 'string') return values;
  const bad = values.find((value) => isValidLabelValue(value).length > 0);
  if (bad !== undefined) return `value "${bad}": ${isValidLabelValue(bad)[0]}`;
  if ((operator === 'Gt' || operator === 'Lt') && int64Of(values[0]) === undefined) {
    return `value "${values[0]}": > and < compare integers`;
  }
  return { key, operator, values };
}

function readValue(reader: Reader): readonly string[] | string {
  const next = peek(reader);
  if (next === undefined || next.kind === ',') return [''];
  reader.at++;
  return next.kind === 'word' ? [next.text] : `"${next.text}" where a value is expected`;
}

// `(a,b)`; an empty place between commas is the empty value.
function readList(reader: Reader): readonly string[] | string {
  const open = take(reader);
  if (open?.kind !== '(') return `${shown(open)} where "(" is expected`;
  const values = new Set<string>();
  let value: string | undefined;
  while (true) {
    const token = take(reader);
    if (token?.kind === 'word' && value === undefined) value = token.text;
    else if (token?.kind === ',' || token?.kind === ')') {
      values.add(value ?? '');
      value = undefined;
      if (token.kind === ')') return [...values].sort();
    } else return `${shown(token)} where "," or ")" is expected`;
  }
}
