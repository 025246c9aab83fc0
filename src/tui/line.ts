import { cells, printable } from '../report/printable.js';

/** How a piece of text stands out. */
export type Tone = 'strong' | 'faint' | 'good' | 'bad' | 'info' | 'warning' | 'special';

/** A piece of a line. */
export interface Span {
  readonly text: string;
  readonly tone?: Tone;
}

/** A line of the screen, from left to right. */
export type Line = readonly Span[];

/** A piece of text that may come from a manifest. */
export function span(text: string, tone?: Tone): Span {
  return { text: printable(text), ...(tone !== undefined && { tone }) };
}

/** How many cells a line takes. */
export function widthOf(line: Line): number {
  return line.reduce((sum, { text }) => sum + cells(text), 0);
}

/** The line, cut with … where it is longer than `width`. */
export function cut(line: Line, width: number): Line {
  if (widthOf(line) <= width) return line;
  const kept: Span[] = [];
  let left = width - 1;
  for (const one of line) {
    let text = '';
    for (const character of one.text) {
      const size = cells(character);
      if (size > left) return [...kept, { ...one, text: `${text}…` }];
      text += character;
      left -= size;
    }
    kept.push(one);
  }
  return kept;
}

/** Two parts at both ends of a line; the left one gives way. */
export function spread(left: Line, right: Line, width: number): Line {
  const room = Math.max(0, width - widthOf(right) - 1);
  const shown = cut(left, room);
  return [...shown, { text: ' '.repeat(Math.max(1, width - widthOf(shown) - widthOf(right))) }, ...right];
}
