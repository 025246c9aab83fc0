// What calls cost. Twin of k8s.io/apiserver v0.35.4 pkg/cel/library/cost.go (EstimateCallCost), of cel-go v0.26
// checker/cost.go (functionCost) and ext/{lists,sets}.go.

import { formatType, parametersOf } from '../type.js';
import { type CallEstimate, type CostNode, fixed, PER_CHARACTER, type Size, times, UNKNOWN_SIZE } from './cost-size.js';

/** A call of one overload. */
export interface CostedCall {
  readonly name: string;
  readonly id: string;
  readonly target: CostNode | undefined;
  readonly args: readonly CostNode[];
}

type SizeOf = (path: readonly string[]) => Size | undefined;
type Estimate = (call: CostedCall, sizeOf: SizeOf) => CallEstimate | undefined;

/** The cost of the call itself; what is not known costs one unit. */
export function callEstimate(call: CostedCall, sizeOf: SizeOf): CallEstimate {
  return BY_ID.get(call.id)?.(call, sizeOf) ?? BY_NAME.get(call.name)?.(call, sizeOf) ?? { cost: 1 };
}

function per(size: Size | undefined, factor: number): number {
  return Math.ceil(times((size ?? UNKNOWN_SIZE).max, factor));
}

const text = (size: Size | undefined): number => per(size, PER_CHARACTER);
const ofFirst: Estimate = ({ args: [first] }) => (first === undefined ? undefined : { cost: text(first.size) });
const one: Estimate = () => ({ cost: 1 });

const ofTarget: Estimate = ({ target }) =>
  target === undefined ? undefined : { cost: text(target.size), size: target.size };

const overItems: Estimate = ({ target }, sizeOf) => {
  if (target === undefined) return undefined;
  const [element] = parametersOf(target.type);
  if (element === undefined) return { cost: text(target.size) };
  const isText = element.kind === 'string' || element.kind === 'bytes';
  const each = isText ? 1 + text(sizeOf(itemPath(target)) ?? UNKNOWN_SIZE) : 1;
  return { cost: times(target.size.max, each) };
};

function itemPath({ path }: CostNode): readonly string[] {
  return path.length === 0 ? [] : [...path, '@items'];
}

const replaced: Estimate = ({ target, args: [old, by] }) => {
  if (target === undefined || old === undefined || by === undefined) return undefined;
  const { max } = target.size;
  const kept = old.size.min === 0 || by.size.max <= old.size.min ? max : 0;
  const count = old.size.min === 0 ? max + 1 : by.size.max <= old.size.min ? 0 : Math.ceil(max / old.size.min);
  return { cost: per(target.size, 2 * PER_CHARACTER), size: { min: 0, max: times(count, by.size.max) + kept } };
};

const split: Estimate = ({ target, args: [, limit] }) => {
  if (target === undefined) return undefined;
  const fixedLimit =
    limit?.expr?.kind === 'literal' && typeof limit.expr.value === 'bigint' ? Number(limit.expr.value) : undefined;
  // A negative limit becomes a huge unsigned number upstream.
  const max = fixedLimit === undefined ? target.size.max : fixedLimit < 0 ? Infinity : fixedLimit;
  return { cost: per(target.size, 2 * PER_CHARACTER), size: { min: 0, max } };
};

const joined: Estimate = ({ target, args: [separator] }, sizeOf) => {
  if (target === undefined) return undefined;
  const element = sizeOf(itemPath(target)) ?? UNKNOWN_SIZE;
  const separators = separator === undefined ? 0 : times(separator.size.max, Math.max(0, target.size.max - 1));
  const size = { min: 0, max: times(target.size.max, element.max) + separators };
  return { cost: text(size), size };
};

function matched(subject: Size | undefined, pattern: Size | undefined): number {
  return times(Math.ceil(((subject ?? UNKNOWN_SIZE).max + 1) * PER_CHARACTER), per(pattern, 0.25));
}

const found: Estimate = ({ target, args: [pattern] }) =>
  target === undefined
    ? undefined
    : { cost: matched(target.size, pattern?.size), size: { min: 0, max: target.size.max } };

const networks: Estimate = ({ id, args: [first] }) => {
  const addresses =
    Math.ceil(32 * PER_CHARACTER) + (id.startsWith('cidr_contains_cidr') ? Math.ceil(16 * PER_CHARACTER) + 1 : 0);
  return { cost: addresses + (id.endsWith('_string') ? text(first?.size) : 0) };
};

const CONSTANT_EQUALITY = ['net.IP', 'net.CIDR', 'kubernetes.Quantity', 'kubernetes.Semver'];

const equality: Estimate = ({ args: [left, right] }) => {
  if (left === undefined || right === undefined) return undefined;
  const type = formatType(left.type);
  if (type === formatType(right.type)) {
    if (CONSTANT_EQUALITY.includes(type)) return { cost: 1 };
    if (type === 'kubernetes.NamedFormat') return { cost: Math.ceil(64 * PER_CHARACTER) };
    if (type === 'kubernetes.URL') return { cost: text(right.size.max === Infinity ? fixed(1) : right.size) };
  }
  return compared({ left, right });
};

function compared({ left, right }: { readonly left: CostNode; readonly right: CostNode }): CallEstimate {
  return { cost: Math.ceil(times(Math.min(left.size.max, right.size.max), PER_CHARACTER)) };
}

const ordered: Estimate = ({ args: [left, right] }) =>
  left === undefined || right === undefined ? undefined : compared({ left, right });

