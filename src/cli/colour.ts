import type { Host } from '../source/host.js';

/** Colour the report on standard output? FORCE_COLOR beats NO_COLOR, as in Node itself. */
export function wantsColour(asked: 'auto' | 'always' | 'never', { env, terminal }: Host): boolean {
  if (asked !== 'auto') return asked === 'always';
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return terminal.isTty && env.TERM !== 'dumb';
}
