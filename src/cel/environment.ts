// Which functions, macros and types an expression may use at which minor of Kubernetes.
// Twin of k8s.io/apiserver v0.35.4 pkg/cel/environment/base.go.
import type { FunctionDeclaration, Library, Overload } from './declaration.js';
import { AUTHORIZATION, AUTHORIZATION_SELECTORS } from './libraries/authorizer.js';
import { TWO_VARIABLE_COMPREHENSIONS } from './libraries/comprehensions.js';
import { FORMAT_LIBRARY } from './libraries/format.js';
import { CIDRS, IPS } from './libraries/ip.js';
import { KUBERNETES_LISTS } from './libraries/kubernetes-lists.js';
import { LISTS } from './libraries/lists.js';
import { OPTIONAL_TYPES } from './libraries/optional.js';
import { QUANTITIES } from './libraries/quantity.js';
import { REGEX } from './libraries/regex.js';
import { SEMVERS } from './libraries/semver.js';
import { SETS } from './libraries/sets.js';
import { STRINGS, STRINGS_2 } from './libraries/strings.js';
import { URLS } from './libraries/url.js';
import { MESSAGES } from './messages.js';
import { STANDARD_MACROS } from './parsing/macros.js';
import { CONVERSIONS, STANDARD_TYPES } from './standard/conversions.js';
import { operators } from './standard/operators.js';
import { TEXT } from './standard/text.js';
import { TIME } from './standard/time.js';
import { DYN, type Type, typeName, UNSET } from './type.js';

/** What an expression may name. */
export interface Environment {
  readonly variables: ReadonlyMap<string, Type>;
  readonly functions: ReadonlyMap<string, readonly Overload[]>;
  readonly macros: ReadonlySet<string>;
  /** Types by name. */
  readonly types: ReadonlyMap<string, Type>;
  /** Fields of object types, by type name. */
  readonly structs: ReadonlyMap<string, ReadonlyMap<string, Type>>;
  /** An object type that is open: `Object`, and below it every `Object.spec…`, each with any field and all of them dyn. */
  readonly openType: string | undefined;
  /** An object type that has every field, those that `structs` does not list without a type. */
  readonly laxType: string | undefined;
  /** Does the name of an object type in `structs` stand for a value of it, not for the type? */
  readonly namesAreValues: boolean;
  /** Are literals with fixed meaning (regular expressions, durations, format strings) checked? Since 1.29. */
  readonly checksLiterals: boolean;
}

/** Variables, object types and functions that an environment adds to the base. */
export interface Declarations {
  readonly variables: ReadonlyMap<string, Type>;
  readonly structs?: ReadonlyMap<string, ReadonlyMap<string, Type>>;
  readonly openType?: string;
  readonly laxType?: string;
  readonly functions?: readonly FunctionDeclaration[];
  readonly macros?: readonly string[];
  readonly namesAreValues?: boolean;
}

// Also the minors from which on operators and checks differ: `baseOf`.
const LIBRARIES: readonly { readonly since: number; readonly library: Library }[] = [
  { since: 0, library: URLS },
  { since: 0, library: REGEX },
  { since: 0, library: KUBERNETES_LISTS },
  { since: 0, library: STRINGS },
  { since: 27, library: AUTHORIZATION },
  { since: 28, library: OPTIONAL_TYPES },
  { since: 28, library: QUANTITIES },
  { since: 29, library: STRINGS_2 },
  { since: 29, library: SETS },
  { since: 30, library: IPS },
  { since: 30, library: CIDRS },
  { since: 31, library: FORMAT_LIBRARY },
  { since: 31, library: AUTHORIZATION_SELECTORS },
  { since: 32, library: TWO_VARIABLE_COMPREHENSIONS },
  { since: 33, library: SEMVERS },
  { since: 34, library: LISTS },
];

/** The oldest minor with the same language as this one: an expression means the same in both. */
export function languageLevel(minor: number): number {
  return LIBRARIES.reduce((level, { since }) => (since <= minor && since > level ? since : level), 0);
}

const MESSAGE_TYPES: readonly (readonly [string, Type])[] = [...MESSAGES].map(([name, { type }]) => [name, type]);

const bases = new Map<number, Environment>();

/**
 * The environment of this minor with more variables and types. The API server compiles new expressions in the one of the
 * minor before its own, so that a rollback keeps working: see `newExpressions`.
 */
export function environment(minor: number, declarations: Declarations): Environment {
  const { variables, structs = new Map(), openType, laxType, functions = [], macros = [] } = declarations;
  const level = languageLevel(minor);
  const base = bases.get(level) ?? baseOf(level);
  bases.set(level, base);
  const types = new Map([
    ...base.types,
    ...[...structs.keys()].map((name): [string, Type] => [name, { kind: 'struct', name }]),
  ]);
  return {
    ...base,
    variables,
    types,
    structs: new Map([...base.structs, ...structs]),
    openType,
    laxType,
    namesAreValues: declarations.namesAreValues === true,
    functions: functions.length === 0 ? base.functions : new Map([...base.functions, ...merged(functions)]),
    macros: macros.length === 0 ? base.macros : new Set([...base.macros, ...macros]),
  };
}

/** The type of this name. */
export function typeNamed({ types, openType }: Environment, name: string): Type | undefined {
  return isOpen(name, openType) ? { kind: 'struct', name } : types.get(name);
}

/** The type of a field of an object type: `undefined` if it has no such field, `unknown-type` if nobody declares it. */
export function fieldNamed(environment: Environment, type: string, field: string): Type | 'unknown-type' | undefined {
  if (isOpen(type, environment.openType)) return DYN;
  const fields = environment.structs.get(type);
  return fields === undefined
    ? 'unknown-type'
    : (fields.get(field) ?? (type === environment.laxType ? UNSET : undefined));
}

function isOpen(name: string, openType: string | undefined): boolean {
  return openType !== undefined && (name === openType || name.startsWith(`${openType}.`));
}

/** The minor in whose environment an API server of `minor` compiles new expressions. */
export function newExpressions(minor: number): number {
  return minor - 1;
}

function baseOf(minor: number): Environment {
  const libraries = LIBRARIES.filter(({ since }) => since <= minor).map(({ library }) => library);
  const types = libraries.flatMap((library) => library.types ?? []);
  return {
    variables: new Map(),
    functions: merged([
      ...operators(minor >= 28),
      ...CONVERSIONS,
      ...TEXT,
      ...TIME,
      ...libraries.flatMap(({ functions }) => functions),
    ]),
    macros: new Set([...STANDARD_MACROS, ...libraries.flatMap(({ macros }) => macros ?? [])]),
    types: new Map([
      ...STANDARD_TYPES,
      ...MESSAGE_TYPES,
      ...types.map((type): [string, Type] => [typeName(type), type]),
    ]),
    // The libraries' types have no fields: a selection on them is an error of its own.
    structs: new Map(),
    openType: undefined,
    laxType: undefined,
    namesAreValues: false,
    checksLiterals: minor >= 29,
  };
}

function merged(functions: readonly FunctionDeclaration[]): Map<string, readonly Overload[]> {
  const byName = new Map<string, Overload[]>();
  for (const { name, overloads } of functions) {
    const all = byName.get(name) ?? [];
    all.push(...overloads);
    byName.set(name, all);
  }
  return byName;
}
