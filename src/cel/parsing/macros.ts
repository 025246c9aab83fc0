// What `has`, `all`, `exists`, `map`, … stand for. Follows cel-go v0.26 parser/macro.go, ext/comprehensions.go,
// cel/library.go (optMap, optFlatMap), ext/bindings.go and ext/lists.go (sortBy).
import type { Expr, ExpressionError } from '../ast.js';

/** A call that may be a macro. */
export interface MacroCall {
  /** Where messages about what the macro makes point: the `(`. */
  readonly at: number;
  readonly name: string;
  readonly target: Expr | undefined;
  readonly args: readonly Expr[];
}

/** The accumulator's name: no expression can say it. */
const ACCUMULATOR = '@result';

type Expand = (call: MacroCall & { readonly target: Expr }, make: Make) => Expr | ExpressionError;

/** The macros that come with CEL itself. */
export const STANDARD_MACROS = [
  'has:1',
  'all:2',
  'exists:2',
  'exists_one:2',
  'existsOne:2',
  'map:2',
  'map:3',
  'filter:2',
];
/** The macros of optional types. */
export const OPTIONAL_MACROS = ['optMap:2', 'optFlatMap:2'];
/** The macros of two-variable comprehensions. */
export const TWO_VARIABLE_MACROS = [
  'all:3',
  'exists:3',
  'exists_one:3',
  'existsOne:3',
  'transformList:3',
  'transformList:4',
  'transformMap:3',
  'transformMap:4',
  'transformMapEntry:3',
  'transformMapEntry:4',
];
/** `cel.bind`, which only selectors of devices have. */
export const BINDING_MACROS = ['bind:3'];
/** The macros of the list library. */
export const LIST_MACROS = ['sortBy:2'];

/** The expansion of a macro call, an error in it, or `undefined` when the call is an ordinary one. */
export function expandMacro(call: MacroCall, macros: ReadonlySet<string>): Expr | ExpressionError | undefined {
  const key = `${call.name}:${call.args.length}`;
  if (!macros.has(key)) return undefined;
  if (call.name === 'has') return call.target === undefined ? has(call) : undefined;
  const { target } = call;
  if (target === undefined) return undefined;
  if (call.name === 'bind' && (target.kind !== 'ident' || target.name !== 'cel')) return undefined;
  return EXPANSIONS.get(key)?.({ ...call, target }, makeAt(call.at));
}

function has({ at, args }: MacroCall): Expr | ExpressionError {
  const [arg] = args;
  if (arg?.kind !== 'select' || arg.test) return { at: arg?.at ?? at, message: 'invalid argument to has() macro' };
  return { ...arg, at, test: true };
}

type Make = ReturnType<typeof makeAt>;

// Everything a macro makes is at the macro's place.
function makeAt(at: number) {
  const literal = (value: boolean | bigint): Expr => ({ kind: 'literal', at, value });
  const ident = (name: string): Expr => ({ kind: 'ident', at, name });
  const call = (name: string, ...args: readonly Expr[]): Expr => ({ kind: 'call', at, name, target: undefined, args });
  const method = (target: Expr, name: string, ...args: readonly Expr[]): Expr => ({
    kind: 'call',
    at,
    name,
    target,
    args,
  });
  const list = (...values: readonly Expr[]): Expr => ({
    kind: 'list',
    at,
    elements: values.map((value) => ({ value, optional: false })),
  });
  const fold = (
    range: Expr,
    variables: readonly [string] | readonly [string, string],
    loop: {
      readonly init: Expr;
      readonly condition?: Expr;
      readonly step: Expr;
      readonly result?: Expr;
      readonly accumulator?: string;
    },
  ): Expr => ({
    kind: 'comprehension',
    at,
    range,
    variables,
    accumulator: loop.accumulator ?? ACCUMULATOR,
    init: loop.init,
    condition: loop.condition ?? literal(true),
    step: loop.step,
    result: loop.result ?? ident(loop.accumulator ?? ACCUMULATOR),
  });
  return { at, literal, ident, call, method, list, fold, accumulator: ident(ACCUMULATOR) };
}

/** The names of the first `count` arguments, which have to be plain names. */
function variables(call: MacroCall, count: 1 | 2): readonly [string] | readonly [string, string] | ExpressionError {
  const names: string[] = [];
  for (const arg of call.args.slice(0, count)) {
    if (arg.kind !== 'ident') return { at: arg.at, message: 'argument must be a simple name' };
    if (names.includes(arg.name)) return { at: arg.at, message: `duplicate variable name: ${arg.name}` };
    names.push(arg.name);
  }
  const [first = '', second] = names;
  return second === undefined ? [first] : [first, second];
}

function withVariables(
  count: 1 | 2,
  build: (
    names: readonly [string] | readonly [string, string],
    rest: readonly Expr[],
    target: Expr,
    make: Make,
  ) => Expr,
): Expand {
  return (call, make) => {
    const names = variables(call, count);
    return 'message' in names ? names : build(names, call.args.slice(count), call.target, make);
  };
}