const added: Estimate = ({ id, args: [left, right] }) => {
  if (left === undefined || right === undefined) return undefined;
  const size = { min: left.size.min + right.size.min, max: left.size.max + right.size.max };
  return { cost: id === 'add_list' ? 1 : text(size), size };
};

// A call that makes a list of this size.
function listCall(factor: number, cells: number, size: Size): CallEstimate {
  return { cost: Math.ceil(times(cells, factor)) + 1 + 10, size };
}

function intOf(node: CostNode | undefined, otherwise: number): number {
  return node?.expr?.kind === 'literal' && typeof node.expr.value === 'bigint' ? Number(node.expr.value) : otherwise;
}

const sets =
  (factor: number): Estimate =>
  ({ args: [left, right] }) => ({
    cost: Math.ceil(times(times(left?.size.max ?? 0, right?.size.max ?? 0), factor)) + 1,
  });

const sortedBy = (node: CostNode | undefined, id: string): CallEstimate => {
  const max = node?.size.max ?? Infinity;
  const cells = times(max, max);
  return listCall(/string|bytes/.test(id) ? 2 + PER_CHARACTER : 2, cells, { min: 0, max: cells });
};

const SORTABLE = [
  'int',
  'uint',
  'double',
  'bool',
  'google.protobuf.Duration',
  'google.protobuf.Timestamp',
  'string',
  'bytes',
];

const BY_ID: ReadonlyMap<string, Estimate> = new Map<string, Estimate>([
  ['string_format', ({ target }) => ({ cost: text(target?.size) })],
  [
    'string_to_bytes',
    ({ args: [first] }) => ({ cost: text(first?.size), size: { min: 0, max: (first?.size.max ?? Infinity) * 4 } }),
  ],
  [
    'bytes_to_string',
    ({ args: [first] }) => ({ cost: text(first?.size), size: { min: 0, max: first?.size.max ?? Infinity } }),
  ],
  [
    'strings_quote',
    ({ args: [first] }) => ({ cost: text(first?.size), size: { min: 2, max: (first?.size.max ?? Infinity) * 2 + 2 } }),
  ],
  ['starts_with_string', ofFirst],
  ['ends_with_string', ofFirst],
  ['in_list', ({ args: [, list] }) => ({ cost: list?.size.max ?? Infinity })],
  ['matches_string', ({ target, args: [pattern] }) => ({ cost: matched(target?.size, pattern?.size) })],
  ['contains_string', ({ target, args: [part] }) => ({ cost: times(text(target?.size), text(part?.size)) })],
  ['equals', equality],
  ['not_equals', ordered],
  ...['less', 'less_equals', 'greater', 'greater_equals'].flatMap((name) =>
    ['string', 'bytes'].map((type): [string, Estimate] => [`${name}_${type}`, ordered]),
  ),
  ['add_string', added],
  ['add_bytes', added],
  ['add_list', added],
  [
    'list_slice',
    ({ target, args: [start, end] }) => {
      const size = intOf(end, target?.size.max ?? Infinity) - intOf(start, 0);
      return listCall(1, size, fixed(size));
    },
  ],
  ['lists_range', ({ args: [count] }) => listCall(1, intOf(count, Infinity), fixed(intOf(count, Infinity)))],
  ['list_reverse', ({ target }) => listCall(1, target?.size.max ?? Infinity, target?.size ?? UNKNOWN_SIZE)],
  ['list_flatten', ({ target }) => listCall(1, target?.size.max ?? Infinity, target?.size ?? UNKNOWN_SIZE)],
  [
    'list_flatten_int',
    ({ target, args: [depth] }) =>
      listCall(intOf(depth, Infinity), target?.size.max ?? Infinity, target?.size ?? UNKNOWN_SIZE),
  ],
  [
    'list_distinct',
    ({ target }) => {
      const max = target?.size.max ?? Infinity;
      return listCall(2, times(max, max), { min: 0, max: times(max, max) });
    },
  ],
  ...SORTABLE.flatMap((name): [string, Estimate][] => [
    [`list_${name}_sort`, ({ target, id }) => sortedBy(target, id)],
    [`list_${name}_sortByAssociatedKeys`, ({ args: [keys], id }) => sortedBy(keys, id)],
  ]),
  ['list_sets_contains_list', sets(1)],
  ['list_sets_intersects_list', sets(1)],
  ['list_sets_equivalent_list', sets(2)],
  ['cidr_ip', one],
]);

const each = (names: string, estimate: Estimate): [string, Estimate][] =>
  names.split(' ').map((name) => [name, estimate]);

const BY_NAME: ReadonlyMap<string, Estimate> = new Map<string, Estimate>([
  ...each('isSorted sum max min indexOf lastIndexOf', overItems),
  ['url', ({ args: [first] }) => ({ cost: text(first?.size), size: first?.size })],
  ...each('lowerAscii upperAscii substring trim', ofTarget),
  ['replace', replaced],
  ['split', split],
  ['join', joined],
  ...each('find findAll', found),
  ...each('cidr isIP isCIDR ip quantity isQuantity semver isSemver', ofFirst),
  ['ip.isCanonical', ({ args: [first] }) => ({ cost: per(first?.size, 2 * PER_CHARACTER) })],
  ...each('containsIP containsCIDR', networks),
  ['validate', ({ args: [first] }) => ({ cost: Math.ceil(times(text(first?.size), 128 * 0.25)) })],
  ['check', () => ({ cost: 350_000 })],
]);
