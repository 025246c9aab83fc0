/** Why nobody can say what an expression gives: it asks for what the simulation does not know, or for what is not evaluated. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly reason: string;
}

/** Nobody knows, because of that. */
export function unknown(reason: string): Unknown {
  return { kind: 'unknown', reason };
}
