/** Which key does what. */

import type { Command } from './player.js';

const BY_CHARACTER: ReadonlyMap<string, Command | 'quit'> = new Map<string, Command | 'quit'>([
  [' ', { kind: 'play' }],
  ['l', { kind: 'forward' }],
  ['h', { kind: 'back' }],
  ['+', { kind: 'faster' }],
  ['=', { kind: 'faster' }],
  ['-', { kind: 'slower' }],
  ['j', { kind: 'scroll', by: 1 }],
  ['k', { kind: 'scroll', by: -1 }],
  ['g', { kind: 'start' }],
  ['G', { kind: 'end' }],
  ['v', { kind: 'verdict' }],
  ['\t', { kind: 'workload', by: 1 }],
  ['q', 'quit'],
]);

// What terminals send after an escape: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, "PC-Style Function Keys".
const BY_SEQUENCE: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['C', { kind: 'forward' }],
  ['D', { kind: 'back' }],
  ['B', { kind: 'scroll', by: 1 }],
  ['A', { kind: 'scroll', by: -1 }],
  ['H', { kind: 'start' }],
  ['1~', { kind: 'start' }],
  ['F', { kind: 'end' }],
  ['4~', { kind: 'end' }],
  ['Z', { kind: 'workload', by: -1 }],
]);

/** What a character does. */
export function ofCharacter(character: string): Command | 'quit' | undefined {
  return BY_CHARACTER.get(character);
}

/** What several keys do that arrive in one piece, of which the first escape may have been taken off. */
export function commandsIn(input: string): (Command | 'quit')[] {
  return input.split('\u001b').flatMap((piece) => {
    const [sequence = '', name = ''] = /^(?:\[|O)(\d*[A-Z~])/.exec(piece) ?? [];
    const first = BY_SEQUENCE.get(name);
    const others = [...piece.slice(sequence.length)].flatMap((character) => ofCharacter(character) ?? []);
    return first === undefined ? others : [first, ...others];
  });
}
