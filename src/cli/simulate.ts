import type { ExitCode, Host } from '../source/host.js';

/** `rollcast simulate`: the simulator's front end takes this place. */
export function simulate(_args: readonly string[], host: Host): ExitCode {
  host.err('rollcast: command simulate is not available yet in this version\n');
  return 2;
}
