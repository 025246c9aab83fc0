import { nearName } from '../kube/near-name.js';

/** One option of a command. */
export interface OptionSpec {
  readonly name: string;
  /** The name of its value in help texts; without one the option is a switch. */
  readonly value?: string;
  readonly repeatable?: boolean;
  readonly short?: string;
  readonly summary: string;
}

/** What a command takes. */
export interface CommandSpec {
  readonly name: string;
  /** How its arguments are written in the usage line. */
  readonly operands: string;
  readonly summary: string;
  readonly options: readonly OptionSpec[];
}

/** The options as given: the last value of each, all values of repeatable ones. */
export interface GivenOptions {
  readonly switches: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** A command line that could be read. */
export interface ReadLine {
  readonly kind: 'read';
  readonly given: GivenOptions;
  readonly operands: readonly string[];
}

/** A command line, read or refused. */
export type CommandLine = ReadLine | { readonly kind: 'mistake'; readonly message: string };

/** Options of the contract that this version does not have yet: refused by name, never ignored. */
const NOT_YET = new Set([
  'changed',
  'since',
  'staged',
  'fix',
  'unsafe-fixes',
  'diff',
  'shard',
  'watch',
  'jobs',
  'cache-dir',
  'no-cache',
]);

/**
 * Reads `args` against a command's options: `--name value`, `--name=value`, `-s value`, `--` ends options, `-` alone is an
 * operand. Options may stand anywhere.
 */
export function readOptions(args: readonly string[], command: CommandSpec): CommandLine {
  const switches = new Set<string>();
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      operands.push(...args.slice(at + 1));
      break;
    }
    if (arg === '-' || !arg.startsWith('-')) {
      operands.push(arg);
      continue;
    }
    const equals = arg.startsWith('--') ? arg.indexOf('=') : -1;
    const written = equals === -1 ? arg : arg.slice(0, equals);
    const spec = command.options.find(({ name, short }) => written === `--${name}` || written === `-${short}`);
    if (spec === undefined) return { kind: 'mistake', message: unknownOption(written, command) };
    if (spec.value === undefined) {
      if (equals !== -1) return { kind: 'mistake', message: `${written} takes no value` };
      switches.add(spec.name);
      continue;
    }
    const value = equals === -1 ? args[++at] : arg.slice(equals + 1);
    if (value === undefined) return { kind: 'mistake', message: `${written} needs a value: ${written} ${spec.value}` };
    values.set(spec.name, spec.repeatable ? [...(values.get(spec.name) ?? []), value] : [value]);
  }
  return { kind: 'read', given: { switches, values }, operands };
}

/** The value of an option that may be given once. */
export function lastValue(given: GivenOptions, name: string): string | undefined {
  return given.values.get(name)?.at(-1);
}

/** The help text of a command. */
export function helpOf(command: CommandSpec): string {
  const rows = command.options.map(({ name, value, short, summary }) => {
    const left = `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
    return { left, summary };
  });
  const width = Math.max(...rows.map(({ left }) => left.length));
  const options = rows.map(({ left, summary }) => `  ${left.padEnd(width)}  ${summary}`);
  return [
    `usage: rollcast ${command.name} ${command.operands}`,
    '',
    command.summary,
    '',
    'options:',
    ...options,
    '',
  ].join('\n');
}

function unknownOption(written: string, command: CommandSpec): string {
  const name = written.replace(/^--/, '');
  if (NOT_YET.has(name)) return `option ${written} is not available yet in this version`;
  const near = nearName(
    name,
    command.options.map((option) => option.name),
  );
  const hint = near === undefined ? `see rollcast ${command.name} --help` : `did you mean --${near}?`;
  return `unknown option ${written}; ${hint}`;
}