const all = (count: 1 | 2) =>
  withVariables(count, (names, [predicate = NOTHING], target, make) =>
    make.fold(target, names, {
      init: make.literal(true),
      condition: make.call('@not_strictly_false', make.accumulator),
      step: make.call('_&&_', make.accumulator, predicate),
    }),
  );

const exists = (count: 1 | 2) =>
  withVariables(count, (names, [predicate = NOTHING], target, make) =>
    make.fold(target, names, {
      init: make.literal(false),
      condition: make.call('@not_strictly_false', make.call('!_', make.accumulator)),
      step: make.call('_||_', make.accumulator, predicate),
    }),
  );

const existsOne = (count: 1 | 2) =>
  withVariables(count, (names, [predicate = NOTHING], target, make) =>
    make.fold(target, names, {
      init: make.literal(0n),
      step: make.call('_?_:_', predicate, make.call('_+_', make.accumulator, make.literal(1n)), make.accumulator),
      result: make.call('_==_', make.accumulator, make.literal(1n)),
    }),
  );

// `map` and `transformList`: the last argument is the transformation, one before it the filter.
const collect = (count: 1 | 2) =>
  withVariables(count, (names, rest, target, make) => {
    const append = make.call('_+_', make.accumulator, make.list(rest.at(-1) ?? NOTHING));
    return make.fold(target, names, { init: make.list(), step: filtered(rest, append, make) });
  });

const filter = withVariables(1, (names, rest, target, make) =>
  make.fold(target, names, {
    init: make.list(),
    step: make.call(
      '_?_:_',
      rest[0] ?? NOTHING,
      make.call('_+_', make.accumulator, make.list(make.ident(names[0]))),
      make.accumulator,
    ),
  }),
);

const transformMap = (insertEntry: boolean) =>
  withVariables(2, (names, rest, target, make) => {
    const transformed = rest.at(-1) ?? NOTHING;
    const key = insertEntry ? [] : [make.ident(names[0])];
    const insert = make.call('cel.@mapInsert', make.accumulator, ...key, transformed);
    return make.fold(target, names, {
      init: { kind: 'map', at: make.at, entries: [] },
      step: filtered(rest, insert, make),
    });
  });

function filtered(rest: readonly Expr[], step: Expr, make: Make): Expr {
  const [condition] = rest;
  return rest.length === 1 || condition === undefined ? step : make.call('_?_:_', condition, step, make.accumulator);
}

const optional = (wrap: boolean): Expand =>
  withVariables(1, (names, [body = NOTHING], target, make) => {
    const bound = make.fold(make.list(), ['#unused'], {
      accumulator: names[0],
      init: make.method(target, 'value'),
      condition: make.literal(false),
      step: make.ident(names[0]),
      result: body,
    });
    const present = wrap ? make.call('optional.of', bound) : bound;
    return make.call('_?_:_', make.method(target, 'hasValue'), present, make.call('optional.none'));
  });

const bind: Expand = ({ args: [variable, init = NOTHING, body = NOTHING] }, make) => {
  if (variable?.kind !== 'ident')
    return { at: variable?.at ?? make.at, message: 'cel.bind() variable names must be simple identifiers' };
  return make.fold(make.list(), ['#unused'], {
    accumulator: variable.name,
    init,
    condition: make.literal(false),
    step: make.ident(variable.name),
    result: body,
  });
};

const SORTABLE = ['list', 'select', 'ident', 'comprehension', 'call'];

const sortBy: Expand = (call, make) => {
  if (SORTABLE.includes(call.target.kind)) return sortedBy(call, make);
  const message = 'sortBy can only be applied to a list, identifier, comprehension, call or select expression';
  return { at: call.target.at, message };
};

const sortedBy: Expand = withVariables(1, (names, [key = NOTHING], target, make) => {
  const input = '@__sortBy_input__';
  const keys = make.fold(make.ident(input), names, {
    init: make.list(),
    step: make.call('_+_', make.accumulator, make.list(key)),
  });
  return make.fold(make.list(), ['#unused'], {
    accumulator: input,
    init: target,
    condition: make.literal(false),
    step: make.ident(input),
    result: make.method(make.ident(input), '@sortByAssociatedKeys', keys),
  });
});

const NOTHING: Expr = { kind: 'literal', at: 0, value: null };

const EXPANSIONS: ReadonlyMap<string, Expand> = new Map<string, Expand>([
  ['all:2', all(1)],
  ['exists:2', exists(1)],
  ['exists_one:2', existsOne(1)],
  ['existsOne:2', existsOne(1)],
  ['map:2', collect(1)],
  ['map:3', collect(1)],
  ['filter:2', filter],
  ['all:3', all(2)],
  ['exists:3', exists(2)],
  ['exists_one:3', existsOne(2)],
  ['existsOne:3', existsOne(2)],
  ['transformList:3', collect(2)],
  ['transformList:4', collect(2)],
  ['transformMap:3', transformMap(false)],
  ['transformMap:4', transformMap(false)],
  ['transformMapEntry:3', transformMap(true)],
  ['transformMapEntry:4', transformMap(true)],
  ['optMap:2', optional(true)],
  ['optFlatMap:2', optional(false)],
  ['bind:3', bind],
  ['sortBy:2', sortBy],
]);
