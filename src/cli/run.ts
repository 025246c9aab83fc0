import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nearName } from '../kube/near-name.js';
import type { ExitCode, Host } from '../source/host.js';
import { errorCode, reasonOf } from '../source/text.js';

/** Runs one command: everything after this line knows the outside world only through `host`. */
export async function run(args: readonly string[], host: Host): Promise<ExitCode> {
  try {
    return await dispatch(args, host);
  } catch (error) {
    if (isWriteError(error)) {
      host.err(`rollcast: cannot write the report: ${reasonOf(errorCode(error))}\n`);
      return 2;
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    host.err(
      `rollcast: internal error; this is a bug in rollcast, not in your manifests\n${stack}\n` +
        'Report it with the command line and, if you can, the input.\n',
    );
    return 2;
  }
}

function isWriteError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error && error.syscall === 'write';
}

const COMMANDS = ['lint', 'simulate', 'plan', 'explain', 'rules'] as const;
const NOT_YET = new Set(['init', 'lsp', 'merge', 'schema']);

async function dispatch(args: readonly string[], host: Host): Promise<ExitCode> {
  const [first, ...rest] = args;
  switch (first) {
    case '--help':
    case '-h':
    case 'help':
      host.out((await import('./usage.js')).USAGE);
      return 0;
    case '--version':
    case '-V':
      host.out(`rollcast ${(await import('./version.js')).TOOL_VERSION}\n`);
      return 0;
    case 'lint':
      return await (await import('./lint.js')).lint(rest, host);
    case 'simulate':
      return await (await import('./simulate.js')).simulate(rest, host);
    case 'plan':
      return await (await import('./plan.js')).plan(rest, host);
    case 'explain':
      return await (await import('./explain.js')).explain(rest, host);
    case 'rules':
      return await (await import('./rules.js')).rules(rest, host);
    default:
      return await lintUnlessMistyped(args, host);
  }
}

/** Without a command the arguments are those of `lint`; but a word that is no path was meant as a command. */
async function lintUnlessMistyped(args: readonly string[], host: Host): Promise<ExitCode> {
  const [first] = args;
  if (first !== undefined && /^[a-z-]+$/.test(first) && !first.startsWith('-') && !existsSync(join(host.cwd, first))) {
    if (NOT_YET.has(first)) {
      host.err(`rollcast: command ${first} is not available yet in this version\n`);
      return 2;
    }
    const near = nearName(first, COMMANDS);
    const hint = near === undefined ? 'see rollcast --help' : `did you mean ${near}?`;
    host.err(`rollcast: ${first} is neither a command nor a file; ${hint}\n`);
    return 2;
  }
  return await (await import('./lint.js')).lint(args, host);
}
