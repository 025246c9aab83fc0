import { styleText } from 'node:util';

/** What a piece of text is, for its colour. */
export type Tone = 'error' | 'warning' | 'info' | 'strong' | 'faint' | 'help';

const STYLES = {
  error: ['bold', 'red'],
  warning: ['bold', 'yellow'],
  info: ['bold', 'cyan'],
  strong: ['bold'],
  faint: ['dim'],
  help: ['cyan'],
} as const;

/** Colours text, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

/** A painter that colours only if `colour` says so. */
export function paintWith(colour: boolean): Paint {
  if (!colour) return (_tone, text) => text;
  // Whether to colour was decided already: newer versions of Node would ask the stream again.
  return (tone, text) => (text === '' ? '' : styleText([...STYLES[tone]], text, { validateStream: false }));
}
