import type { ExitCode, Host } from '../source/host.js';

/** Says on standard error why the command could not do its job; the exit code for that. */
export function refuse(host: Host, ...messages: readonly string[]): ExitCode {
  for (const message of messages) host.err(`rollcast: ${message}\n`);
  return 2;
}
