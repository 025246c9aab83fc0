import { printable } from '../report/printable.js';
import type { ExitCode, Host } from '../source/host.js';

/** Says on standard error why the command could not do its job; the exit code for that. */
export function refuse(host: Host, ...messages: readonly string[]): ExitCode {
  for (const message of messages) host.err(`rollcast: ${printable(shortened(message))}\n`);
  return 2;
}

/** A line of a megabyte helps nobody. */
const LONGEST = 2000;

function shortened(message: string): string {
  return message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
}
