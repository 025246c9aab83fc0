import type { ExitCode, Host } from '../source/host.js';
import { type CommandSpec, helpOf, type ReadLine, readOptions } from './options.js';
import { refuse } from './refuse.js';

/** What follows the command's name; the exit code if that is all: the help was asked for, or the line is a mistake. */
export function readCommandLine(args: readonly string[], command: CommandSpec, host: Host): ReadLine | ExitCode {
  const line = readOptions(args, command);
  if (line.kind === 'mistake') return refuse(host, line.message);
  if (!line.given.switches.has('help')) return line;
  host.out(helpOf(command));
  return 0;
}
